"""Every email, word by word: to whom, about what, with which address; and none too many."""

import pytest
from django.conf import settings
from django.core import mail
from django.db import transaction

from events.lifecycle import Refused
from events.outbox import Email
from events.registration import waiting_list, workflow
from events.registration.models import Registration
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory
from events.tests.clock import at
from people.tests.factories import PersonFactory

MINE = f"{settings.SITE_URL}/sprints/quill/me/\n"
PAGE = f"{settings.SITE_URL}/sprints/quill/\n"
CHANGE = "If your plans change, please change or cancel your registration, so that somebody else gets the place:"
WHY = 'We are "full" & sorry.'


def text_of(*paragraphs, page=MINE):
    return "\n\n".join(["Hello Ann,", *paragraphs]) + f"\n{page}"


CONFIRMED = text_of(
    "you take part in person in Quill, 7–11 October 2030, Prague, Czechia. The dates are attached for your calendar.",
    CHANGE,
)
RECEIVED = text_of(
    "thank you for registering for Quill (7–11 October 2030, Prague, Czechia). The organizers look at each registration and will write to you.",
    "You can change or cancel it here:",
)
WAITING = text_of(
    "all places (in person) of Quill are taken. You are on the waiting list, {before}. When a place is yours to take, we write to you.",
    "Where you stand, and how to leave the list:",
)
OFFERED = text_of(
    "a place (in person) at Quill, 7–11 October 2030, is held for you until 4 September 2030, 12:00 CEST (Europe/Prague), which is 2030-09-04 10:00 UTC. After that it is no longer yours.",
    "Please accept or refuse it on your page:",
)
ENDS_TOMORROW = text_of(
    "the place (in person) at Quill is held for you until 4 September 2030, 12:00 CEST (Europe/Prague), which is 2030-09-04 10:00 UTC, and no longer.",
    "Please accept or refuse it on your page:",
)
ENDED = text_of(
    "the place at Quill that was held for you is no longer yours, because the time to accept it is over. If registration is still open, you can register again and wait anew:"
)
PROMOTED = text_of(
    "you are no longer on the waiting list: you take part in person in Quill, 7–11 October 2030, Prague, Czechia. The dates are attached for your calendar.",
    "If you cannot come any more, please cancel, so that the next in line gets the place:",
)
DECLINED = text_of(
    "the organizers of Quill cannot offer you a place. They write:",
    WHY,
    "Questions reach them at organizers@example.org.",
    page=PAGE,
)
BY_YOU = text_of(
    "you have cancelled your registration for Quill, 7–11 October 2030. Thank you for giving the place to somebody else.",
    page=f"\n{PAGE}",
)
BY_US = DECLINED.replace(
    "the organizers of Quill cannot offer you a place.",
    "the organizers have cancelled your registration for Quill, 7–11 October 2030.",
)


@pytest.fixture
def waiting(quill, ann, register):
    """Ann waits for the one place, which this person has."""
    first = register(quill)
    return first, register(quill, ann)


def last_email():
    """The newest email: to whom, about what, and its text."""
    email = Email.objects.latest("pk")
    return email.to, email.subject, email.text


def test_confirmed(quill, ann, register):
    register(quill, ann)
    assert last_email() == ("ann@example.org", "Quill: you take part", CONFIRMED)
    assert "BEGIN:VEVENT" in Email.objects.get().calendar


def test_received(quill, ann, register):
    Sprint.objects.update(registration_mode="approval")
    register(quill, ann)
    assert last_email() == ("ann@example.org", "Quill: your registration has arrived", RECEIVED)


@pytest.mark.parametrize(("number", "before"), [(1, "and you are next"), (3, "2 before you")])
def test_waiting(quill, ann, register, number, before):
    for _ in range(number):
        register(quill)
    register(quill, ann)
    text = WAITING.format(before=before)
    assert last_email() == ("ann@example.org", "Quill: you are on the waiting list", text)


def test_offered(waiting):
    workflow.cancel(waiting[0], by=waiting[0].person)
    assert last_email() == ("ann@example.org", "Quill: a place is offered to you", OFFERED)


def test_offer_ends_tomorrow_and_offer_ended(waiting):
    workflow.cancel(waiting[0], by=waiting[0].person)
    with at("2030-09-03T11:00:00+00:00"):
        waiting_list.remind_of_offers()
    assert last_email() == ("ann@example.org", "Quill: your offer ends soon", ENDS_TOMORROW)
    with at("2030-09-04T10:00:00+00:00"):
        waiting_list.settle_all()
    assert last_email() == ("ann@example.org", "Quill: your offer has ended", ENDED)


def test_promoted(quill, ann, register):
    first = register(quill)
    register(quill, ann, auto_accept=True)
    workflow.cancel(first, by=first.person)
    assert last_email() == ("ann@example.org", "Quill: you have a place", PROMOTED)
    assert "BEGIN:VEVENT" in Email.objects.latest("pk").calendar


def test_declined(quill, ann, register):
    Sprint.objects.update(registration_mode="approval")
    organizer = TeamMemberFactory(sprint=quill).person
    workflow.decline(register(quill, ann), by=organizer, why=WHY)
    assert last_email() == ("ann@example.org", "Quill: about your registration", DECLINED)


def test_cancelled_by_you(quill, ann, register):
    workflow.cancel(register(quill, ann), by=ann)
    assert last_email() == ("ann@example.org", "Quill: your registration is cancelled", BY_YOU)


def test_cancelled_by_us(quill, ann, register):
    organizer = TeamMemberFactory(sprint=quill).person
    workflow.cancel(register(quill, ann), by=organizer, why=WHY)
    assert last_email() == ("ann@example.org", "Quill: your registration was cancelled", BY_US)


def test_the_dates_are_attached(quill, ann, register, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        register(quill, ann)
    [(name, content, kind)] = mail.outbox[-1].attachments
    assert mail.outbox[-1].to == ["ann@example.org"]
    assert (name, kind) == ("sprint.ics", "text/calendar")
    assert "DTSTART;VALUE=DATE:20301007" in content


def test_no_email_leaves_if_the_step_is_rolled_back(
    quill, ann, register, django_capture_on_commit_callbacks
):
    @transaction.atomic
    def think_again():
        register(quill, ann)
        raise Refused("On second thoughts.")

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Refused):
        think_again()
    assert (Email.objects.count(), Registration.objects.count(), mail.outbox) == (0, 0, [])


def test_one_change_by_somebody_else_is_one_email(waiting):
    before = Email.objects.count()
    workflow.cancel(waiting[0], by=waiting[0].person)
    new = Email.objects.order_by("pk")[before:]
    assert [email.to for email in new] == [waiting[0].person.email, "ann@example.org"]


def test_nobody_without_an_address_is_written_to(quill, register):
    row = register(quill, PersonFactory(email=None))
    workflow.cancel(row, by=row.person)
    assert Email.objects.count() == 0
