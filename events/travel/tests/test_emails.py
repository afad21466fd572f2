"""Every email about travel, word by word; and nothing of what only the team may read."""

import datetime

import pytest
from django.conf import settings

from events.outbox import Email
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.tests.clock import at
from events.travel import workflow
from events.travel.models import TravelApplication, TravelFund, TravelProgram
from events.travel.tests import scenes
from events.travel.tests.factories import ReviewerFactory
from people.models import Person

NOW = "2030-09-01T10:00:00+00:00"
PAGE = f"{settings.SITE_URL}/sprints/quill/travel/\n"
QUESTIONS = "Questions reach the organizers at organizers@example.org."
OFFER = "- 400.00 EUR from Gift: you pay and are reimbursed. Write to gift@example.org."
UNTIL = "11 September 2030, 12:00 CEST (Europe/Prague), which is 2030-09-11 10:00 UTC"
RECEIPTS = "What you spend is paid back against receipts: keep them, and send them to organizers@example.org by 10 November 2030, unless the fund names another way."
WHY = 'The fund is "gone" & we are sorry.'
SUBMITTED = f"""Hello Ann,

your application for help with the travel to Quill has arrived. The team reads it and will write to you. Please do not book anything before you have accepted an offer.

What stands in it, and how to withdraw it:
{PAGE}"""
INFO_NEEDED = f"""Hello Ann,

the team has a question about your application for help with the travel to Quill:

By train & ship?

Your application waits until you answer here:
{PAGE}"""
ANSWERED = """Hello Rae,

Ann Lee has answered your question about the travel application for Quill. The answer stands beside the application:
"""
OFFERED = f"""Hello Ann,

we can help with your travel to Quill:

{OFFER}

Come & stay.

Please accept or refuse it before {UNTIL}. After that the money goes to others. Please do not book anything before you have accepted:
{PAGE}"""
WAITLISTED = f"""Hello Ann,

at the moment there is no money for your travel to Quill. Your application is on the waiting list. When money becomes free, we write to you. Please do not count on it, and do not book on its strength.

Where you stand, and how to withdraw:
{PAGE}"""
DECLINED = f"""Hello Ann,

we are sorry: we cannot help with your travel to Quill. There were more wishes than money.

{QUESTIONS}
{PAGE}"""
ENDS = f"""Hello Ann,

the offer for your travel to Quill ends at {UNTIL}. After that the money goes to others.

Please accept or refuse it on your page:
{PAGE}"""
EXPIRED = f"""Hello Ann,

the time to accept the offer for your travel to Quill is over, and the money goes to others.

If you still need help, please write to organizers@example.org.
{PAGE}"""
REVOKED = f"""Hello Ann,

the team has taken back the offer for your travel to Quill. Your application is considered anew. They write:

{WHY}

{QUESTIONS}
{PAGE}"""
ACCEPTED = f"""Hello Ann,

you have accepted the help with your travel to Quill:

{OFFER}

Now you can book. {RECEIPTS}

If your plans change, please cancel, so that the money goes to others:
{PAGE}"""
CANCELLED = f"""Hello Ann,

your application for help with the travel to Quill has ended, and nothing is paid for it. The reason:

{WHY}

{QUESTIONS}
{PAGE}"""
CANCELLED_BY_YOU = f"""Hello Ann,

your application for help with the travel to Quill has ended, and nothing is paid for it.

{QUESTIONS}
{PAGE}"""


@pytest.fixture
def scene(db):
    """Five weeks before Quill, by a clock that stands still."""
    with at(NOW):
        found = scenes.new_scene(
            sprint__name="Quill", sprint__slug="quill", sprint__starts_on=datetime.date(2030, 10, 7)
        )
        TravelFund.objects.update(name="Gift", payment_instructions="Write to gift@example.org.")
        yield found


@pytest.fixture
def application(scene):
    registration = RegistrationFactory(
        sprint=scene.sprint,
        person__name="Ann Lee",
        person__call_name="Ann",
        person__email="ann@example.org",
    )
    return scenes.applied(scene.sprint, registration=registration, private_note="SECRET")


@pytest.fixture
def accepted(scene, application):
    return scenes.accepted(scene, application)


def last_email():
    """The newest email: about what, and its text."""
    email = Email.objects.latest("pk")
    assert email.to == "ann@example.org"
    assert "SECRET" not in email.text
    return email.subject, email.text


def decide(scene, application, decision):
    workflow.stage(application, by=scene.manager, decision=decision, why="SECRET")
    workflow.release(scene.sprint, [application], by=scene.manager)


