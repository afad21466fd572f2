"""What the system wrote of travel money, to look at: offers with their funds, and the ledger."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import Case, F, OuterRef, Q, Subquery, Sum, When

from events.admin_base import GuardedAdmin, NothingToAdd
from events.sprints.admin import ScopedInline
from events.travel.admin.applications import OthersOnly
from events.travel.admin.funds import KEEPERS, READERS_OF_FUNDS
from events.travel.models import Allocation, FundEntry, Offer, TravelApplication
from events.travel.models.fund import PLACES


def of_others(request):
    return TravelApplication.objects.by_others_than(request.user).values("pk")


class AllocationInline(NothingToAdd, ScopedInline, admin.TabularInline):
    model = Allocation
    fields = ("fund", "mode", "amount")
    readonly_fields = fields

    def may(self, request, record=None):
        """The offer has been looked at by then."""
        return True

    def has_change_permission(self, request, obj=None):
        return False


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
    """What stood in the fund for the reader at each entry, of offers that nobody has released."""
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
    roles: ClassVar = KEEPERS
    readers: ClassVar = READERS_OF_FUNDS
    sprint_path = "fund__sprint"
    list_display = (
        "at",
        "fund",
        "kind",
        "amount",
        "promised_after",
        "by",
        "note",
    )
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
        return round(entry.committed_after - (entry.for_reader or 0), PLACES)

    def sprint_of(self, record):
        return record.fund.sprint_id

    def has_change_permission(self, request, obj=None):
        return False
