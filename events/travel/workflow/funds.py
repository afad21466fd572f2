"""Money that comes into a fund, or goes out of it before it was promised."""

from decimal import Decimal

from django.db import transaction

from events.lifecycle import Refused, locked
from events.travel import currencies, ledger, rules
from events.travel.models import FundEntry, TravelFund
from events.travel.workflow import access
from people.models import Person


@transaction.atomic
def deposit(
    fund: TravelFund, *, by: Person, amount: Decimal, note: str = "", seen: str | None = None
) -> TravelFund:
    """Put money in; `seen` is the last movement that the person knows of, None if nobody asks."""
    fund = locked(fund)
    _refuse(fund, by, amount)
    _refuse_unseen(fund, seen)
    if fund.amount + amount > currencies.MOST:
        raise Refused(f"No fund holds more than {currencies.MOST:,}.")
    ledger.move(fund, FundEntry.Kind.DEPOSIT, amount, by=by, note=note)
    return fund


@transaction.atomic
def reduce(
    fund: TravelFund, *, by: Person, amount: Decimal, note: str = "", seen: str | None = None
) -> TravelFund:
    """Take money out again, as far as it is not promised; `seen` as when it is put in."""
    fund = locked(fund)
    _refuse(fund, by, amount)
    _refuse_unseen(fund, seen)
    access.refuse_what_would_tell(fund, amount, by)
    ledger.move(fund, FundEntry.Kind.REDUCE, amount, by=by, note=note)
    return fund


def _refuse(fund: TravelFund, by: Person, amount: Decimal) -> None:
    if not rules.keeps_funds(by, fund.sprint):
        raise Refused("Only organizers and travel managers of this sprint can do that.")
    if sentence := rules.wrong_amount(amount, fund.currency):
        raise Refused(sentence)


def _refuse_unseen(fund: TravelFund, seen: str | None) -> None:
    """The second of two clicks has not seen what the first one did."""
    if seen is not None and seen != rules.last_moved(fund):
        raise Refused("Somebody has just moved money here. Please look again.")
