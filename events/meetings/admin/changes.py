"""What has changed in the programme, for its team to look at."""

import datetime

from django.contrib import admin

from events.admin_base import GuardedAdmin
from events.meetings.admin.problems import short_time_in_words
from events.meetings.admin.scope import Placed
from events.meetings.models import ProgrammeChange


def time_in_words(sprint, standing):
    """When a meeting stood there, before or after a change; a dash for no time."""
    if not standing.get("starts_at"):
        return "–"
    moments = (datetime.datetime.fromisoformat(standing[name]) for name in ("starts_at", "ends_at"))
    return short_time_in_words(sprint, *moments)


@admin.register(ProgrammeChange)
class ProgrammeChangeAdmin(Placed, GuardedAdmin):
    list_display = ("meeting", "kind", "was", "became", "at", "by", "was_public")
    list_display_links = None
    list_filter = (("sprint", admin.RelatedOnlyFieldListFilter), "kind", "was_public")
    list_select_related = ("sprint", "meeting", "by")
    search_fields = ("meeting__title",)
    ordering = ("-pk",)
    actions = None

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission

    @admin.display(description="before")
    def was(self, change):
        return time_in_words(change.sprint, change.before)

    @admin.display(description="after")
    def became(self, change):
        return time_in_words(change.sprint, change.after)
