"""What applicants do: ask for help, answer an offer, give back what they accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused
from events.registration.models import Registration
from events.travel import currencies, emails, rules
from events.travel.models import ApplicationLine, Message, Offer, TravelApplication
from events.travel.workflow import access
from events.travel.workflow.access import State
from people.models import Person

TOO_LATE = "The time for applications is over."


@dataclass(frozen=True)
class Line:
    category: str
    amount: Decimal
    description: str = ""


@transaction.atomic
def start(registration: Registration, *, by: Person) -> TravelApplication:
    """The application of this registration; begun, if there is none and the window is open."""
    registration = access.locked_registration(registration)
    begun = TravelApplication.objects.filter(registration=registration).first()
    application = begun or TravelApplication(registration=registration)
    access.refuse_others(application, by)
    if begun:
        return begun
    program = access.program_of(application)
    access.refuse_absent(registration)
    access.refuse_second_offer(application)
    if not rules.is_open(program):
        raise Refused("Applications are not open.")
    application.begin(State.DRAFT, by=by)
    return application


@transaction.atomic
def save_draft(
    application: TravelApplication, *, by: Person, lines: Sequence[Line] = (), **columns: Any
) -> TravelApplication:
    """Store what was typed, with these costs instead of those before.

    Nobody of the team reads it before it is submitted.
    """
    application = access.locked_own(application, by)
    if application.state != State.DRAFT:
        raise Refused("Take the application back before you change it.")
    # The own part alone may be nothing, and the least that helps may be left out.
    may_be_nothing = columns.get("own_part"), columns.get("minimum_needed")
    currency = access.program_of(application).currency
    for amount in [line.amount for line in lines] + [amount for amount in may_be_nothing if amount]:
        if sentence := currencies.wrong_amount(amount, currency):
            raise Refused(sentence)
    for name, value in columns.items():
        setattr(application, name, value)
    application.save(update_fields=[*columns])
    application.lines.all().delete()
    ApplicationLine.objects.bulk_create(
        ApplicationLine(application=application, **vars(line)) for line in lines
    )
    return application


@transaction.atomic
def submit(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Hand it in: what is asked for is fixed from now on.

    Scores of what was handed in before become drafts: they were given for another text.
    """
    application = access.locked_own(application, by)
    program = access.program_of(application)
    if application.state != State.DRAFT:
        raise Refused("This application has been submitted already.")
    if not rules.may_submit_now(application, program):
        raise Refused(TOO_LATE)
    access.refuse_absent(application.registration)
    if sentence := rules.missing_for_submission(application, program):
        raise Refused(sentence)
    total = rules.total_of(application) - application.own_part
    application.advance(State.SUBMITTED, by=by, requested_total=total)
    application.reviews.update(final=False)
    emails.tell(application, "submitted")
    return application


@transaction.atomic
def take_back(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Back to the draft, to change it, while the window is open.

    A staged decision does not prevent it, for then this refusal would reveal it; it is dropped, as
    when the application is withdrawn.
    """
    application = access.locked_own(application, by)
    if not rules.may_submit_now(application, access.program_of(application)):
        raise Refused(f"{TOO_LATE} Write a message to the team instead.")
    if application.state != State.SUBMITTED:
        raise Refused("Only an application that waits for the team can be taken back.")
    access.leave(application, State.DRAFT, by=by, requested_total=None)
    return application


@transaction.atomic
def answer_question(application: TravelApplication, *, by: Person, body: str) -> TravelApplication:
    """Answer what the team asked, also after the window has closed."""
    application = access.locked_own(application, by)
    if application.state != State.INFO_NEEDED:
        raise Refused("There is no open question.")
    access.refuse_blank(body, "Please write an answer.")
    _write_to_team(application, body)
    application.advance(State.SUBMITTED, by=by, why="The question was answered.")
    emails.answered(application)
    return application


def _write_to_team(application: TravelApplication, body: str) -> None:
    person, visibility = application.registration.person, Message.Visibility.APPLICANT
    application.messages.create(author=person, body=body, visibility=visibility)


@access.expiring_first
def withdraw(application: TravelApplication, *, by: Person) -> TravelApplication:
    """End the application before an offer is accepted."""
    application = access.locked_own(application, by)
    if application.state == State.OFFERED:
        raise Refused("There is an offer: accept it or refuse it.")
    if application.state == State.ACCEPTED:
        raise Refused("The offer is accepted: cancel it if you do not need it.")
    access.leave(application, State.WITHDRAWN, by=by)
    return application


@access.expiring_first
def start_again(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Apply once more after a no, while the window is open."""
    application = access.locked_own(application, by)
    if application.state not in TravelApplication.ENDED:
        raise Refused("Only an application that has ended can be begun again.")
    if not rules.may_submit_now(application, access.program_of(application)):
        raise Refused(TOO_LATE)
    access.refuse_absent(application.registration)
    application.advance(State.DRAFT, by=by, requested_total=None)
    return application


def _offer_to_answer(application: TravelApplication) -> Offer:
    if application.state == State.EXPIRED:
        raise Refused("The offer has ended: its deadline has passed.")
    offer = rules.open_offer(application)
    if offer is None or rules.has_lapsed(offer):
        raise Refused("There is no offer to answer.")
    return offer


@access.expiring_first
def accept(
    application: TravelApplication, *, by: Person, terms: str, agreed: bool
) -> TravelApplication:
    """Accept the offer; its terms are stored as they were shown."""
    now = timezone.now()  # before the deadline is looked at, so that it lies before it, too
    application = access.locked_own(application, by)
    offer = _offer_to_answer(application)
    access.refuse_absent(application.registration)
    access.refuse_second_offer(application)
    if not agreed:
        raise Refused("Please agree to the terms.")
    offer.advance(Offer.State.ACCEPTED, by=by, responded_at=now, terms=terms)
    application.advance(State.ACCEPTED, by=by)
    emails.accepted(offer)
    return application


@access.expiring_first
def refuse(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Say no to the offer; its money is free at once."""
    application = access.locked_own(application, by)
    _offer_to_answer(application)
    access.leave(application, State.REFUSED, offer_becomes=Offer.State.REFUSED, by=by)
    return application


@access.expiring_first
def ask_for_more(application: TravelApplication, *, by: Person, body: str) -> TravelApplication:
    """Hand the offer back, saying why it is not enough; the team decides once more."""
    application = access.locked_own(application, by)
    _offer_to_answer(application)
    access.refuse_blank(body, "Please say what is missing.")
    _write_to_team(application, body)
    refused, why = Offer.State.REFUSED, "More is needed."
    access.leave(application, State.SUBMITTED, offer_becomes=refused, by=by, why=why)
    return application


@access.expiring_first
def cancel(application: TravelApplication, *, by: Person, why: str = "") -> TravelApplication:
    """Give back what was accepted: by the person, or by a travel manager with a reason."""
    application = access.locked_application(application)
    if not rules.is_own(by, application):
        access.refuse_outsiders(application, by)
        access.refuse_blank(why)
    if application.state != State.ACCEPTED:
        raise Refused("Nothing was accepted that could be cancelled.")
    access.leave(application, State.CANCELLED, offer_becomes=Offer.State.CANCELLED, by=by, why=why)
    emails.tell(application, "cancelled", why=why)
    return application
