"""The travel managers' board: every application in one line, every fund in another."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, Count, Exists, OuterRef, Prefetch, Q, Sum
from django.urls import reverse

from events.sprints.models import Sprint, TeamRole
from events.sprints.rules import roles
from events.travel import currencies
from events.travel.models import (
    Allocation,
    Offer,
    Review,
    TravelApplication,
    TravelFund,
    TravelProgram,
)
from people.models import Person

NOTHING = Decimal(0)
NEARLY_USED_UP = Decimal("0.9")
NEEDS = {need: rank for rank, need in enumerate(TravelApplication.Need.values)}


@dataclass(frozen=True)
class Row:
    """One application; `mean` is None as long as this reader may not know it."""

    application: TravelApplication
    mean: float | None
    offer: Offer | None
    currency: str
    address: str
    comes: bool

    @property
    def pk(self) -> int:
        return self.application.pk

    @property
    def name(self) -> str:
        return self.application.registration.person.name

    @property
    def stage_page(self) -> str:
        return f"{self.address}{self.pk}/stage/"

    @property
    def is_staged(self) -> bool:
        return bool(self.application.staged_decision)

    @property
    def score(self) -> str:
        return "–" if self.mean is None else f"{self.mean:.1f}"

    @property
    def need(self) -> str:
        return self.application.need.replace("_", " ")

    @property
    def requested(self) -> str:
        return self._plain(self.application.requested_total)

    @property
    def minimum(self) -> str:
        return self._plain(self.application.minimum_needed)

    @property
    def given(self) -> str:
        """What the live offer adds up to; empty without one."""
        if self.offer is None:
            return ""
        return self._plain(sum((row.amount for row in self.offer.allocations.all()), NOTHING))

    def _plain(self, amount: Decimal | None) -> str:
        return "" if amount is None else f"{amount.quantize(currencies.unit(self.currency)):,}"


def _by_mean(row: Row):
    return row.mean is None, -(row.mean or 0)


def _by_requested(row: Row):
    return -(row.application.requested_total or NOTHING)


def _by_minimum(row: Row):
    minimum = row.application.minimum_needed
    return minimum is None, -(minimum or NOTHING)


def _by_need(row: Row):
    return NEEDS.get(row.application.need, len(NEEDS))


SORTS = {
    "mean": ("mean score", _by_mean),
    "requested": ("requested", _by_requested),
    "minimum": ("least that helps", _by_minimum),
    "need": ("need", _by_need),
}


def rows_of(program: TravelProgram, person: Person, sort: str = "") -> list[Row]:
    """All that this manager decides about, in four queries.

    Who scores as well reads no mean, not even in the order, before the own score is final.
    """
    sprint = program.sprint
    offers = Offer.objects.filter(state__in=Offer.HOLDS_MONEY).prefetch_related("allocations")
    own = Review.objects.filter(application=OuterRef("pk"), reviewer=person, final=True)
    final = Q(reviews__final=True)
    found = (
        TravelApplication.objects.of(sprint)
        .handed_in()
        .by_others_than(person)
        .knowing_who_comes()
        .select_related("registration__person")
        .prefetch_related(Prefetch("offers", offers, "live_offers"))
        .annotate(
            mean=Avg("reviews__score", filter=final),
            finals=Count("reviews", filter=final),
            has_final=Exists(own),
        )
        .order_by("registration__person__sort_key", "pk")
    )
    scores = TeamRole.REVIEWER in roles(person, sprint)
    address = reverse("travel:board", args=[sprint.slug])
    rows = [
        Row(
            application,
            None if scores and not application.has_final else application.mean,
            next(iter(application.live_offers), None),
            program.currency,
            address,
            application.has_place and sprint.state != Sprint.State.CANCELLED,
        )
        for application in found
    ]
    return sorted(rows, key=SORTS.get(sort, SORTS["mean"])[1])


def states_of(rows: list[Row]) -> dict[str, str]:
    """Label and number of each state that some application has, such as "Submitted (3)"."""
    numbers = Counter(row.application.state for row in rows)
    return {
        state.value: f"{state.label} ({numbers[state]})"
        for state in TravelApplication.State
        if state in numbers
    }


@dataclass(frozen=True)
class FundLine:
    """What stands in a fund, as far as this manager may know."""

    fund: TravelFund
    committed: Decimal
    staged: Decimal

    @property
    def free(self) -> Decimal:
        return self.fund.amount - self.committed

    @property
    def is_nearly_used_up(self) -> bool:
        return self.fund.amount > 0 and self.committed >= NEARLY_USED_UP * self.fund.amount

    def may_give_in(self, currency: str) -> bool:
        return self.fund.active and self.fund.currency == currency

    def in_words(self) -> list[tuple[str, str]]:
        amounts = {
            "amount": self.fund.amount,
            "committed": self.committed,
            "of it staged": self.staged,
            "free": self.free,
        }
        unit = currencies.unit(self.fund.currency)
        return [(label, f"{amount.quantize(unit):,}") for label, amount in amounts.items()]

    @property
    def free_in_words(self) -> str:
        return currencies.in_words(self.free, self.fund.currency)

    @property
    def places(self) -> int:
        return currencies.PLACES[self.fund.currency]


def fund_lines(sprint: Sprint, person: Person) -> list[FundLine]:
    """Every fund of the sprint, without what is staged for this person: that shows nowhere."""
    own = Q(offer__application__registration__person=person)
    staged = {
        fund: (others or NOTHING, for_person or NOTHING)
        for fund, others, for_person in Allocation.objects.filter(
            fund__sprint=sprint, offer__state=Offer.State.STAGED
        )
        .order_by()
        .values_list("fund")
        .annotate(others=Sum("amount", filter=~own), for_person=Sum("amount", filter=own))
    }
    lines = []
    for fund in TravelFund.objects.filter(sprint=sprint).order_by("position", "pk"):
        others, for_person = staged.get(fund.pk, (NOTHING, NOTHING))
        lines.append(FundLine(fund, fund.committed - for_person, others))
    return lines


def warnings(rows: list[Row], lines: list[FundLine]) -> list[str]:
    """What a manager should look at, as sentences."""
    found = [
        f"{row.name}: the offer gives no money."
        for row in rows
        if row.offer is not None and not row.offer.allocations.all()
    ]
    found += [
        f"{row.name} has accepted money and does not come."
        for row in rows
        if row.application.state == TravelApplication.State.ACCEPTED and not row.comes
    ]
    found += [
        f"{line.fund}: more than nine tenths are committed."
        for line in lines
        if line.is_nearly_used_up
    ]
    return found
