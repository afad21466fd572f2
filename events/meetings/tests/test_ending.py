"""How requests and meetings end: declined, cancelled, held, called off with their sprint."""

import datetime

import pytest

import events.pages.workflow
from events.lifecycle import Refused, Transition
from events.meetings import workflow
from events.meetings.models import Meeting
from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory, slot_at
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.tests import clock
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_the_team_declines_a_request_with_a_reason(asked, team, chair):
    for reason in ("", " "):
        with pytest.raises(Refused, match=r"^Please say why; whoever asked reads it\.$"):
            workflow.decline(asked, by=team, why=reason)
    with pytest.raises(Refused, match=r"^The programme team answers requests\.$"):
        workflow.decline(asked, by=chair, why="I changed my mind.")
    workflow.decline(asked, by=team, why="All full.")
    step = Transition.objects.of(asked).last()
    assert (step.to_state, step.by, step.why) == ("declined", team, "All full.")
    assert not asked.changes.exists()


def test_what_stands_in_the_programme_is_not_declined(scheduled, team):
    with pytest.raises(Refused, match="is scheduled and cannot become declined"):
        workflow.decline(scheduled, by=team, why="All full.")


def test_a_chair_cancels_and_it_stays_in_the_programme_as_cancelled(scheduled, chair):
    workflow.cancel(scheduled, by=chair, why="I am ill.")
    assert Meeting.objects.public().get().state == "cancelled"
    change = scheduled.changes.latest("pk")
    assert (change.kind, change.by, change.after["state"]) == ("cancelled", chair, "cancelled")
    assert Transition.objects.of(scheduled).last().why == "I am ill."
    scheduled.refresh_from_db()
    assert scheduled.sequence == 1


def test_a_request_that_is_withdrawn_leaves_no_trace_in_the_programme(asked, chair):
    workflow.cancel(asked, by=chair)
    asked.refresh_from_db()
    assert (asked.state, asked.sequence, asked.public_since) == ("cancelled", 0, None)
    assert not asked.changes.exists()
    assert not Meeting.objects.in_programme().exists()


def test_others_cannot_cancel(scheduled):
    named = MeetingPersonFactory(meeting=scheduled, role="required").person
    for person in (named, PersonFactory()):
        with pytest.raises(Refused, match="Only its chairs and the programme team can cancel"):
            workflow.cancel(scheduled, by=person)
    assert scheduled.changes.count() == 1


@pytest.mark.parametrize("state", ["held", "declined", "cancelled"])
def test_what_has_ended_is_not_cancelled_again(sprint, team, state):
    meeting = MeetingFactory(sprint=sprint, state=state)
    with pytest.raises(Refused, match=f"is {state} and cannot become cancelled"):
        workflow.cancel(meeting, by=team)


def test_what_has_ended_is_recorded_as_held(scheduled, team, room):
    later = MeetingFactory(sprint=room.sprint)
    workflow.move(later, slot_at(room, 14), by=team)
    with clock.at(scheduled.ends_at.isoformat()):
        assert workflow.hold_past() == "1 meetings recorded as held"
        assert workflow.hold_past() == "0 meetings recorded as held"
    scheduled.refresh_from_db()
    later.refresh_from_db()
    assert (scheduled.state, later.state) == ("held", "scheduled")
    assert (scheduled.sequence, scheduled.changes.count()) == (0, 1)
    step = Transition.objects.of(scheduled).last()
    assert (step.by, step.why) == (None, "Its end has passed.")


def test_what_was_moved_on_at_the_last_moment_is_not_held(scheduled, monkeypatch):
    """Between the look at the list and the lock somebody may have moved it."""
    look = workflow.scheduling.locked_meeting

    def move_first(row):
        Meeting.objects.update(ends_at=scheduled.ends_at + datetime.timedelta(hours=1))
        return look(row)

    monkeypatch.setattr(workflow.scheduling, "locked_meeting", move_first)
    with clock.at(scheduled.ends_at.isoformat()):
        assert workflow.hold_past() == "0 meetings recorded as held"


def test_with_a_sprint_its_programme_is_called_off(scheduled, room):
    organizer = TeamMemberFactory(sprint=room.sprint, role="organizer").person
    rows = {
        state: MeetingFactory(sprint=room.sprint, state=state)
        for state in ("requested", "held", "declined", "cancelled")
    }
    elsewhere = MeetingFactory(sprint=SprintFactory())
    events.pages.workflow.cancel_sprint(room.sprint, by=organizer, why="A storm.")
    for row in (scheduled, elsewhere, *rows.values()):
        row.refresh_from_db()
    requested = rows.pop("requested")
    assert (requested.state, requested.changes.exists()) == ("cancelled", False)
    assert [row.state for row in rows.values()] == list(rows)
    assert (scheduled.state, scheduled.sequence) == ("cancelled", 1)
    assert scheduled.changes.latest("pk").kind == "cancelled"
    assert Transition.objects.of(scheduled).last().why == "A storm."
    assert elsewhere.state == "scheduled"


def test_only_a_cancelled_sprint_is_called_off(scheduled, team):
    with pytest.raises(Refused, match=r"^This sprint is not cancelled\.$"):
        workflow.call_off(scheduled.sprint, by=team, why="A storm.")
    assert Sprint.objects.get().state == "announced"
    scheduled.refresh_from_db()
    assert scheduled.state == "scheduled"
