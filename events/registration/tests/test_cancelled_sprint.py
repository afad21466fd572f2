"""A sprint that is cancelled: who is told, what ends, and what stays as it was."""

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from icalendar import Calendar

from events.lifecycle import Refused, Transition
from events.outbox import Email
from events.pages.workflow import cancel_sprint
from events.registration import rules, waiting_list, workflow
from events.registration.models import Invitation, Registration
from events.registration.tests.conftest import NOW
from events.registration.tests.factories import RegistrationFactory, one_of_each_state
from events.registration.tests.pages import address, all_rows, answers, page
from events.sprints.calendar import sprint_calendar
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory
from events.tests.clock import at
from people.tests.factories import PersonFactory

OFFERED = {"state": "offered", "queue_no": 1, "offer_expires_at": "2030-09-03T10:00Z"}
WHY = 'The "venue" & its roof have burnt down.'
PAGE = f"{settings.SITE_URL}/sprints/quill/\n"
IN_PERSON = f"""Hello Ann,

Quill, 7–11 October 2030, Prague, Czechia, will not take place. Please do not travel, and cancel what you have booked. The organizers write:

{WHY}

The attached event takes the dates out of your calendar. Questions reach the organizers at organizers@example.org.
{PAGE}"""
WAITING = IN_PERSON.replace("The attached event takes the dates out of your calendar. ", "")
FROM_AFAR = IN_PERSON.replace(" Please do not travel, and cancel what you have booked.", "")


@pytest.fixture
def organizer(quill):
    return TeamMemberFactory(sprint=quill).person


def emails_of_cancelling():
    subject = "Quill: the sprint is cancelled"
    return Email.objects.filter(subject=subject).order_by("pk")


CASES = [
    ({"state": "confirmed"}, IN_PERSON, True),
    ({"state": "confirmed", "mode": "remote", "days": []}, FROM_AFAR, True),
    ({"state": "pending"}, WAITING, False),
    ({"state": "waitlisted", "queue_no": 1}, WAITING, False),
    (OFFERED, WAITING, False),
]
STATES = ["confirmed", "from afar", "pending", "waitlisted", "offered"]


@pytest.mark.parametrize(("columns", "text", "has_calendar"), CASES, ids=STATES)
def test_the_email_word_by_word(quill, ann, columns, text, has_calendar):
    RegistrationFactory(sprint=quill, person=ann, **columns)
    cancel_sprint(quill, by=None, why=WHY)
    email = emails_of_cancelling().get()
    assert (email.to, email.person, email.text) == ("ann@example.org", ann, text)
    assert bool(email.calendar) == has_calendar


def test_everybody_who_lives_gets_one_email_and_nobody_else(quill, organizer):
    people = one_of_each_state(quill)
    RegistrationFactory(sprint=quill, person__email=None)
    RegistrationFactory()
    cancel_sprint(quill, by=organizer, why=WHY)
    told = [email.to for email in emails_of_cancelling()]
    assert told == [people[state].email for state in Registration.LIVE]
    assert Email.objects.count() == len(told)


def event_of(calendar):
    [event] = Calendar.from_ical(calendar).walk("VEVENT")
    return event


