"""The back office of travel applications: read there; what can be done is a step with its reason."""

from typing import ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.shortcuts import redirect

from events.admin_actions import Action, ReadOnlyWithActions
from events.admin_base import NothingToAdd, is_key
from events.sprints.admin import Scoped, ScopedInline
from events.sprints.models import TeamRole
from events.travel import rules, workflow
from events.travel.models import ApplicationLine, TravelApplication

State = TravelApplication.State
NOT_SHOWN = (
    "id",
    "registration",
    "private_note",
    "name_public",
    "name_to_sponsor",
    "revision",
    "changed_at",
)


class OthersOnly(NothingToAdd, Scoped):
    """Mixin: rows about applications, for travel managers, and none about the reader's own."""

    roles: ClassVar[tuple[str, ...]] = (TeamRole.TRAVEL_MANAGER,)


class LineInline(NothingToAdd, ScopedInline, admin.TabularInline):
    model = ApplicationLine
    fields = ("category", "description", "amount")
    readonly_fields = fields

    def may(self, request, record=None):
        """The application has been looked at by then."""
        return True


@admin.register(TravelApplication)
class TravelApplicationAdmin(ReadOnlyWithActions, OthersOnly):
    sprint_path = "registration__sprint"
    list_display = ("person", "registration__sprint", "state", "requested_total", "need")
    list_filter = (("registration__sprint", admin.RelatedOnlyFieldListFilter), "state", "need")
    list_select_related = ("registration__sprint", "registration__person")
    search_fields = ("registration__person__name",)
    ordering = ("registration__person__sort_key", "pk")
    inlines = (LineInline,)
    record_actions = (
        Action(
            "revoke",
            "Take the offer back",
            (State.OFFERED,),
            workflow.revoke,
            "The application is undecided again; the person gets an email with your reason.",
            needs_reason=True,
        ),
        Action(
            "go_on",
            "Go on without the answer",
            (State.INFO_NEEDED,),
            workflow.go_on,
            "The application waits for a decision again; the person reads your reason.",
            needs_reason=True,
        ),
        Action(
            "reopen",
            "Open it again",
            TravelApplication.ENDED,
            workflow.reopen,
            "The application waits for a decision again.",
            needs_reason=True,
            when=rules.is_handed_in,
        ),
        Action(
            "cancel",
            "Cancel what was accepted",
            (State.ACCEPTED,),
            workflow.cancel,
            "The money is free at once; the person gets an email with your reason.",
            needs_reason=True,
        ),
    )

    @admin.display(ordering="registration__person__sort_key")
    def person(self, application):
        return application.registration.person

    def get_queryset(self, request):
        """A draft is the person's own, and nobody reads what others say of the own application."""
        return super().get_queryset(request).handed_in().by_others_than(request.user)

    def sprint_of(self, record):
        return record.registration.sprint_id

    def get_fields(self, request, obj=None):
        columns = [field.name for field in self.opts.concrete_fields]
        fields = ["person", *[name for name in columns if name not in NOT_SHOWN]]
        if obj is not None and rules.reads_private_notes(request.user, obj.registration.sprint):
            fields.append("private_note")
        return fields

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj)

    def changelist_view(self, request, extra_context=None):
        """A choice that holds the own application is refused whole, not made smaller in silence."""
        chosen = [pk for pk in request.POST.getlist(ACTION_CHECKBOX_NAME) if is_key(pk)]
        rows = TravelApplication.objects.filter(pk__in=chosen)
        if rows.difference(rows.by_others_than(request.user)).exists():
            messages.error(
                request,
                "Nobody acts on their own application, nor on one that they stay out of. "
                "Nothing was changed.",
            )
            return redirect(request.get_full_path())
        return super().changelist_view(request, extra_context)
