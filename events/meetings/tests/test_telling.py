"""Emails about changes: collected, to those concerned, from what was told to what holds now."""

import datetime

import pytest
from django.conf import settings

import events.pages.workflow
from events.meetings import workflow
from events.meetings.models import Meeting, Slot
from events.meetings.tests.factories import MeetingPersonFactory, RoomFactory, RsvpFactory, slot_at
from events.meetings.workflow import Draft, tell_changes
from events.outbox import Email
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory
from events.tests import clock

pytestmark = pytest.mark.django_db
NOON = "7 October 2030, 12:00–13:00 CEST (Europe/Prague)"
TWO = "7 October 2030, 16:00–17:00 CEST (Europe/Prague)"
TWO_UTC = "2030-10-07, 14:00–15:00 UTC"
YOURS = "If you have said that you come, your answer stands. If your plans"


def wait(minutes):
    """The clock stands still this long after now."""
    now = datetime.datetime.now(datetime.UTC)
    return clock.at((now + datetime.timedelta(minutes=minutes)).isoformat())


def told(minutes=10):
    """The emails that `tick` writes once so many minutes have passed."""
    Email.objects.all().delete()
    with wait(minutes):
        said = tell_changes()
    emails = list(Email.objects.order_by("pk").values_list("to", "subject", "text"))
    assert said == f"{len(emails)} emails about changed meetings written"
    return emails


def page(meeting):
    return f"{settings.SITE_URL}/sprints/quill/meetings/{meeting.pk}/\n"


@pytest.fixture
def elsewhere(room):
    return RoomFactory(sprint=room.sprint, name="Barn")


def test_a_move_is_told_from_when_to_when(scheduled, team, elsewhere):
    assert told(60) == []  # of its first slot Ann has read at once
    workflow.move(scheduled, slot_at(elsewhere, 14), by=team)
    text = f"""Hello Ann,

“Errors” at Quill was moved

from {NOON}, Attic
to {TWO}, Barn

Now that is {TWO_UTC}.

{YOURS} change, please say so here:
{page(scheduled)}"""
    assert told() == [("ann@example.org", "Quill: “Errors” was moved", text)]
    assert told(60) == []


def test_another_room_is_told(scheduled, team, elsewhere):
    workflow.move(scheduled, slot_at(elsewhere, 10), by=team)
    [(to, subject, text)] = told()
    assert (to, subject) == ("ann@example.org", "Quill: another room for “Errors”")
    assert "takes place in another room: Barn, not in Attic any more." in text
    assert f"The time stays the same: {NOON}, which is 2030-10-07, 10:00–11:00 UTC." in text


def test_going_without_a_room_is_told(scheduled, team):
    Meeting.objects.update(mode="remote")
    where = slot_at(scheduled.room, 10)
    workflow.move(scheduled, Slot(where.starts_at, where.ends_at), by=team)
    [(_, _, text)] = told()
    assert "takes place without a room, not in Attic any more. The time stays" in text


def test_calling_off_is_told_with_the_reason(scheduled, team):
    workflow.cancel(scheduled, by=team, why='Ann is "ill" & at home.')
    text = f"""Hello Ann,

“Errors” at Quill, which was to take place on {NOON}, is cancelled. The reason:

Ann is "ill" & at home.

{page(scheduled)}"""
    assert told() == [("ann@example.org", "Quill: “Errors” is cancelled", text)]


def test_calling_off_without_a_reason_says_none(scheduled, team):
    workflow.cancel(scheduled, by=team)
    [(_, _, text)] = told()
    assert text.endswith(f"{NOON}, is cancelled.\n{page(scheduled)}")


def test_taking_place_after_all_is_told_with_its_place(scheduled, team, elsewhere):
    workflow.cancel(scheduled, by=team, why="Ann is ill.")
    assert len(told()) == 1
    workflow.schedule(scheduled, slot_at(elsewhere, 14), by=team)
    text = f"""Hello Ann,

“Errors” at Quill had been cancelled and takes place after all: on {TWO}, Barn. That is {TWO_UTC}.

{YOURS} have changed, please say so here:
{page(scheduled)}"""
    assert told() == [("ann@example.org", "Quill: “Errors” takes place after all", text)]


def test_changes_in_quick_succession_are_one_email(scheduled, team, room, elsewhere):
    workflow.move(scheduled, slot_at(room, 11), by=team)
    with wait(9):
        workflow.move(scheduled, slot_at(elsewhere, 14), by=team)
    assert told(15) == []
    [(_, subject, text)] = told(19)
    assert subject == "Quill: “Errors” was moved"
    assert f"from {NOON}, Attic\nto {TWO}, Barn\n" in text


