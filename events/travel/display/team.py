"""What the team reads: the reviewers' queue, facts about an applicant, the managers' board."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Exists, OuterRef, Prefetch, Q, Sum

from events.registration.models import Registration
from events.sprints.models import Sprint
from events.travel import currencies, rules
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
NEEDS = [*TravelApplication.Need.values, ""]  # the most urgent first


def _readable_by(sprint: Sprint, person: Person) -> Any:
    """With `finals`, how many have scored, and `has_final`, whether this person has."""
    own = Review.objects.filter(application=OuterRef("pk"), reviewer=person)
    rows = TravelApplication.objects.of(sprint).handed_in().by_others_than(person)
    return rows.select_related("registration__person").annotate(
        finals=Count("reviews", filter=Q(reviews__final=True)),
        has_final=Exists(own.filter(final=True)),
        has_draft=Exists(own.filter(final=False)),
    )


def queue_of(program: TravelProgram, person: Person) -> list[tuple[Any, str]]:
    """What can be reviewed with its total, fewest reviews first; nothing that one stays out of."""
    rows = _readable_by(program.sprint, person).filter(state__in=TravelApplication.REVIEWED)
    return [
        (row, currencies.in_words(row.requested_total, program.currency))
        for row in rows.order_by("finals", "pk")
    ]


def facts_about(application: TravelApplication) -> list[tuple[str, str]]:
    """Label and text of each thing that is known from elsewhere."""
    registration = application.registration
    person = registration.person
    paid_by = registration.financing.filter(private=False).select_related("organization")
    groups = person.interest_groups.filter(confidential=False).order_by("name")
    facts = [
        ("Introduces themselves", person.introduction),
        ("Roles", ", ".join(Registration.Role(role).label for role in registration.roles)),
        ("Organizations", ", ".join(str(row) for row in paid_by.order_by("pk"))),
        ("Interest groups", ", ".join(str(group) for group in groups)),
        ("First sprint", "yes" if registration.first_time else ""),
    ]
    return [(label, text) for label, text in facts if text]


def award_lines(application: TravelApplication) -> list[str]:
    """ "Sprint of 2024: 400.00 EUR" for each offer that this person accepted elsewhere."""
    own = application.registration
    offers = (
        Offer.objects.filter(application__registration__person=own.person_id)
        .filter(state__in=(Offer.State.ACCEPTED, Offer.State.SETTLED))
        .exclude(application__registration__sprint=own.sprint_id)
        .select_related("application__registration__sprint__travel_program")
        .prefetch_related("allocations")
        .order_by("-application__registration__sprint__starts_on", "pk")
    )
    return [
        f"{sprint}: {currencies.in_words(offer.total, sprint.travel_program.currency)}"
        for offer in offers
        for sprint in [offer.application.registration.sprint]
    ]


@dataclass(frozen=True)
class Row:
    """An application on the board, with its live offer, if any, and amounts in words.

    `mean` is None as long as this reader may not know it.
    """

    application: TravelApplication
    mean: float | None
    offer: Offer | None
    comes: bool
    requested: str
    minimum: str
    given: str

    @property
    def name(self) -> str:
        return self.application.registration.person.name

    @property
    def score(self) -> str:
        return "–" if self.mean is None else f"{self.mean:.1f}"

    @property
    def need(self) -> str:
        return self.application.need.replace("_", " ")


def _highest_first(amount: float | Decimal | None) -> tuple[bool, float | Decimal]:
    return amount is None, -(amount or 0)


# The orders of the board: label, and what to sort by.
SORTS: dict[str, tuple[str, Callable[[Row], Any]]] = {
    "mean": ("mean score", lambda row: _highest_first(row.mean)),
    "requested": ("requested", lambda row: _highest_first(row.application.requested_total)),
    "minimum": ("least that helps", lambda row: _highest_first(row.application.minimum_needed)),
    "need": ("need", lambda row: NEEDS.index(row.application.need)),
}


def rows_of(program: TravelProgram, person: Person, sort: str) -> list[Row]:
    """All that this manager decides about, in four queries.

    Managers who are reviewers, too, read no mean before their own score is final, not even from
    the order.
    """
    sprint = program.sprint
    offers = Offer.objects.filter(state__in=Offer.HOLDS_MONEY).prefetch_related("allocations")
    applications = (
        _readable_by(sprint, person)
        .knowing_who_comes()
        .prefetch_related(Prefetch("offers", offers, "live_offers"))
        .annotate(mean=Avg("reviews__score", filter=Q(reviews__final=True)))
        .order_by("registration__person__sort_key", "pk")
    )
    scores = rules.scores(person, sprint)
    rows = []
    for application in applications:
        mean = None if scores and not application.has_final else application.mean
        offer = next(iter(application.live_offers), None)
        comes = application.has_seat and sprint.state != Sprint.State.CANCELLED
        amounts = application.requested_total, application.minimum_needed, offer and offer.total
        in_words = (currencies.plain(amount, program.currency) for amount in amounts)
        rows.append(Row(application, mean, offer, comes, *in_words))
    return sorted(rows, key=SORTS[sort][1])


def states_of(rows: list[Row]) -> dict[str, str]:
    """Label and number of each state that some application has, such as "Submitted (3)"."""
    numbers = Counter(row.application.state for row in rows)
    return {
        state.value: f"{state.label} ({numbers[state]})"
        for state in TravelApplication.State
        if state in numbers
    }


@dataclass(frozen=True)
class Balance:
    """What is in a fund, as far as this manager may know."""

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
        currency = self.fund.currency
        return [(label, currencies.plain(amount, currency)) for label, amount in amounts.items()]

    @property
    def free_in_words(self) -> str:
        return currencies.in_words(self.free, self.fund.currency)

    @property
    def places(self) -> int:
        return currencies.PLACES[self.fund.currency]


def balances(sprint: Sprint, person: Person) -> list[Balance]:
    """Every fund of the sprint, without what is staged for this person, which nothing shows."""
    own = Q(offer__application__registration__person=person)
    staged = Allocation.objects.filter(fund__sprint=sprint, offer__state=Offer.State.STAGED)
    by_fund = staged.values_list("fund")
    sums = by_fund.annotate(others=Sum("amount", filter=~own), own=Sum("amount", filter=own))
    staged_by_fund = {fund: (others or NOTHING, own or NOTHING) for fund, others, own in sums}
    rows = []
    for fund in TravelFund.objects.filter(sprint=sprint).order_by("position", "pk"):
        for_others, for_person = staged_by_fund.get(fund.pk, (NOTHING, NOTHING))
        rows.append(Balance(fund, fund.committed - for_person, for_others))
    return rows


def warnings(rows: list[Row], funds: list[Balance]) -> list[str]:
    """What a manager should look at, as sentences."""
    accepted = TravelApplication.State.ACCEPTED
    return [
        *(
            f"{row.name}: the offer gives no money."
            for row in rows
            if row.offer is not None and not row.offer.allocations.all()
        ),
        *(
            f"{row.name} has accepted money and does not come."
            for row in rows
            if row.application.state == accepted and not row.comes
        ),
        *(
            f"{balance.fund}: more than nine tenths are committed."
            for balance in funds
            if balance.is_nearly_used_up
        ),
    ]
