"""Every email about meetings, word by word: to whom, about what, and what it must not say."""

import datetime

import pytest
from django.conf import settings

from events.meetings import emails, workflow
from events.meetings.models import Meeting
from events.meetings.tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MeetingPersonFactory,
    slot_at,
)
from events.meetings.workflow import Draft
from events.outbox import Email
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory
from events.tests import clock
from people.tests.factories import GroupMemberFactory, PersonFactory

pytestmark = pytest.mark.django_db
CALL = "https://call.example.org/1"
WHY = 'All "rooms" are full & we are sorry.'


def page(meeting):
    return f"{settings.SITE_URL}/sprints/quill/meetings/{meeting.pk}/\n"


def written():
    return list(Email.objects.order_by("pk").values_list("to", "subject", "text"))


@pytest.fixture
def asked(asked):
    """The request, whose first email is not in question."""
    Email.objects.all().delete()
    return asked


def test_who_asks_reads_that_the_request_has_arrived(sprint, group, chair):
    draft = Draft(title="Errors", group=group, requested_minutes=45, join_url=CALL)
    meeting = workflow.ask(sprint, by=chair, draft=draft)
    text = f"""Hello Ann,

you have asked for 45 minutes at Quill for “Errors”.
The programme team looks for a slot and will write to you. You can change what you have written here:
{page(meeting)}"""
    assert written() == [("ann@example.org", "Quill: your request for “Errors” has arrived", text)]


def test_the_wishes_stand_in_the_email(sprint, group, chair):
    draft = Draft(title="Errors", group=group, wishes="In the morning & <early>.")
    workflow.ask(sprint, by=chair, draft=draft)
    [(_, _, text)] = written()
    assert "for “Errors”. You wish:\n\nIn the morning & <early>.\n\nThe programme" in text


def test_a_request_that_is_refused_is_answered_with_the_reason(asked, team):
    workflow.decline(asked, by=team, why=WHY)
    text = f"""Hello Ann,

the programme team of Quill cannot give “Errors” a slot. They write:

{WHY}

Questions reach the organizers at organizers@example.org.
{page(asked)}"""
    assert written() == [("ann@example.org", "Quill: about your request for “Errors”", text)]


def test_a_request_that_others_withdraw_is_told_to_who_asked(asked, team):
    workflow.cancel(asked, by=team, why=WHY)
    text = f"""Hello Ann,

your request for “Errors” at Quill was withdrawn: nobody looks for a slot any more. The reason:

{WHY}

Questions reach the organizers at organizers@example.org.
{page(asked)}"""
    subject = "Quill: your request for “Errors” was withdrawn"
    assert written() == [("ann@example.org", subject, text)]


def test_who_withdraws_the_own_request_or_has_gone_reads_nothing_of_it(asked, chair, team):
    own = MeetingFactory(sprint=asked.sprint, state="requested", requested_by=chair)
    MeetingPersonFactory(meeting=own, person=chair)
    workflow.cancel(own, by=chair, why=WHY)
    Meeting.objects.update(requested_by=None)
    other = MeetingFactory(sprint=asked.sprint, state="requested")
    workflow.decline(asked, by=team, why=WHY)
    workflow.cancel(other, by=team, why=WHY)
    assert written() == []


def test_a_slot_is_told_with_what_is_good_to_know(asked, team, room):
    workflow.schedule(asked, slot_at(room, 10), by=team)
    text = f"""Hello Ann,

“Errors” at Quill takes place on 7 October 2030, 12:00–13:00 CEST (Europe/Prague), Attic. That is 2030-10-07, 10:00–11:00 UTC.

Please note:
- The meeting has no agenda yet.

Everything about the meeting:
{page(asked)}"""
    assert written() == [("ann@example.org", "Quill: “Errors” has a slot", text)]


def test_a_slot_is_told_with_what_was_overridden_and_why(asked, team, room):
    room.equipment = []
    room.save()
    AgendaItemFactory(meeting=asked)
    workflow.schedule(asked, slot_at(room, 10), by=team, why="We bring a camera.")
    [(_, _, text)] = written()
    assert (
        """It was placed although:
- Attic has no camera and microphone.
The team writes: We bring a camera.

Everything"""
        in text
    )


def test_a_slot_is_told_to_who_prepares_it_and_whom_it_needs(asked, team, room, group):
    second = GroupMemberFactory(group=group, role="chair").person
    needed = MeetingPersonFactory(meeting=asked, role="required").person
    MeetingPersonFactory(meeting=asked, role="invited")
    GroupMemberFactory(group=group)
    MeetingPersonFactory(meeting=asked, role="presenter", person=team)
    workflow.schedule(asked, slot_at(room, 10), by=team, why="They said they come.")
    assert [to for to, *_ in written()] == ["ann@example.org", second.email, needed.email]


def test_a_chair_reads_that_somebody_is_not_available_and_no_more(sprint, chair, team, room):
    private = MeetingFactory(sprint=sprint, title="Trouble", visibility="invited")
    guest = RegistrationFactory(sprint=sprint, days=[], person__name="Gil Guest").person
    draft = Draft(title="Errors", group=chair.memberships.get().group)
    meeting = workflow.ask(sprint, by=team, draft=draft)
    for one in (private, meeting):
        MeetingPersonFactory(meeting=one, person=guest, role="required")
    workflow.schedule(meeting, slot_at(room, 10), by=team, why="Gil splits.")
    texts = {to: text for to, _, text in written()}
    assert "- Gil Guest is not available 12:00–13:00.\n" in texts["ann@example.org"]
    assert "Trouble" not in texts["ann@example.org"]
    assert "- Gil Guest is needed in “Trouble” 12:00–13:00.\n" in texts[guest.email]


def test_who_has_no_address_or_may_not_see_the_meeting_gets_no_email(asked, team, room):
    nameless = PersonFactory(email=None)
    MeetingPersonFactory(meeting=asked, person=nameless, role="required")
    Sprint.objects.update(state="draft", announced_at=None)
    workflow.schedule(asked, slot_at(room, 10), by=team, why="They come.")
    assert written() == []


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("07T10:00", "07T11:30", "7 October 2030, 12:00–13:30 CEST"),
        ("07T21:00", "07T23:00", "7 October 2030, 23:00 CEST – 8 October 2030, 01:00 CEST"),
        ("27T00:30", "27T01:30", "27 October 2030, 02:30 CEST – 27 October 2030, 02:30 CET"),
    ],
)
def test_a_time_is_said_once_and_for_sure(first, last, words):
    moments = (datetime.datetime.fromisoformat(f"2030-10-{one}+00:00") for one in (first, last))
    sprint = SprintFactory.build(time_zone="Europe/Prague")
    assert emails.in_zone(sprint, *moments) == f"{words} (Europe/Prague)"


def test_no_email_holds_a_way_to_join(asked, team, room):
    room.join_url = CALL
    room.save()
    Meeting.objects.update(join_url=f"{CALL}0")
    workflow.schedule(asked, slot_at(room, 10), by=team)
    workflow.move(asked, slot_at(room, 14), by=team)
    workflow.cancel(asked, by=team, why=WHY)
    with clock.at("2030-10-07T00:00:00+00:00"):
        assert workflow.tell_changes() == "1 emails about changed meetings written"
    assert Email.objects.count() == 2
    assert not Email.objects.filter(text__contains="call.example.org").exists()