def test_the_dates_that_were_attached_are_taken_back(
    quill, organizer, ann, register, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        register(quill, ann)
        with at("2030-09-02T10:00:00+00:00"):
            cancel_sprint(quill, by=organizer, why=WHY)
    sent, taken_back = (event_of(email.attachments[0].content) for email in mail.outbox)
    assert [str(event["status"]) for event in (sent, taken_back)] == ["CONFIRMED", "CANCELLED"]
    assert sent["uid"] == taken_back["uid"] == str(quill.uid)
    assert sent["dtstart"].dt == taken_back["dtstart"].dt
    assert sent["dtstamp"].dt < taken_back["dtstamp"].dt  # the later one holds, RFC 5546, 2.1.5
    quill.refresh_from_db()
    assert event_of(sprint_calendar(quill, "")).get("status") == "CANCELLED"


@pytest.mark.parametrize(
    ("role", "why", "sentence"),
    [
        ("organizer", " ", "Please say why this sprint is cancelled."),
        ("desk", WHY, "Only an organizer of this sprint can do that."),
    ],
)
def test_a_refusal_tells_nobody(quill, register, role, why, sentence):
    register(quill)
    person = TeamMemberFactory(sprint=quill, role=role).person
    before = all_rows()
    with pytest.raises(Refused, match=sentence):
        cancel_sprint(quill, by=person, why=why)
    assert all_rows() == before


def test_what_is_not_cancelled_is_not_called_off(quill, ann, register):
    register(quill, ann)
    with pytest.raises(Refused, match="This sprint is not cancelled"):
        workflow.call_off(quill, by=None, why=WHY)
    assert not emails_of_cancelling().exists()


def test_of_a_draft_nobody_is_told(quill, organizer, ann):
    Sprint.objects.update(state="draft", announced_at=None)
    RegistrationFactory(sprint=quill, person=ann)
    cancel_sprint(quill, by=organizer, why=WHY)
    assert Sprint.objects.get().state == "cancelled"
    assert not Email.objects.exists()


def test_open_invitations_are_withdrawn_without_an_email_and_open_nothing(quill, organizer, client):
    people = [("", "ada@example.org"), ("", "bo@example.org"), ("", "cy@example.org")]
    waiting, declined, over = workflow.invite(quill, people, by=organizer)
    workflow.decline_invitation(declined, by=None)
    Invitation.objects.filter(pk=over.pk).update(expires_at=NOW)
    emails = Email.objects.count()
    cancel_sprint(quill, by=organizer, why=WHY)
    states = Invitation.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["withdrawn", "declined", "sent"]
    row = Transition.objects.of(waiting).last()
    assert (row.from_state, row.to_state, row.by, row.why) == ("sent", "withdrawn", organizer, WHY)
    for answer in (client.get(page(waiting)), client.post(page(waiting), follow=True)):
        seen = answer.content.decode()
        assert (seen.count(rules.CANCELLED) > 0, "Yes, register" in seen) == (True, False)
    for invitation in (waiting, over):
        with pytest.raises(Refused, match="no longer waiting for an answer"):
            workflow.remind(invitation, by=organizer)
    with pytest.raises(Refused, match="This sprint was cancelled"):
        workflow.invite(quill, [("", "dan@example.org")], by=organizer)
    assert Email.objects.count() == emails


def test_registrations_stay_as_they_are_whatever_time_or_anybody_does(
    quill, organizer, register, client_of
):
    first, offered, _ = (register(quill) for _ in range(3))
    workflow.cancel(first, by=first.person)
    pending = RegistrationFactory(sprint=quill, state="pending")
    offered.refresh_from_db()
    assert offered.state == "offered"
    cancel_sprint(quill, by=organizer, why=WHY)
    client = client_of(offered.person)
    before = all_rows()
    for moment in ("2030-09-03T12:00:00+00:00", "2030-10-20T10:00:00+00:00"):
        with at(moment):
            waiting_list.remind_of_offers()
            waiting_list.settle_all()
            waiting_list.settle(quill)
    for verb in (workflow.accept, workflow.refuse, workflow.cancel):
        with pytest.raises(Refused, match="Nothing can be changed any more"):
            verb(offered, by=offered.person)
    for verb in (workflow.approve, workflow.decline, workflow.overbook, workflow.cancel):
        with pytest.raises(Refused, match="This sprint was cancelled"):
            verb(pending, by=organizer, why=WHY)
    for name in ("edit", "change_mode"):
        client.post(address(name, quill), answers(quill))
    assert all_rows() == before


@pytest.mark.parametrize("columns", [columns for columns, *_ in CASES], ids=STATES)
def test_my_page_says_that_the_sprint_was_cancelled_and_asks_for_nothing(
    quill, organizer, ann, client_of, columns
):
    RegistrationFactory(sprint=quill, person=ann, **columns)
    Sprint.objects.update(arrival="Ring at Sprint.")
    cancel_sprint(quill, by=organizer, why=WHY)
    seen = client_of(ann).get(address("mine", quill)).content.decode()
    assert "This sprint was cancelled." in seen
    assert ("Please do not travel" in seen) == (columns.get("mode") != "remote")
    assert '<a href="mailto:organizers@example.org">' in seen
    wrong = ("Nothing to do today", "Add to calendar", "Ring at", "Accept", "Change my answers")
    assert [words for words in wrong if words in seen] == []


def test_other_pages_say_so_once(quill, organizer, ann, client_of):
    row = RegistrationFactory(sprint=quill, person=ann)
    cancel_sprint(quill, by=organizer, why=WHY)
    client = client_of(ann)
    assert "the sprint was cancelled" in client.get(reverse("pages:mine")).content.decode()
    stranger = client_of(PersonFactory()).get(address("register", quill))
    for answer in (client.get(quill.get_absolute_url()), stranger):
        assert answer.content.decode().count(rules.CANCELLED) == 1
    Registration.objects.filter(pk=row.pk).update(state="cancelled")
    seen = client.get(address("mine", quill)).content.decode()
    words = (rules.CANCELLED, "Please do not travel", "Register again")
    assert [text in seen for text in words] == [True, False, False]


@pytest.mark.usefixtures("open_door")
def test_the_back_office_says_that_everybody_is_told_and_tells_them(
    quill, organizer, ann, client_of
):
    RegistrationFactory(sprint=quill, person=ann)
    client, page = client_of(organizer), f"/admin/events/sprint/{quill.pk}/actions/cancel/"
    assert "gets an email with your reason" in client.get(page).content.decode()
    client.post(page, {"why": WHY})
    assert emails_of_cancelling().get().to == "ann@example.org"
    row = Transition.objects.of(quill).get()
    assert (row.to_state, row.by, row.why) == ("cancelled", organizer, WHY)


@pytest.mark.parametrize("number", [1, 30])
def test_a_person_more_costs_the_email_and_no_look(quill, number, django_assert_num_queries):
    RegistrationFactory.create_batch(number, sprint=quill)
    Sprint.objects.update(state="cancelled")
    a_email = 3  # the row, between the marks of a nested transaction
    with django_assert_num_queries(5 + a_email * number):
        workflow.call_off(quill, by=None, why=WHY)
    assert emails_of_cancelling().count() == number
