"""What travel managers do with money: put it into funds, stage decisions, release them together."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from events.lifecycle import Refused, Stale, locked
from events.sprints.models import Sprint
from events.travel import currencies, emails, ledger, rules
from events.travel.models import (
    Allocation,
    FundEntry,
    Message,
    Offer,
    TravelApplication,
    TravelFund,
    TravelProgram,
)
from events.travel.workflow import access
from events.travel.workflow.access import State
from people.models import Person

Decision = TravelApplication.Decision


@dataclass(frozen=True)
class Share:
    """What one fund gives to an offer."""

    fund: TravelFund
    amount: Decimal
    mode: str = Allocation.Mode.REIMBURSE


@dataclass(frozen=True)
class Proposal:
    """An offer as it is put together; below the least that helps it needs `below_minimum`."""

    shares: list[Share]
    message: str = ""
    below_minimum: bool = False


@transaction.atomic
def deposit(
    fund: TravelFund, *, by: Person, amount: Decimal, note: str = "", seen: str | None = None
) -> TravelFund:
    """Put money in; `seen` is the last movement that the person knows of, None if nobody asks."""
    fund = _locked_to_move(fund, by, amount, seen)
    if fund.amount + amount > currencies.MOST:
        raise Refused(f"No fund holds more than {currencies.MOST:,}.")
    ledger.move(fund, FundEntry.Kind.DEPOSIT, amount, by=by, note=note)
    return fund


@transaction.atomic
def reduce(
    fund: TravelFund, *, by: Person, amount: Decimal, note: str = "", seen: str | None = None
) -> TravelFund:
    """Take money out, as far as it is not promised; `seen` as when it is put in."""
    fund = _locked_to_move(fund, by, amount, seen)
    _refuse_what_would_reveal(fund, amount, by)
    ledger.move(fund, FundEntry.Kind.REDUCE, amount, by=by, note=note)
    return fund


def _locked_to_move(fund: TravelFund, by: Person, amount: Decimal, seen: str | None) -> TravelFund:
    fund = locked(fund)
    if not rules.keeps_funds(by, fund.sprint):
        raise Refused("Only organizers and travel managers of this sprint can do that.")
    if sentence := currencies.wrong_amount(amount, fund.currency):
        raise Refused(sentence)
    # The second of two clicks has not seen what the first one did.
    if seen is not None and seen != rules.last_moved(fund):
        raise Stale("Somebody has just moved money here. Please look again.")
    return fund


def _refuse_what_would_reveal(fund: TravelFund, amount: Decimal, by: Person) -> None:
    """A fund that has too little would reveal what is staged for the person who asks it.

    For somebody who waits for a decision it therefore keeps all that they ask for, staged or not.
    """
    reserve = ledger.undecided_total(by, fund.sprint)
    if reserve and amount > locked(fund).free + ledger.staged_for(by, fund) - reserve:
        raise Refused(
            f"{fund} has to keep as much as you ask for yourself, as long as that is undecided."
        )


def _locked_to_decide(application: TravelApplication, by: Person, why: str) -> TravelApplication:
    application = access.locked_for_manager(application, by)
    if application.state not in TravelApplication.UNDECIDED:
        raise Refused("Only an application that was submitted, or waits, can be decided.")
    if application.staged_decision:
        raise Refused("A decision is staged already. Take it back first.")
    needed = access.program_of(application).min_reviews
    if application.reviews.filter(final=True).count() < needed and not why.strip():
        reviews, them = ("1 review is", "it") if needed == 1 else (f"{needed} reviews are", "them")
        raise Refused(f"{reviews} needed. Say why to decide without {them}.")
    return application


@transaction.atomic
def stage_offer(
    application: TravelApplication, *, by: Person, proposal: Proposal, why: str = ""
) -> Offer:
    """Reserve the money of an offer that the applicant does not see yet."""
    shares = proposal.shares
    application = _locked_to_decide(application, by, why)
    program = access.program_of(application)
    access.refuse_absent(application.registration)
    access.refuse_second_promise(application)
    _refuse_shares(shares, application, program)
    total = sum((share.amount for share in shares), Decimal(0))
    if application.requested_total is None or total > application.requested_total:
        raise Refused("That is more than was asked for.")
    minimum = application.minimum_needed
    if minimum is not None and total < minimum and not proposal.below_minimum:
        raise Refused("That is less than the least that helps. Confirm that you want to offer it.")
    # One fund after the other, in the order in which the ledger touches them.
    for fund in sorted({share.fund for share in shares}, key=attrgetter("pk")):
        amounts = (share.amount for share in shares if share.fund == fund)
        _refuse_what_would_reveal(fund, sum(amounts, Decimal(0)), by)
    offer = _store(application, proposal, by=by)
    _store_decision(application, Decision.OFFER, by=by, why=why)
    return offer


def _refuse_shares(
    shares: list[Share], application: TravelApplication, program: TravelProgram
) -> None:
    if not shares:
        raise Refused("An offer needs money from at least one fund.")
    if len({(share.fund.pk, share.mode) for share in shares}) < len(shares):
        raise Refused("A fund stands in this offer twice. Please add the two amounts up.")
    for share in shares:
        wrong_amount = currencies.wrong_amount(share.amount, program.currency)
        if sentence := rules.wrong_fund(share.fund, application, program) or wrong_amount:
            raise Refused(sentence)


def _store(application: TravelApplication, proposal: Proposal, *, by: Person) -> Offer:
    last = application.offers.aggregate(last=Max("number"))["last"] or 0
    offer = Offer(application=application, number=last + 1, message=proposal.message)
    offer.begin(Offer.State.STAGED, by=by)
    for share in proposal.shares:
        offer.allocations.create(**vars(share))
    ledger.move_all(offer, FundEntry.Kind.RESERVE, by=by)
    return offer


def _store_decision(
    application: TravelApplication, decision: str, *, by: Person | None, why: str
) -> None:
    application.staged_decision = decision
    application.staged_by = by
    application.staged_reason = why
    application.save(update_fields=[*access.UNSTAGED])


@transaction.atomic
def stage(
    application: TravelApplication, *, by: Person, decision: str, why: str = ""
) -> TravelApplication:
    """Stage a no, or the waiting list."""
    if decision not in (Decision.WAITLIST, Decision.DECLINE):
        raise Refused("An offer is staged with its money.")
    application = _locked_to_decide(application, by, why)
    if decision == Decision.WAITLIST and application.state == State.WAITLISTED:
        raise Refused("This application is on the waiting list already.")
    _store_decision(application, decision, by=by, why=why)
    return application


@transaction.atomic
def unstage(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Take back a decision that nobody has seen."""
    application = access.locked_for_manager(application, by)
    if not application.staged_decision:
        raise Refused("No decision is staged.")
    access.set_free(application, Offer.State.REVOKED, by=by)
    _store_decision(application, "", by=None, why="")
    return application


