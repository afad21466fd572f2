"""What travel managers decide: staged first, unseen by applicants, then released together."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from events.lifecycle import Refused
from events.sprints.models import Sprint
from events.travel import emails, ledger, rules
from events.travel.models import (
    Allocation,
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
RELEASED: dict[str, str] = {
    Decision.OFFER: State.OFFERED,
    Decision.WAITLIST: State.WAITLISTED,
    Decision.DECLINE: State.DECLINED,
}


@dataclass(frozen=True)
class Share:
    """What one fund gives to an offer."""

    fund: TravelFund
    amount: Decimal
    mode: str = Allocation.Mode.REIMBURSE


def _to_decide(application: TravelApplication, by: Person, why: str) -> TravelApplication:
    application = access.again(application)
    access.refuse_outsiders(application, by)
    if application.state not in TravelApplication.UNDECIDED:
        raise Refused("Only an application that was submitted, or waits, can be decided.")
    if application.staged_decision:
        raise Refused("A decision is staged already. Take it back first.")
    needed = access.program_of(application).min_reviews
    if application.reviews.filter(final=True).count() < needed and not why.strip():
        reviews, them = ("1 review is", "it") if needed == 1 else (f"{needed} reviews are", "them")
        raise Refused(f"{reviews} needed. Say why to decide without {them}.")
    return application


@dataclass(frozen=True)
class Proposal:
    """An offer as it is put together; below the least that helps it needs a word that it is meant."""

    shares: list[Share]
    message: str = ""
    below_minimum: bool = False


@transaction.atomic
def stage_offer(
    application: TravelApplication, *, by: Person, proposal: Proposal, why: str = ""
) -> Offer:
    """Reserve the money of an offer that the applicant does not see yet."""
    shares = proposal.shares
    application = _to_decide(application, by, why)
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
    _refuse_what_would_tell(shares, by)
    offer = _store(application, proposal, by=by)
    _mark(application, Decision.OFFER, by=by, why=why)
    return offer


def _refuse_shares(
    shares: list[Share], application: TravelApplication, program: TravelProgram
) -> None:
    if not shares:
        raise Refused("An offer needs money from at least one fund.")
    if len({(share.fund.pk, share.mode) for share in shares}) < len(shares):
        raise Refused("A fund stands in this offer twice. Please add the two amounts up.")
    for share in shares:
        sentence = rules.wrong_fund(share.fund, application, program) or rules.wrong_amount(
            share.amount, program.currency
        )
        if sentence:
            raise Refused(sentence)


def _refuse_what_would_tell(shares: list[Share], by: Person) -> None:
    """One fund after the other, in the order in which the ledger touches them."""
    for fund in sorted({share.fund for share in shares}, key=lambda fund: fund.pk):
        amounts = (share.amount for share in shares if share.fund == fund)
        access.refuse_what_would_tell(fund, sum(amounts, Decimal(0)), by)


def _store(application: TravelApplication, proposal: Proposal, *, by: Person) -> Offer:
    last = application.offers.aggregate(last=Max("number"))["last"] or 0
    offer = Offer(application=application, number=last + 1, message=proposal.message)
    offer.begin(Offer.State.STAGED, by=by)
    for share in proposal.shares:
        Allocation.objects.create(
            offer=offer, fund=share.fund, mode=share.mode, amount=share.amount
        )
    ledger.reserve(offer, by=by)
    return offer


def _mark(application: TravelApplication, decision: str, *, by: Person | None, why: str) -> None:
    application.staged_decision = decision
    application.staged_by = by if decision else None
    application.staged_reason = why
    application.save(update_fields=["staged_decision", "staged_by", "staged_reason"])


@transaction.atomic
def stage(
    application: TravelApplication, *, by: Person, decision: str, why: str = ""
) -> TravelApplication:
    """Stage a no, or a place on the waiting list."""
    if decision not in (Decision.WAITLIST, Decision.DECLINE):
        raise Refused("An offer is staged with its money.")
    application = _to_decide(application, by, why)
    if decision == Decision.WAITLIST and application.state == State.WAITLISTED:
        raise Refused("This application is on the waiting list already.")
    _mark(application, decision, by=by, why=why)
    return application


@transaction.atomic
def unstage(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Take back a decision that nobody has seen."""
    application = access.again(application)
    access.refuse_outsiders(application, by)
    if not application.staged_decision:
        raise Refused("No decision is staged.")
    access.set_free(application, Offer.State.REVOKED, by=by)
    _mark(application, "", by=by, why="")
    return application


@transaction.atomic
def release(
    sprint: Sprint,
    applications: Iterable[TravelApplication],
    *,
    by: Person,
    seen: dict[int, str] | None = None,
) -> int:
    """Let all these applicants know, in one step; one's own among them refuses the whole.

    `seen` holds, by application, the mark of the decision that was read; None if nobody asks.
    """
    rows = [access.again(one) for one in sorted(applications, key=lambda one: one.pk)]
    for application in rows:
        if application.registration.sprint_id != sprint.pk:
            raise Refused("An application belongs to another sprint.")
        access.refuse_outsiders(application, by)
        if seen is not None:
            _refuse_unread(application, seen.get(application.pk, ""))
    for application in rows:
        _release(application, by=by)
    return len(rows)


def _refuse_unread(application: TravelApplication, mark: str) -> None:
    offers = application.offers.prefetch_related("allocations__fund")
    staged = offers.filter(state=Offer.State.STAGED).first()
    if mark != rules.mark_of_decision(application, staged):
        raise Refused("What is decided has changed meanwhile. Please read the emails again.")


def _release(application: TravelApplication, *, by: Person) -> None:
    decision = application.staged_decision
    if not decision:
        raise Refused(f"{application}: no decision is staged.")
    _keep_reason(application)
    application.advance(RELEASED[decision], by=by, **access.UNSTAGED)
    if decision == Decision.OFFER:
        _open_offer(application, by=by)
    else:
        emails.tell(application, application.state)


def _keep_reason(application: TravelApplication) -> None:
    """Why it was staged is a word of the team to itself: the history is the applicant's, too."""
    if application.staged_reason:
        assert application.staged_by is not None  # noqa: S101 -- a constraint of the table
        application.messages.create(
            author=application.staged_by,
            body=application.staged_reason,
            visibility=Message.Visibility.COMMITTEE,
        )


def _open_offer(application: TravelApplication, *, by: Person) -> None:
    if not rules.takes_part(application.registration):
        raise Refused(f"{application}: the person does not come in person any more.")
    access.refuse_second_promise(application)
    offer = application.offers.get(state=Offer.State.STAGED)
    now = timezone.now()
    days = datetime.timedelta(days=access.program_of(application).offer_days)
    offer.advance(Offer.State.OPEN, by=by, released_at=now, expires_at=now + days)
    emails.about_offer(offer, "offered")


@access.step
def revoke(application: TravelApplication, *, by: Person, why: str = "") -> TravelApplication:
    """Take back an offer that is open, with a reason; the application is undecided again."""
    application = access.again(application)
    access.refuse_outsiders(application, by)
    access.refuse_without_reason(why)
    if application.state != State.OFFERED:
        raise Refused("There is no open offer.")
    access.leave(application, State.SUBMITTED, by=by, why=why)
    emails.tell(application, "revoked", why=why)
    return application
