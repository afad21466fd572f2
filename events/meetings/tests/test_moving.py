"""How meetings move, and what is left of their having been elsewhere."""

import pytest

from events.lifecycle import Refused
from events.meetings import workflow
from events.meetings.models import Meeting
from events.meetings.tests.factories import (
    MeetingFactory,
    RoomFactory,
    RsvpFactory,
    at,
    book,
    slot_at,
)
from events.meetings.workflow import Draft
from events.meetings.workflow.programme import snapshot

pytestmark = pytest.mark.django_db


def replay(changes):
    """The programme as its changes make it, each of which knows what was there before."""
    programme = {}
    for change in changes.order_by("pk"):
        assert programme.get(change.meeting_id, {}) == change.before
        programme[change.meeting_id] = change.after
    return programme


def as_it_stands(sprint):
    """What replaying gives; that a meeting was held is no change of the programme."""
    rows = sprint.meetings.in_programme()
    return {
        row.pk: snapshot(row) | ({"state": "scheduled"} if row.state == "held" else {})
        for row in rows
    }


def test_moving_keeps_row_address_answers_and_way_in(scheduled, team, room):
    Meeting.objects.update(join_url="https://call.example.org/1")
    answer = RsvpFactory(meeting=scheduled)
    kept = (scheduled.pk, scheduled.uid, scheduled.get_absolute_url())
    workflow.move(scheduled, slot_at(room, 14), by=team)
    scheduled.refresh_from_db()
    assert (scheduled.pk, scheduled.uid, scheduled.get_absolute_url()) == kept
    assert scheduled.starts_at == at(room.sprint, 14)
    assert scheduled.join_url == "https://call.example.org/1"
    assert scheduled.answers.get() == answer
    assert scheduled.sequence == 1


def test_a_change_tells_time_from_room(scheduled, team, room):
    other = RoomFactory(sprint=room.sprint)
    workflow.move(scheduled, slot_at(other, 10), by=team)
    workflow.move(scheduled, slot_at(room, 10, hours=2), by=team)
    kinds = list(scheduled.changes.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["added", "room", "moved"]


def test_moving_nowhere_is_no_move(scheduled, team, room):
    with pytest.raises(Refused, match=r"^This meeting takes place then and there already\.$"):
        workflow.move(scheduled, slot_at(room, 10), by=team)
    assert scheduled.changes.count() == 1


@pytest.mark.parametrize("state", ["requested", "held", "cancelled", "declined"])
def test_only_the_programme_is_moved(sprint, room, team, state):
    meeting = MeetingFactory(sprint=sprint, state=state)
    with pytest.raises(Refused, match=r"^Only a meeting of the programme can be moved\.$"):
        workflow.move(meeting, slot_at(room, 14), by=team)


def test_two_meetings_change_places(scheduled, team, room):
    other = MeetingFactory(
        sprint=room.sprint, starts_at=at(room.sprint, 14), ends_at=at(room.sprint, 16)
    )
    elsewhere = other.room
    workflow.swap(scheduled, other, by=team)
    scheduled.refresh_from_db()
    other.refresh_from_db()
    assert scheduled.slot == slot_at(elsewhere, 14, hours=2)
    assert other.slot == slot_at(room, 10)
    assert (scheduled.sequence, other.sequence) == (1, 1)
    assert other.changes.get().kind == "moved"


def test_meetings_side_by_side_swap_rooms_alone(scheduled, team, room):
    other = MeetingFactory(sprint=room.sprint)
    workflow.swap(scheduled, other, by=team)
    assert (other.changes.get().kind, scheduled.changes.latest("pk").kind) == ("room", "room")


def test_what_cannot_change_places(scheduled, team, chair):
    elsewhere, cancelled = MeetingFactory(), MeetingFactory(sprint=scheduled.sprint)
    workflow.cancel(cancelled, by=team)
    for other in (elsewhere, scheduled):
        with pytest.raises(Refused, match=r"^Choose two meetings of one sprint\.$"):
            workflow.swap(scheduled, other, by=team)
    with pytest.raises(Refused, match=r"^Only meetings of the programme can change places\.$"):
        workflow.swap(scheduled, cancelled, by=team)
    other = MeetingFactory(sprint=scheduled.sprint)
    with pytest.raises(Refused, match=r"^The programme team places this meeting\.$"):
        workflow.swap(scheduled, other, by=chair)
    times = {"room": None, "mode": "remote", "sprint": scheduled.sprint}
    with pytest.raises(Refused, match=r"^Both take place then and there already\.$"):
        workflow.swap(MeetingFactory(**times), MeetingFactory(**times), by=team)


def test_a_swap_that_does_not_fit_changes_nothing(scheduled, team, room):
    small = RoomFactory(sprint=room.sprint, capacity=0)
    other = MeetingFactory(sprint=room.sprint, room=small, starts_at=at(room.sprint, 14))
    RsvpFactory(meeting=scheduled)
    with pytest.raises(Refused, match="Say why"):
        workflow.swap(scheduled, other, by=team)
    scheduled.refresh_from_db()
    assert (scheduled.room, scheduled.sequence) == (room, 0)
    workflow.swap(scheduled, other, by=team, why="They stand.")
    scheduled.refresh_from_db()
    assert (scheduled.room, scheduled.override) == (small, "They stand.")


def test_replaying_all_changes_gives_the_programme(scheduled, team, room):
    sprint = room.sprint
    drafts = [Draft(title="Types"), Draft(title="Docs"), Draft(title="Dinner", kind="social")]
    types, docs, dinner = (
        book(sprint, by=team, draft=draft, slot=slot_at(room, hour))
        for draft, hour in zip(drafts, (11, 12, 17), strict=True)
    )
    workflow.move(types, slot_at(room, 15), by=team)
    workflow.cancel(docs, by=team)
    workflow.swap(scheduled, types, by=team)
    workflow.restore(docs, by=team)
    workflow.cancel(dinner, by=team)
    workflow.cancel(workflow.ask(sprint, by=team, draft=Draft(title="No")), by=team)
    workflow.ask(sprint, by=team, draft=Draft(title="Later"))
    docs.advance("held")
    assert replay(sprint.programme_changes) == as_it_stands(sprint)
    assert len(as_it_stands(sprint)) == 4
    assert sprint.programme_changes.count() == 4 + 6