def test_changes_that_cancel_each_other_out_are_no_email(scheduled, team, room, elsewhere):
    workflow.move(scheduled, slot_at(elsewhere, 14), by=team)
    workflow.cancel(scheduled, by=team)
    workflow.restore(scheduled, by=team)
    workflow.move(scheduled, slot_at(room, 10), by=team)
    assert told(60) == []
    workflow.move(scheduled, slot_at(room, 11), by=team)
    assert len(told()) == 1


def test_what_stays_cancelled_is_no_email(scheduled, team, elsewhere):
    workflow.cancel(scheduled, by=team)
    assert len(told()) == 1
    workflow.schedule(scheduled, slot_at(elsewhere, 14), by=team)
    workflow.cancel(scheduled, by=team)
    assert told() == []


def test_a_meeting_that_came_without_an_email_is_told_from_then_on(scheduled, team, room):
    """Whoever enters a programme otherwise than by `place` leaves its first change untold."""
    Meeting.objects.update(told_up_to=0)
    assert told() == []
    workflow.move(scheduled, slot_at(room, 14), by=team)
    assert len(told()) == 1


def test_told_are_those_who_come_and_all_who_are_named(scheduled, team, room):
    people = {
        answer: RsvpFactory(meeting=scheduled, answer=answer).registration.person
        for answer in ("in_person", "remote", "no")
    }
    gone = RegistrationFactory(sprint=room.sprint, state="cancelled")
    RsvpFactory(meeting=scheduled, registration=gone)
    invited = MeetingPersonFactory(meeting=scheduled, role="invited").person
    both = MeetingPersonFactory(meeting=scheduled, person=people["in_person"], role="presenter")
    RegistrationFactory(sprint=room.sprint)
    workflow.move(scheduled, slot_at(room, 14), by=team, why="It suits them.")
    others = (both.person, people["remote"], invited)
    assert [to for to, *_ in told()] == ["ann@example.org", *(one.email for one in others)]


def test_nobody_is_told_of_what_they_may_not_see(scheduled, team, room):
    RsvpFactory(meeting=scheduled)
    invited = MeetingPersonFactory(meeting=scheduled, role="invited").person
    scheduled.refresh_from_db()
    draft = Draft(title="Errors", group=scheduled.group, visibility="invited")
    workflow.edit(scheduled, by=team, seen=str(scheduled.revision), draft=draft)
    workflow.move(scheduled, slot_at(room, 14), by=team)
    assert [to for to, *_ in told()] == ["ann@example.org", invited.email]


def test_who_made_all_the_changes_knows_of_them(scheduled, chair, team):
    other = MeetingPersonFactory(meeting=scheduled, role="invited").person
    workflow.cancel(scheduled, by=chair)
    assert [to for to, *_ in told()] == [other.email]
    workflow.restore(scheduled, by=team)
    workflow.cancel(scheduled, by=chair)
    workflow.restore(scheduled, by=team)
    assert [to for to, *_ in told()] == ["ann@example.org", other.email]


def test_telling_makes_no_page_and_no_form_stale(scheduled, team, room):
    workflow.move(scheduled, slot_at(room, 14), by=team)
    before = Meeting.objects.values("revision", "changed_at", "sequence").get()
    assert len(told()) == 1
    assert Meeting.objects.values("revision", "changed_at", "sequence").get() == before


def test_of_a_meeting_that_is_over_nobody_is_told(scheduled, team, room):
    workflow.move(scheduled, slot_at(room, 11), by=team)
    with clock.at("2030-10-07T11:59:00+00:00"):
        assert tell_changes() == "1 emails about changed meetings written"
    Meeting.objects.update(told_up_to=scheduled.changes.earliest("pk").pk)
    with clock.at("2030-10-07T12:00:00+00:00"):
        assert tell_changes() == "0 emails about changed meetings written"


def test_of_a_cancelled_sprint_one_email_is_enough(scheduled, team, room):
    organizer = TeamMemberFactory(sprint=room.sprint, role="organizer").person
    workflow.move(scheduled, slot_at(room, 14), by=team)
    events.pages.workflow.cancel_sprint(room.sprint, by=organizer, why="A storm.")
    assert told() == []
    meeting = Meeting.objects.get()
    assert meeting.told_up_to == meeting.changes.latest("pk").pk


def test_who_changes_between_the_look_and_the_lock_is_waited_for(
    scheduled, team, room, monkeypatch
):
    workflow.move(scheduled, slot_at(room, 11), by=team)
    look = workflow.telling.locked_meeting

    def move_first(row):
        monkeypatch.setattr(workflow.telling, "locked_meeting", look)
        workflow.move(row, slot_at(room, 14), by=team)
        return look(row)

    monkeypatch.setattr(workflow.telling, "locked_meeting", move_first)
    assert told() == []


def test_whoever_s_account_is_closed_reads_no_more_of_it(scheduled, team, elsewhere, chair):
    chair.is_active = False
    chair.save()
    workflow.move(scheduled, slot_at(elsewhere, 14), by=team)
    assert told() == []
