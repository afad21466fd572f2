"""What reviewers and travel managers do before and beside a decision."""

import datetime

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused
from events.travel import emails, rules
from events.travel.models import Message, Recusal, Review, TravelApplication
from events.travel.workflow import access
from events.travel.workflow.access import State
from people.models import Person

SAID_TWICE = datetime.timedelta(minutes=1)


def _locked_for_review(application: TravelApplication, by: Person) -> TravelApplication:
    application = access.locked_application(application)
    if rules.is_own(by, application):
        raise Refused("Nobody reviews their own application.")
    if not rules.may_review(by, application):
        raise Refused("Only reviewers who do not stay out of it can do that.")
    return application


@transaction.atomic
def review(
    application: TravelApplication, *, by: Person, score: int, note: str = "", final: bool = False
) -> Review:
    """Score an application; a final score is not changed. Managers who are no reviewers give none."""
    application = _locked_for_review(application, by)
    if not rules.scores(by, application.registration.sprint):
        raise Refused("Only reviewers give scores.")
    if score not in range(len(Review.ANCHORS)):
        raise Refused("A score goes from 0 to 5.")
    if application.state not in TravelApplication.REVIEWED:
        raise Refused("This application is not to be reviewed.")
    if rules.has_reviewed(by, application):
        raise Refused("Your review is final.")
    values = {"score": score, "note": note, "final": final}
    return application.reviews.update_or_create(reviewer=by, defaults=values)[0]


@transaction.atomic
def recuse(application: TravelApplication, *, by: Person, why: str) -> Recusal:
    """Stay out of an application; a review that was begun is deleted."""
    application = access.locked_application(application)
    if not rules.may_read(by, application):
        raise Refused("Only somebody of the team who reads it can stay out of it.")
    access.refuse_blank(why)
    application.reviews.filter(reviewer=by).delete()
    return application.recusals.create(person=by, reason=why)


@transaction.atomic
def ask(application: TravelApplication, *, by: Person, body: str) -> TravelApplication:
    """Ask the applicant something; the application waits for the answer."""
    application = _locked_for_review(application, by)
    access.refuse_blank(body, "Please write the question.")
    if application.staged_decision:
        raise Refused("A decision is staged already. Take it back first.")
    application.messages.create(author=by, body=body, visibility=Message.Visibility.APPLICANT)
    application.advance(State.INFO_NEEDED, by=by, why="A question was asked.")
    emails.tell(application, "info_needed", question=body)
    return application


@transaction.atomic
def go_on(application: TravelApplication, *, by: Person, why: str = "") -> TravelApplication:
    """Decide without the answer that does not come; the person can still write a message."""
    application = access.locked_for_manager(application, by)
    access.refuse_blank(why)
    if application.state != State.INFO_NEEDED:
        raise Refused("There is no open question.")
    application.advance(State.SUBMITTED, by=by, why=why)
    return application


@transaction.atomic
def message(
    application: TravelApplication,
    *,
    by: Person,
    body: str,
    visibility: str = Message.Visibility.APPLICANT,
) -> Message:
    """Write to the others: the applicant to the team, the team to itself or to the applicant.

    The same message of a double click is the one that is there already.
    """
    application = access.locked_application(application)
    access.refuse_blank(body, "Please write something.")
    own = rules.is_own(by, application)
    if not own and not rules.may_read(by, application):
        raise Refused("Only the applicant and the team write here.")
    if own:
        visibility = Message.Visibility.APPLICANT
    just_now = application.messages.filter(at__gt=timezone.now() - SAID_TWICE)
    written, _ = just_now.get_or_create(
        application=application, author=by, body=body, visibility=visibility
    )
    return written


@access.expiring_first
def reopen(application: TravelApplication, *, by: Person, why: str = "") -> TravelApplication:
    """Consider an application that had ended; a new offer has to be staged."""
    application = access.locked_for_manager(application, by)
    access.refuse_blank(why)
    if application.state not in TravelApplication.ENDED or not rules.is_handed_in(application):
        raise Refused("Only an application that was submitted and has ended can be reopened.")
    access.refuse_absent(application.registration)
    application.advance(State.SUBMITTED, by=by, why=why)
    return application


@transaction.atomic
def extend(
    application: TravelApplication, *, by: Person, until: datetime.datetime, why: str = ""
) -> TravelApplication:
    """Let one person submit after the window has closed, with a reason."""
    application = access.locked_for_manager(application, by)
    access.refuse_blank(why)
    if until <= timezone.now():
        raise Refused("That moment has passed.")
    application.deadline_extension = until
    application.save(update_fields=["deadline_extension"])
    application.note(by=by, why=why)
    return application