def test_submitted(scene, application):
    person = application.registration.person
    workflow.take_back(application, by=person)
    assert not Email.objects.exists()
    workflow.submit(application, by=person)
    assert last_email() == ("Quill: your travel application has arrived", SUBMITTED)


def test_a_question_and_its_answer(scene, application):
    rae = ReviewerFactory(sprint=scene.sprint, person__name="Rae Ray", person__call_name="Rae")
    workflow.ask(application, by=rae.person, body="By train & ship?")
    assert last_email() == ("Quill: a question about your travel application", INFO_NEEDED)
    workflow.answer_question(application, by=application.registration.person, body="SECRET")
    email = Email.objects.latest("pk")
    assert (email.to, email.subject) == (rae.person.email, "Quill: an applicant has answered")
    page = f"{settings.SITE_URL}/sprints/quill/travel/review/{application.pk}/\n"
    assert email.text == ANSWERED + page


def test_offered(scene, application):
    scenes.offered(scene, application, message="Come & stay.")
    assert last_email() == ("Quill: an offer for your travel", OFFERED)


def test_an_offer_without_a_word(scene, application):
    scenes.offered(scene, application)
    text = OFFERED.replace("Come & stay.\n\n", "")
    assert last_email() == ("Quill: an offer for your travel", text)


@pytest.mark.parametrize(
    ("decision", "subject", "text"),
    [
        ("waitlist", "Quill: your travel application waits", WAITLISTED),
        ("decline", "Quill: about your travel application", DECLINED),
    ],
)
def test_no_offer(scene, application, decision, subject, text):
    decide(scene, application, decision)
    assert last_email() == (subject, text)


def test_an_offer_ends_soon_and_has_ended(scene, application):
    scenes.offered(scene, application)
    with at("2030-09-08T10:00:00+00:00"):
        workflow.remind_of_offers()
    assert last_email() == ("Quill: your travel offer ends in 3 days", ENDS)
    with at("2030-09-11T10:00:00+00:00"):
        workflow.expire_offers()
    assert last_email() == ("Quill: your travel offer has ended", EXPIRED)


def test_revoked(scene, application):
    scenes.offered(scene, application)
    workflow.revoke(application, by=scene.manager, why=WHY)
    assert last_email() == ("Quill: your travel offer was taken back", REVOKED)


def test_accepted(accepted):
    assert last_email() == ("Quill: your travel is supported", ACCEPTED)


def test_cancelled(scene, accepted):
    workflow.cancel(accepted, by=scene.manager, why=WHY)
    assert last_email() == ("Quill: no help with your travel any more", CANCELLED)


def test_cancelled_by_you(accepted):
    workflow.cancel(accepted, by=accepted.registration.person)
    assert last_email() == ("Quill: no help with your travel any more", CANCELLED_BY_YOU)


def test_the_end_of_who_does_not_come_says_why(scene, application):
    type(application.registration).objects.update(mode="remote")
    workflow.withdraw_absent()
    text = CANCELLED.replace(WHY, "You do not come in person any more.")
    assert last_email() == ("Quill: no help with your travel any more", text)


def test_receipts_go_to_the_contact_of_the_program(scene, application):
    TravelProgram.objects.update(contact_email="travel@example.org")
    scenes.accepted(scene, application)
    text = ACCEPTED.replace("to organizers@example.org", "to travel@example.org")
    assert last_email() == ("Quill: your travel is supported", text)


def test_where_nobody_is_named_the_fund_says_where_receipts_go(scene, application):
    Sprint.objects.update(contact_email="")
    scenes.accepted(scene, application)
    line = "What you spend is paid back against receipts: keep them, and hand them in by 10 November 2030, as the fund says."
    assert last_email() == ("Quill: your travel is supported", ACCEPTED.replace(RECEIPTS, line))


def test_a_program_that_has_gone_says_nothing_of_receipts(scene, application):
    scenes.offered(scene, application)
    scene.sprint.travel_program.delete()
    workflow.accept(application, by=application.registration.person, terms="", agreed=True)
    text = ACCEPTED.replace(f" {RECEIPTS}", "")
    assert last_email() == ("Quill: your travel is supported", text)


def test_without_an_address_nobody_is_written_to(scene, application):
    Person.objects.filter(email="ann@example.org").update(email=None)
    decide(scene, TravelApplication.objects.get(), "decline")
    assert not Email.objects.exists()
