"""The back office of applications, offers and the ledger: read there; actions need a reason."""

from typing import ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Case, F, OuterRef, Q, Subquery, Sum, When
from django.shortcuts import redirect

from events.admin_actions import Action, ReadOnlyWithActions
from events.admin_base import GuardedAdmin, NothingToAdd, is_key
from events.sprints.admin import Scoped, ScopedInline
from events.sprints.models import TeamRole
from events.travel import rules, workflow
from events.travel.currencies import MOST_PLACES
from events.travel.models import Allocation, ApplicationLine, FundEntry, Offer, TravelApplication

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


class ReadInline(NothingToAdd, ScopedInline, admin.TabularInline):
    """Rows that are only read; whether their record may be read has been checked by then."""

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    def may(self, request, record=None):
        return True

    def has_change_permission(self, request, obj=None):
        return False


class LineInline(ReadInline):
    model = ApplicationLine
    fields = ("category", "description", "amount")


class AllocationInline(ReadInline):
    model = Allocation
    fields = ("fund", "mode", "amount")


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


def of_others(request):
    return TravelApplication.objects.by_others_than(request.user).values("pk")


@admin.register(Offer)
class OfferAdmin(GuardedAdmin, OthersOnly):
    sprint_path = "application__registration__sprint"
    list_display = ("__str__", "state", "released_at", "expires_at", "responded_at")
    list_filter = (("application__registration__sprint", admin.RelatedOnlyFieldListFilter), "state")
    list_select_related = ("application__registration__person",)
    ordering = ("-pk",)
    inlines = (AllocationInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(application__in=of_others(request))

    def sprint_of(self, record):
        return record.application.registration.sprint_id

    def has_change_permission(self, request, obj=None):
        return False


def staged_until(request):
    """What was in the fund for the reader at each entry, of offers that nobody has released."""
    signed = Case(When(kind=FundEntry.Kind.RESERVE, then=F("amount")), default=-F("amount"))
    unseen = FundEntry.objects.filter(
        fund=OuterRef("fund"),
        pk__lte=OuterRef("pk"),
        allocation__offer__application__registration__person=request.user,
        allocation__offer__released_at=None,
    )
    sums = unseen.order_by().values("fund").annotate(total=Sum(signed))
    return Subquery(sums.values("total"))


@admin.register(FundEntry)
class FundEntryAdmin(GuardedAdmin, OthersOnly):
    roles: ClassVar = tuple(rules.KEEPERS_OF_FUNDS)
    readers: ClassVar = tuple(rules.READERS_OF_FUNDS)
    sprint_path = "fund__sprint"
    list_display = ("at", "fund", "kind", "amount", "promised_after", "by", "note")
    fields = (*list_display, "allocation")
    readonly_fields = ("promised_after",)
    list_filter = (("fund", admin.RelatedOnlyFieldListFilter), "kind")
    list_select_related = ("fund", "by")
    ordering = ("-pk",)

    def get_queryset(self, request):
        """What is reserved for the reader shows no sooner here than elsewhere."""
        rows = super().get_queryset(request)
        others = Q(allocation__offer__application__in=of_others(request))
        return rows.filter(Q(allocation=None) | others).annotate(for_reader=staged_until(request))

    @admin.display(description="committed after")
    def promised_after(self, entry):
        return round(entry.committed_after - (entry.for_reader or 0), MOST_PLACES)

    def sprint_of(self, record):
        return record.fund.sprint_id

    def has_change_permission(self, request, obj=None):
        return False
