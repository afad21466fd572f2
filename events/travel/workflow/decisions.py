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
from events.travel.models import Allocation, Offer, TravelApplication, TravelFund
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


def _to_decide(application: TravelApplication, by: Person, why: str) -> TravelApplication:
    application = access.again(application)
    access.refuse_outsiders(application, by)
    if application.state not in TravelApplication.UNDECIDED:
        raise Refused("Only an application that was submitted, or waits, can be decided.")
    if application.staged_decision:
        raise Refused("A decision is staged already. Take it back first.")
    needed = access.program_of(application).min_reviews
    if application.reviews.filter(final=True).count() < needed and not why.strip():
        raise Refused(f"{needed} reviews are needed. Say why to decide without them.")
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
    if not shares:
        raise Refused("An offer needs money from at least one fund.")
    for share in shares:
        sentence = rules.wrong_fund(share.fund, application, program) or rules.wrong_amount(
            share.amount, program.currency
        )
        if sentence:
            raise Refused(sentence)
    total = sum((share.amount for share in shares), Decimal(0))
    if application.requested_total is None or total > application.requested_total:
        raise Refused("That is more than was asked for.")
    minimum = application.minimum_needed
    if minimum is not None and total < minimum and not proposal.below_minimum:
        raise Refused("That is less than the least that helps. Confirm that you want to offer it.")
    offer = _store(application, proposal, by=by)
    _mark(application, Decision.OFFER, by=by, why=why)
    return offer


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
    offer = application.offers.filter(state=Offer.State.STAGED).first()
    if offer is not None:
        access.unstage(application, offer, by=by)
    _mark(application, "", by=by, why="")
    return application


@transaction.atomic
def release(sprint: Sprint, applications: Iterable[TravelApplication], *, by: Person) -> int:
    """Let all these applicants know, in one step; one's own among them refuses the whole."""
    rows = sorted(applications, key=lambda one: one.pk)
    for application in rows:
        if application.registration.sprint_id != sprint.pk:
            raise Refused("An application belongs to another sprint.")
        access.refuse_outsiders(application, by)
    fresh = [access.again(application) for application in rows]
    for application in fresh:
        _release(application, by=by)
    return len(fresh)


def _release(application: TravelApplication, *, by: Person) -> None:
    decision, why = application.staged_decision, application.staged_reason
    unstaged = {"staged_decision": "", "staged_by": None, "staged_reason": ""}
    if decision == Decision.OFFER:
        offer = application.offers.get(state=Offer.State.STAGED)
        now = timezone.now()
        days = access.program_of(application).offer_days
        expires_at = now + datetime.timedelta(days=days)
        offer.advance(Offer.State.OPEN, by=by, released_at=now, expires_at=expires_at)
        application.advance(State.OFFERED, by=by, why=why, **unstaged)
        offer.application = application
        emails.about_offer(offer, "offered")
    elif decision == Decision.WAITLIST:
        application.advance(State.WAITLISTED, by=by, why=why, **unstaged)
        emails.tell(application, "waitlisted")
    elif decision == Decision.DECLINE:
        application.advance(State.DECLINED, by=by, why=why, **unstaged)
        emails.tell(application, "declined")
    else:
        raise Refused(f"{application}: no decision is staged.")


@transaction.atomic
def revoke(application: TravelApplication, *, by: Person, why: str = "") -> TravelApplication:
    """Take back an offer that is open, with a reason; the application is undecided again."""
    application = access.again(application)
    access.refuse_outsiders(application, by)
    access.refuse_without_reason(why)
    offer = rules.open_offer(application)
    if offer is None or application.state != State.OFFERED:
        raise Refused("There is no open offer.")
    offer.application = application
    access.end_offer(offer, Offer.State.REVOKED, State.SUBMITTED, by=by, why=why)
    emails.tell(application, "revoked", why=why)
    return application
