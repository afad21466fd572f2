"""How money moves in a fund: one conditional UPDATE and one entry, in the caller's transaction.

Funds are touched in the order of their primary keys, so that two offers over the same funds never
wait for each other.
"""

from decimal import Decimal
from typing import Any

from django.db.models import F
from django.db.models.functions import Round

from events.lifecycle import Refused
from events.travel import currencies
from events.travel.models import Allocation, FundEntry, Offer, TravelFund
from events.travel.models.fund import PLACES
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
        actor=by,
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


def differences() -> list[str]:
    """Whatever in the funds is not what their ledgers and the live offers say, as sentences."""
    found = []
    for fund in TravelFund.objects.order_by("pk"):
        ledger = sums(fund)
        live = fund.allocations.filter(offer__state__in=Offer.HOLDS_MONEY)
        promised = sum(live.values_list("amount", flat=True), Decimal(0))
        for what, stored, source, reckoned in (
            ("amount", fund.amount, "entries", ledger["amount"]),
            ("committed", fund.committed, "entries", ledger["committed"]),
            ("committed", fund.committed, "live offers", promised),
        ):
            if stored != reckoned:
                found.append(
                    f"{fund} ({fund.pk}): {what} is {stored:.3f}, "
                    f"and its {source} make {reckoned:.3f}."
                )
    return found


def sums(fund: TravelFund) -> dict[str, Any]:
    """Amount and committed as the fund's entries add up."""
    total = {"amount": Decimal(0), "committed": Decimal(0)}
    for kind, amount in fund.entries.values_list("kind", "amount"):
        of_amount, of_committed = FundEntry.MOVES[Kind(kind)]
        total["amount"] += of_amount * amount
        total["committed"] += of_committed * amount
    return total
