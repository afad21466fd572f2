"""Requests to take photos down, and what the system wrote of files that were not taken."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import Case, When
from django.utils.html import format_html

from events.admin_actions import Action, ReadOnlyWithActions
from events.admin_base import GuardedAdmin, NothingToAdd
from events.photos import rules, workflow
from events.photos.models import MODERATORS, BlockedHash, RemovalRequest, UploadRefusal
from events.sprints.admin import Scoped

State = RemovalRequest.State


class OfModerators(NothingToAdd, Scoped):
    """Mixin: rows that nobody adds, types into or deletes here."""

    roles: ClassVar[tuple[str, ...]] = MODERATORS


@admin.register(RemovalRequest)
class RemovalRequestAdmin(ReadOnlyWithActions, OfModerators):
    sprint_path = "photo__sprint"
    fields = (
        "photo",
        "sprint",
        "kind",
        "message",
        "person",
        "email",
        "created_at",
        "state",
        "answer",
    )
    readonly_fields = fields
    list_display = ("__str__", "urgency", "sprint", "person", "email", "created_at")
    list_filter = ("state", "kind", ("photo__sprint", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("photo__sprint", "person")
    search_fields = ("photo__alt_text", "person__name", "email")
    ordering: ClassVar = [Case(When(state=State.OPEN, then=0), default=1).asc(), "created_at", "pk"]
    record_actions = (
        Action(
            "grant",
            "Take the photo down for good",
            (State.OPEN,),
            lambda request, *, by, why: workflow.grant(request, by=by, answer=why),
            "All its files are deleted, and the same photo is not taken again. Whoever asked gets "
            "an email, with your reason if you give one.",
        ),
        Action(
            "decline",
            "Let it stay",
            (State.OPEN,),
            lambda request, *, by, why: workflow.decline(request, by=by, answer=why),
            "Whoever asked gets an email with your reason. A hidden photo is shown again.",
            needs_reason=True,
        ),
    )

    def sprint_of(self, record):
        return record.photo.sprint_id

    @admin.display(description="sprint", ordering="photo__sprint")
    def sprint(self, request):
        return request.photo.sprint

    @admin.display(description="state", ordering="state")
    def urgency(self, request):
        if rules.is_urgent(request):
            return format_html('<strong class="urgent">urgent: {}</strong>', "open for two days")
        return request.get_state_display()


class WrittenBySystem(GuardedAdmin, OfModerators):
    list_filter = (("sprint", admin.RelatedOnlyFieldListFilter),)
    ordering = ("-at", "-pk")

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(UploadRefusal)
class UploadRefusalAdmin(WrittenBySystem):
    list_display = ("at", "reason", "person", "sprint", "bytes")
    list_select_related = ("person", "sprint")
    search_fields = ("reason", "person__name")


@admin.register(BlockedHash)
class BlockedHashAdmin(WrittenBySystem):
    list_display = ("at", "sha256", "sprint")
    list_select_related = ("sprint",)
