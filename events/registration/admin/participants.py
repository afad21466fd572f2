"""The back office of participants."""

from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages

from events.admin_actions import Action, ActionsAdmin, ReasonActionForm, history
from events.admin_base import NothingToAdd
from events.lifecycle import Refused
from events.registration import rules, workflow
from events.registration.admin import desk, filters, sheets
from events.registration.forms import EnterForm, ParticipantForm
from events.registration.models import Financing, PrivateDetails, Registration
from events.sprints.admin import Scoped, ScopedInline
from events.sprints.models import Sprint
from people.rules import has_account

State = Registration.State
Attended = Registration.Attended
MOST_PAYERS = 50


def noting(attended: str, label: str) -> Action:
    """An action that notes whether somebody came, where that is news."""
    return Action(
        f"attended_{attended}",
        label,
        (State.CONFIRMED, *Registration.QUEUED),
        partial(workflow.mark_attended, attended=attended),
        "Only those who attended in person count as participants in public.",
        when=lambda row: row.attended != attended and not rules.refusal_of_attendance(row),
    )


class ParticipantActionForm(ReasonActionForm):
    role = forms.ChoiceField(
        label="Role", choices=[("", "none"), *Registration.Role.choices], required=False
    )


class FinancingInline(ScopedInline, admin.TabularInline):
    model = Financing
    autocomplete_fields: ClassVar = ["organization"]
    max_num = MOST_PAYERS

    def get_formset(self, request, obj=None, **kwargs):
        """A forged number of rows is refused before thousands of them are made."""
        return super().get_formset(request, obj, absolute_max=MOST_PAYERS, **kwargs)


class PrivateDetailsInline(NothingToAdd, ScopedInline, admin.StackedInline):
    """Read here and on the desk's page; the person alone writes them."""

    model = PrivateDetails
    fields = (*PrivateDetails.CONTENTS, "purged_at")
    readonly_fields = fields

    def has_view_permission(self, request, obj=None):
        """Django asks about all rows, then about those of the registration that is shown."""
        return obj is None or rules.may_read_private(request.user, obj.sprint)

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Registration)
class RegistrationAdmin(ActionsAdmin, Scoped):
    form = ParticipantForm
    list_display = (
        "person",
        "sprint",
        "state",
        "mode",
        "registered",
        "queue_no",
        "attended",
        "listed",
        "roles",
    )
    list_filter = (
        ("sprint", admin.RelatedOnlyFieldListFilter),
        "state",
        "mode",
        "attended",
        filters.ListedFilter,
        filters.DayFilter,
        filters.RoleFilter,
        filters.OrganizationFilter,
    )
    list_select_related = ("person", "sprint")
    search_fields = ("person__name", "person__email")
    ordering = ("person__sort_key", "pk")
    autocomplete_fields: ClassVar = ["person"]
    inlines = (FinancingInline, PrivateDetailsInline)
    turn = Registration.TURN
    FIXED = ("sprint", "person", "address", "state", "mode", "queue_no", "priority", "attended")
    record_actions = (
        Action(
            "approve",
            "Approve",
            (State.PENDING,),
            workflow.approve,
            "The person gets a place if one is free and nobody waits, else a number in the queue.",
        ),
        Action(
            "decline",
            "Decline",
            (State.PENDING,),
            workflow.decline,
            "The person gets an email with your reason.",
            needs_reason=True,
        ),
        Action(
            "offer",
            "Offer a place now",
            (State.WAITLISTED,),
            workflow.offer_now,
            "For the next in line, when a place is free.",
        ),
        Action(
            "prefer",
            "Prefer",
            (State.WAITLISTED,),
            workflow.prefer,
            "The person is offered a place before all who were not preferred.",
            needs_reason=True,
        ),
        Action(
            "overbook",
            "Confirm beyond the places",
            (State.PENDING, State.WAITLISTED, State.OFFERED),
            workflow.overbook,
            "The person is confirmed although no place is free.",
            needs_reason=True,
        ),
        Action(
            "cancel",
            "Cancel",
            Registration.LIVE,
            workflow.cancel,
            "The place goes to the next in line, and the person gets an email with your reason.",
            needs_reason=True,
        ),
        noting(Attended.YES, "Attended"),
        noting(Attended.NO, "Did not attend"),
        noting(Attended.UNKNOWN, "Not known whether attended"),
    )
    actions = ("give_role",)
    action_form = ParticipantActionForm

    @admin.action(description="Give a role", permissions=["change"])
    def give_role(self, request, queryset):
        role = request.POST.get("role", "")
        if not role:
            messages.error(request, "Please choose which role to give.")
            return
        self.take_each(request, queryset, "Give a role", partial(workflow.give_role, role=role))

    @admin.display(ordering="created_at")
    def registered(self, row):
        return row.created_at

    def get_urls(self):
        """Pages of one sprint, whose key they take."""
        view = self.admin_site.admin_view
        return [*desk.urls(view), *sheets.urls(view), *super().get_urls()]

    def get_readonly_fields(self, request, obj=None):
        """Whether a name is shown is the choice of whoever has an account."""
        if obj is None:
            return ()
        own = has_account(obj.person) or not obj.person.is_active
        return (*self.FIXED, *["listed"] * own)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("sprint", "person", "new_name", *EnterForm.Meta.fields[2:], "why")
        fixed = self.get_readonly_fields(request, obj)
        return tuple(dict.fromkeys((*fixed, "roles", "listed")))

    @admin.display(description="e-mail address")
    def address(self, registration):
        return registration.person.email

    def to_decide_by(self, record):
        facts = [("E-mail address", self.address(record) or "None"), ("State", record.state)]
        return {"facts": facts, "transitions": history(record)}

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None:
            return super().get_form(request, obj, change, **kwargs)
        form: Any = super().get_form(request, obj, change, form=EnterForm, **kwargs)
        form.by, form.refused = request.user, getattr(request, "refused", "")
        return form

    def add_view(self, request, form_url="", extra_context=None):
        """The form has asked before; if somebody else was faster, it comes back as it was typed."""
        try:
            return super().add_view(request, form_url, extra_context)
        except Refused as refusal:
            request.refused = str(refusal)
            return super().add_view(request, form_url, extra_context)

    def has_delete_permission(self, request, obj=None):
        """Who took part stays; while the sprint is a draft a slip may be undone."""
        return (
            super().has_delete_permission(request, obj) and obj.sprint.state == Sprint.State.DRAFT
        )

    def save_model(self, request, obj, form, change):
        if change:
            obj.save(update_fields=form.changed_data)
            return
        if form.cleaned_data.get("new_name"):
            obj.person = workflow.add_person(form.cleaned_data["new_name"])
        if has_account(obj.person):
            obj.listed = ""
        workflow.enter(obj, by=request.user, why=form.cleaned_data["why"])
