"""What applicants do about their own application."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.registration.models import Registration
from events.travel import emails, rules
from events.travel.models import ApplicationLine, Offer, TravelApplication
from events.travel.workflow import access
from events.travel.workflow.access import State
from people.models import Person


@dataclass(frozen=True)
class Line:
    category: str
    amount: Decimal
    description: str = ""


@dataclass(kw_only=True)
class Answers:
    """What the form asks; the lines replace those that were there."""

    from_city: str = ""
    from_country: str = ""
    needs_visa: bool = False
    employer_support: str = ""
    need: str = ""
    reason: str = ""
    private_note: str = ""
    own_part: Decimal = Decimal(0)
    minimum_needed: Decimal | None = None
    name_public: bool = False
    name_to_sponsor: bool = False
    lines: list[Line] = field(default_factory=list)

    def columns(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "lines"}


@transaction.atomic
def start(registration: Registration, *, by: Person) -> TravelApplication:
    """The application of this registration; begun, if there is none and the window is open."""
    registration = locked(registration)
    found = TravelApplication.objects.filter(registration=registration).first()
    if found is not None:
        access.own(found, by)
        return found
    application = TravelApplication(registration=registration)
    access.own(application, by)
    program = access.program_of(application)
    if not rules.takes_part(registration):
        raise Refused("Help with travel is for those who are confirmed to come in person.")
    if not rules.is_open(program):
        raise Refused("Applications are not open.")
    application.begin(State.DRAFT, by=by)
    return application


@transaction.atomic
def save_draft(
    application: TravelApplication, *, by: Person, answers: Answers
) -> TravelApplication:
    """Keep what was typed; nobody of the team reads it before it is submitted."""
    application = access.again(application)
    access.own(application, by)
    if application.state != State.DRAFT:
        raise Refused("Take the application back before you change it.")
    currency = access.program_of(application).currency
    for line in answers.lines:
        if sentence := rules.wrong_amount(line.amount, currency):
            raise Refused(sentence)
    columns = answers.columns()
    for name, value in columns.items():
        setattr(application, name, value)
    application.requested_total = None
    application.save(update_fields=[*columns, "requested_total"])
    application.lines.all().delete()
    ApplicationLine.objects.bulk_create(
        ApplicationLine(
            application=application,
            category=line.category,
            amount=line.amount,
            description=line.description,
        )
        for line in answers.lines
    )
    return application


@transaction.atomic
def submit(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Hand it in: what is asked for stands from now on."""
    application = access.again(application)
    access.own(application, by)
    program = access.program_of(application)
    if application.state != State.DRAFT:
        raise Refused("This application has been submitted already.")
    if not rules.may_submit_now(application, program):
        raise Refused("The time for applications is over.")
    if not rules.takes_part(application.registration):
        raise Refused("Help with travel is for those who are confirmed to come in person.")
    if sentence := rules.missing_for_submission(application, program):
        raise Refused(sentence)
    total = application.lines.aggregate(total=Sum("amount"))["total"] - application.own_part
    application.advance(State.SUBMITTED, by=by, requested_total=total)
    emails.tell(application, "submitted")
    return application


@transaction.atomic
def take_back(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Back to the draft, to change it, while the window is open and nothing is decided."""
    application = access.again(application)
    access.own(application, by)
    if not rules.may_submit_now(application, access.program_of(application)):
        raise Refused("The time for applications is over. Write a message to the team instead.")
    if application.state != State.SUBMITTED or application.staged_decision:
        # The same sentence for both, so that a staged decision shows nowhere.
        raise Refused("The team is working on this application. Write a message instead.")
    application.advance(State.DRAFT, by=by)
    return application


@transaction.atomic
def answer_question(application: TravelApplication, *, by: Person, body: str) -> TravelApplication:
    """Answer what the team asked; that goes on after the window has closed."""
    application = access.again(application)
    access.own(application, by)
    if application.state != State.INFO_NEEDED:
        raise Refused("There is no open question.")
    if not body.strip():
        raise Refused("Please write an answer.")
    application.messages.create(author=by, body=body, visibility="applicant")
    application.advance(State.SUBMITTED, by=by, why="The question was answered.")
    emails.answered(application)
    return application


def _settle(application: TravelApplication) -> None:
    """What the clock has done is kept even if what was asked is then refused."""
    with transaction.atomic():
        access.expire_if_lapsed(access.again(application))


def _offer_to_answer(application: TravelApplication, by: Person) -> Offer:
    access.own(application, by)
    offer = rules.open_offer(application)
    if application.state == State.EXPIRED:
        raise Refused("The offer has ended: its deadline has passed.")
    if offer is None or application.state != State.OFFERED or rules.has_lapsed(offer):
        raise Refused("There is no offer to answer.")
    offer.application = application
    return offer


def accept(
    application: TravelApplication, *, by: Person, terms: str, agreed: bool
) -> TravelApplication:
    """Take the offer; its terms, as they were shown, are kept."""
    _settle(application)
    with transaction.atomic():
        application = access.again(application)
        offer = _offer_to_answer(application, by)
        if not agreed:
            raise Refused("Please agree to the terms.")
        now = timezone.now()
        offer.advance(Offer.State.ACCEPTED, by=by, responded_at=now, terms=terms)
        application.advance(State.ACCEPTED, by=by)
        emails.accepted(offer)
        return application


def refuse(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Say no to the offer; its money is free at once."""
    _settle(application)
    with transaction.atomic():
        application = access.again(application)
        offer = _offer_to_answer(application, by)
        access.end_offer(offer, Offer.State.REFUSED, State.REFUSED, by=by)
        return application


def ask_for_more(application: TravelApplication, *, by: Person, body: str) -> TravelApplication:
    """Hand the offer back with a word why it is not enough; the team decides anew."""
    _settle(application)
    with transaction.atomic():
        application = access.again(application)
        offer = _offer_to_answer(application, by)
        if not body.strip():
            raise Refused("Please say what is missing.")
        application.messages.create(author=by, body=body, visibility="applicant")
        access.end_offer(offer, Offer.State.REFUSED, State.SUBMITTED, by=by, why="More is needed.")
        return application


@transaction.atomic
def withdraw(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Take the application out of everything, before an offer is accepted."""
    application = access.again(application)
    access.own(application, by)
    if offer := rules.live_offer(application):
        if offer.state != Offer.State.STAGED:
            raise Refused("There is an offer: accept it or refuse it.")
        access.unstage(application, offer, by=None, why="The application was withdrawn.")
    application.advance(State.WITHDRAWN, by=by, staged_decision="", staged_by=None)
    return application


@transaction.atomic
def cancel(application: TravelApplication, *, by: Person, why: str = "") -> TravelApplication:
    """Give back what was accepted: by the person, or by a travel manager with a reason."""
    application = access.again(application)
    if not rules.is_own(by, application):
        access.refuse_outsiders(application, by)
        access.refuse_without_reason(why)
    offer = rules.live_offer(application)
    if offer is None or application.state != State.ACCEPTED:
        raise Refused("Nothing was accepted that could be cancelled.")
    offer.application = application
    access.end_offer(offer, Offer.State.CANCELLED, State.CANCELLED, by=by, why=why)
    emails.tell(application, "cancelled", why=why)
    return application


@transaction.atomic
def start_again(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Apply anew after a no, while the window is open."""
    application = access.again(application)
    access.own(application, by)
    if not rules.may_submit_now(application, access.program_of(application)):
        raise Refused("The time for applications is over.")
    application.advance(State.DRAFT, by=by)
    return application
