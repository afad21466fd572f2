"""What applicants do about their own application until there is a decision."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction

from events.lifecycle import Refused
from events.registration.models import Registration
from events.travel import emails, rules
from events.travel.models import ApplicationLine, TravelApplication
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
    registration = access.registration_again(registration)
    found = TravelApplication.objects.filter(registration=registration).first()
    if found is not None:
        access.own(found, by)
        return found
    application = TravelApplication(registration=registration)
    access.own(application, by)
    program = access.program_of(application)
    access.refuse_absent(registration)
    access.refuse_second_offer(application)
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
    _refuse_amounts(answers, access.program_of(application).currency)
    columns = answers.columns()
    for name, value in columns.items():
        setattr(application, name, value)
    application.save(update_fields=[*columns])
    application.lines.all().delete()
    ApplicationLine.objects.bulk_create(
        ApplicationLine(application=application, **vars(line)) for line in answers.lines
    )
    return application


def _refuse_amounts(answers: Answers, currency: str) -> None:
    """The own part alone may be nothing, and the least that helps may be left out."""
    amounts = [line.amount for line in answers.lines]
    amounts += [amount for amount in (answers.own_part, answers.minimum_needed) if amount]
    for amount in amounts:
        if sentence := rules.wrong_amount(amount, currency):
            raise Refused(sentence)


@transaction.atomic
def submit(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Hand it in: what is asked for stands from now on.

    Scores of what was handed in before are drafts again: they were given for another text.
    """
    application = access.again(application)
    access.own(application, by)
    program = access.program_of(application)
    if application.state != State.DRAFT:
        raise Refused("This application has been submitted already.")
    if not rules.may_submit_now(application, program):
        raise Refused("The time for applications is over.")
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

    A decision that is staged does not stand in the way, for then this refusal would tell of it; it
    goes, as it does when the application is withdrawn.
    """
    application = access.again(application)
    access.own(application, by)
    if not rules.may_submit_now(application, access.program_of(application)):
        raise Refused("The time for applications is over. Write a message to the team instead.")
    if application.state != State.SUBMITTED:
        raise Refused("Only an application that waits for the team can be taken back.")
    access.leave(application, State.DRAFT, by=by, requested_total=None)
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


@access.step
def withdraw(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Take the application out of everything, before an offer is accepted."""
    application = access.again(application)
    access.own(application, by)
    if application.state == State.OFFERED:
        raise Refused("There is an offer: accept it or refuse it.")
    if application.state == State.ACCEPTED:
        raise Refused("The offer is accepted: cancel it if you do not need it.")
    access.leave(application, State.WITHDRAWN, by=by)
    return application


@access.step
def start_again(application: TravelApplication, *, by: Person) -> TravelApplication:
    """Apply anew after a no, while the window is open."""
    application = access.again(application)
    access.own(application, by)
    if application.state not in TravelApplication.ENDED:
        raise Refused("Only an application that has ended can be begun again.")
    if not rules.may_submit_now(application, access.program_of(application)):
        raise Refused("The time for applications is over.")
    access.refuse_absent(application.registration)
    application.advance(State.DRAFT, by=by, requested_total=None)
    return application
