"""What has changed in the programme, for its team to look at."""

import datetime

from django.contrib import admin

from events.back_office import GuardedAdmin
from events.meetings.admin.scope import Placed
from events.meetings.models import ProgrammeChange
from events.sprints.rules import zone


def time_in_words(sprint, standing):
    """ "Mon 3 May, 10:00–11:00" as the clocks of the sprint show it; a dash for no time."""
    if not standing.get("starts_at"):
        return "–"
    moments = (datetime.datetime.fromisoformat(standing[name]) for name in ("starts_at", "ends_at"))
    starts_at, ends_at = (moment.astimezone(zone(sprint)) for moment in moments)
    return f"{starts_at:%a} {starts_at.day} {starts_at:%b}, {starts_at:%H:%M}–{ends_at:%H:%M}"


@admin.register(ProgrammeChange)
class ProgrammeChangeAdmin(Placed, GuardedAdmin):
    list_display = ("at", "meeting", "kind", "was", "became", "was_public", "by")
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
