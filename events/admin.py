"""Register of every area's back office, where Django looks for it."""

from django.contrib import admin

import events.pages.admin
import events.registration.admin
import events.sprints.admin
from events.back_office import GuardedAdmin
from events.lifecycle import Transition
from events.notices import Letter


class ReadOnly(GuardedAdmin):
    """Mixin: rows that the system writes, for superusers to look at."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Letter)
class LetterAdmin(ReadOnly):
    list_display = ("to", "subject", "created_at", "attempts", "sent_at", "given_up_at")
    list_filter = (
        ("sent_at", admin.EmptyFieldListFilter),
        ("given_up_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("to", "subject")
    ordering = ("-pk",)
    exclude = ("text", "calendar")  # it may hold a code


@admin.register(Transition)
class TransitionAdmin(ReadOnly):
    list_display = ("at", "content_type", "object_id", "from_state", "to_state", "by", "why")
    list_filter = ("content_type", "to_state")
    list_select_related = ("content_type", "by")
    ordering = ("-pk",)