@transaction.atomic
def release(
    sprint: Sprint,
    applications: Iterable[TravelApplication],
    *,
    by: Person,
    seen: dict[int, str] | None = None,
) -> int:
    """Let all these applicants know, in one transaction; one's own among them refuses the whole.

    `seen` holds, by application, the version of the decision that was read; None if nobody asks.
    """
    rows = [access.locked_application(row) for row in sorted(applications, key=attrgetter("pk"))]
    for application in rows:
        if application.registration.sprint_id != sprint.pk:
            raise Refused("An application belongs to another sprint.")
        access.refuse_outsiders(application, by)
        if seen is not None:
            _refuse_unread(application, seen.get(application.pk, ""))
    for application in rows:
        _release(application, by=by)
    return len(rows)


def _refuse_unread(application: TravelApplication, version: str) -> None:
    offers = application.offers.prefetch_related("allocations__fund")
    staged = offers.filter(state=Offer.State.STAGED).first()
    if version != rules.version_of_decision(application, staged):
        raise Stale("What is decided has changed meanwhile. Please read the emails again.")


def _release(application: TravelApplication, *, by: Person) -> None:
    decision = application.staged_decision
    if not decision:
        raise Refused(f"{application}: no decision is staged.")
    if application.staged_reason:
        # A message of the team to itself: the applicant reads the history, too.
        assert application.staged_by is not None  # noqa: S101 -- a constraint of the table
        application.messages.create(
            author=application.staged_by,
            body=application.staged_reason,
            visibility=Message.Visibility.COMMITTEE,
        )
    application.advance(rules.RELEASED[decision], by=by, **access.UNSTAGED)
    if decision != Decision.OFFER:
        emails.tell(application, application.state)
        return
    if not rules.takes_part(application.registration):
        raise Refused(f"{application}: the person does not come in person any more.")
    access.refuse_second_promise(application)
    offer, now = application.offers.get(state=Offer.State.STAGED), timezone.now()
    expires_at = now + datetime.timedelta(days=access.program_of(application).offer_days)
    offer.advance(Offer.State.OPEN, by=by, released_at=now, expires_at=expires_at)
    emails.about_offer(offer, "offered")


@access.expiring_first
def revoke(application: TravelApplication, *, by: Person, why: str = "") -> TravelApplication:
    """Take back an offer that is open, with a reason; the application is undecided again."""
    application = access.locked_for_manager(application, by)
    access.refuse_blank(why)
    if application.state != State.OFFERED:
        raise Refused("There is no open offer.")
    access.leave(application, State.SUBMITTED, by=by, why=why)
    emails.tell(application, "revoked", why=why)
    return application
