"""How money moves in a fund: one conditional UPDATE and one entry, in the caller's transaction.

Funds are touched in the order of their primary keys, so that two offers over the same funds never
wait for each other.
"""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.db.models.functions import Round

from events.lifecycle import Refused
from events.sprints.models import Sprint
from events.travel import currencies
from events.travel.models import Allocation, FundEntry, Offer, TravelApplication, TravelFund
from people.models import Person

Kind = FundEntry.Kind


def move(fund: TravelFund, kind: str, amount: Decimal, *, by: Person | None, **about: Any) -> None:
    """Change the fund by this amount, or raise Refused if it does not have it.

    `about` may name the allocation and a note.
    """
    of_amount, of_committed = FundEntry.MOVES[Kind(kind)]
    after = {"amount": _moved("amount", of_amount * amount)} if of_amount else {}
    if of_committed:
        after["committed"] = _moved("committed", of_committed * amount)
    row = TravelFund.objects.filter(pk=fund.pk).alias(
        after_amount=after.get("amount", F("amount")),
        after_committed=after.get("committed", F("committed")),
    )
    enough = row.filter(after_amount__gte=F("after_committed"), after_committed__gte=F("paid"))
    if not enough.update(**after):
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
    """SQLite calculates in binary fractions, where 0.1 + 0.2 is more than 0.3 until it is rounded."""
    return Round(F(column) + by, precision=currencies.MOST_PLACES)


def move_all(offer: Offer, kind: str, *, by: Person | None, note: str = "") -> None:
    """Reserve or release what each fund gives to this offer."""
    for row in offer.allocations.select_related("fund").order_by("fund_id", "mode"):
        move(row.fund, kind, row.amount, by=by, allocation=row, note=note)


def staged_for(person: Person, fund: TravelFund) -> Decimal:
    """What is staged of this fund for this person, who must not learn of it."""
    staged = Allocation.objects.filter(fund=fund, offer__state=Offer.State.STAGED)
    own = staged.filter(offer__application__registration__person=person)
    return sum(own.values_list("amount", flat=True), Decimal(0))


def undecided_total(person: Person, sprint: Sprint) -> Decimal:
    """What the person asks for here and nobody has decided in public."""
    own = TravelApplication.objects.of(sprint).undecided().filter(registration__person=person)
    return sum(own.values_list("requested_total", flat=True), Decimal(0))


def differences(sprint: Sprint | None = None) -> list[str]:
    """Whatever in the funds is not what their ledgers and the live offers say, as sentences.

    Three queries, however many funds there are: those of one sprint, or all.
    """
    funds = TravelFund.objects.order_by("pk")
    if sprint is not None:
        funds = funds.filter(sprint=sprint)
    amounts, committed, promised = (defaultdict[int, Decimal](Decimal) for _ in range(3))
    entries = FundEntry.objects.filter(fund__in=funds.values("pk"))
    for fund_id, kind, moved in entries.values_list("fund", "kind", "amount"):
        of_amount, of_committed = FundEntry.MOVES[Kind(kind)]
        amounts[fund_id] += of_amount * moved
        committed[fund_id] += of_committed * moved
    live = Allocation.objects.filter(
        fund__in=funds.values("pk"), offer__state__in=Offer.HOLDS_MONEY
    )
    for fund_id, amount in live.values_list("fund", "amount"):
        promised[fund_id] += amount
    return [
        f"{fund} ({fund.pk}): {what} is {stored:.3f}, and its {source} make {total:.3f}."
        for fund in funds
        for what, stored, source, total in (
            ("amount", fund.amount, "entries", amounts[fund.pk]),
            ("committed", fund.committed, "entries", committed[fund.pk]),
            ("committed", fund.committed, "live offers", promised[fund.pk]),
        )
        if stored != total
    ]
