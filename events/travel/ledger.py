"""How money moves in a fund: one conditional UPDATE and one entry, in the caller's transaction.

Funds are touched in the order of their primary keys, so that two offers over the same funds never
wait for each other.
"""

from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Round

from events.lifecycle import Refused
from events.sprints.models import Sprint
from events.travel import currencies
from events.travel.models import Allocation, FundEntry, Offer, TravelApplication, TravelFund
from events.travel.models.fund import PLACES
from people.models import Person

Kind = FundEntry.Kind
NOTHING = Decimal(0)


def move(fund: TravelFund, kind: str, amount: Decimal, *, by: Person | None, **about: Any) -> None:
    """Change the fund by this amount, or raise Refused if it does not have it.

    `about` may name the allocation and a note.
    """
    of_amount, of_committed = FundEntry.MOVES[Kind(kind)]
    after = {"amount": _moved("amount", of_amount * amount)} if of_amount else {}
    if of_committed:
        after["committed"] = _moved("committed", of_committed * amount)
    enough = TravelFund.objects.filter(pk=fund.pk).alias(
        after_amount=after.get("amount", F("amount")),
        after_committed=after.get("committed", F("committed")),
    )
    moved = enough.filter(after_amount__gte=F("after_committed"), after_committed__gte=F("paid"))
    if not moved.update(**after):
        raise Refused(f"{fund} does not have {currencies.in_words(amount, fund.currency)} left.")
    fund.refresh_from_db(fields=["amount", "committed", "paid"])
    FundEntry.objects.create(
        fund=fund,
        kind=kind,
        amount=amount,
        by=by,
        **about,
        committed_after=fund.committed,
        paid_after=fund.paid,
    )


def _moved(column: str, by: Decimal) -> Round:
    """SQLite reckons in binary fractions, where 0.1 + 0.2 is more than 0.3 until it is rounded."""
    return Round(F(column) + by, precision=PLACES)


def reserve(offer: Offer, *, by: Person | None) -> None:
    for allocation in in_order(offer):
        move(allocation.fund, Kind.RESERVE, allocation.amount, by=by, allocation=allocation)


def set_free(offer: Offer, *, by: Person | None, note: str = "") -> None:
    for allocation in in_order(offer):
        move(
            allocation.fund,
            Kind.RELEASE,
            allocation.amount,
            by=by,
            allocation=allocation,
            note=note,
        )


def in_order(offer: Offer) -> list[Allocation]:
    return list(offer.allocations.select_related("fund").order_by("fund_id", "mode"))


def staged_for(person: Person, fund: TravelFund) -> Decimal:
    """What is staged of this fund for this person, who must not learn of it."""
    staged = Allocation.objects.filter(
        fund=fund,
        offer__state=Offer.State.STAGED,
        offer__application__registration__person=person,
    )
    return sum(staged.values_list("amount", flat=True), NOTHING)


def undecided_total(person: Person, sprint: Sprint) -> Decimal:
    """What the person asks for here and nobody has decided in public."""
    own = TravelApplication.objects.of(sprint).undecided().filter(registration__person=person)
    return sum(own.values_list("requested_total", flat=True), NOTHING)


def differences(sprint: Sprint | None = None) -> list[str]:
    """Whatever in the funds is not what their ledgers and the live offers say, as sentences.

    Three queries, however many funds there are: those of one sprint, or all.
    """
    funds = TravelFund.objects.order_by("pk")
    if sprint is not None:
        funds = funds.filter(sprint=sprint)
    ledger, promised = _ledger_sums(funds), _promised(funds)
    found = []
    for fund in funds:
        amount, committed = ledger.get(fund.pk, (NOTHING, NOTHING))
        for what, stored, source, reckoned in (
            ("amount", fund.amount, "entries", amount),
            ("committed", fund.committed, "entries", committed),
            ("committed", fund.committed, "live offers", promised.get(fund.pk, NOTHING)),
        ):
            if stored != reckoned:
                found.append(
                    f"{fund} ({fund.pk}): {what} is {stored:.3f}, "
                    f"and its {source} make {reckoned:.3f}."
                )
    return found


def _ledger_sums(funds: QuerySet[TravelFund]) -> dict[int, tuple[Decimal, Decimal]]:
    """Amount and committed by fund, as the entries add up."""
    sums: dict[int, tuple[Decimal, Decimal]] = {}
    entries = FundEntry.objects.filter(fund__in=funds.values("pk"))
    for fund, kind, moved in entries.values_list("fund", "kind", "amount"):
        amount, committed = sums.get(fund, (NOTHING, NOTHING))
        of_amount, of_committed = FundEntry.MOVES[Kind(kind)]
        sums[fund] = amount + of_amount * moved, committed + of_committed * moved
    return sums


def _promised(funds: QuerySet[TravelFund]) -> dict[int, Decimal]:
    """What live offers promise, by fund."""
    sums: dict[int, Decimal] = {}
    live = Allocation.objects.filter(fund__in=funds, offer__state__in=Offer.HOLDS_MONEY)
    for fund, amount in live.values_list("fund", "amount"):
        sums[fund] = sums.get(fund, NOTHING) + amount
    return sums
