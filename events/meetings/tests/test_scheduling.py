"""How a meeting comes into the programme, and comes back."""

import pytest

from events.lifecycle import Refused, Transition
from events.meetings import workflow
from events.meetings.models import ProgrammeChange
from events.meetings.tests.factories import (
    MeetingFactory,
    MeetingPersonFactory,
    RoomFactory,
    at,
    book,
    slot_at,
)
from events.meetings.workflow import Draft
from events.sprints.models import Sprint

pytestmark = pytest.mark.django_db
ENDED = "The programme of this sprint no longer changes."


def test_the_team_gives_a_request_its_slot(asked, team, room):
    workflow.schedule(asked, slot_at(room, 10), by=team)
    asked.refresh_from_db()
    assert (asked.state, asked.starts_at, asked.room) == ("scheduled", at(room.sprint, 10), room)
    assert (asked.sequence, asked.override) == (0, "")
    assert asked.public_since is not None
    change = asked.changes.get()
    assert (change.kind, change.before, change.by) == ("added", {}, team)
    assert change.after == {
        "starts_at": "2030-10-07T10:00:00+00:00",
        "ends_at": "2030-10-07T11:00:00+00:00",
        "room": room.pk,
        "state": "scheduled",
    }
    assert change.was_public
    assert Transition.objects.of(asked).last().to_state == "scheduled"


def test_strangers_know_nothing_of_what_is_not_public(sprint, group, chair, team, room):
    draft = Draft(title="Errors", group=group, visibility="group")
    meeting = workflow.ask(sprint, by=chair, draft=draft)
    workflow.schedule(meeting, slot_at(room, 10), by=team)
    meeting.refresh_from_db()
    assert meeting.public_since is None
    assert not meeting.changes.get().was_public


def test_a_chair_places_where_the_sprint_lets_chairs(sprint, asked, chair, room):
    with pytest.raises(Refused, match=r"^The programme team places this meeting\.$"):
        workflow.schedule(asked, slot_at(room, 10), by=chair)
    Sprint.objects.update(chairs_may_book=True)
    assert workflow.schedule(asked, slot_at(room, 10), by=chair).state == "scheduled"


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("scheduled", "This meeting is in the programme already."),
        ("held", "This meeting is held already."),
        ("declined", "This meeting is declined already."),
    ],
)
def test_what_has_its_answer_is_not_placed(sprint, team, room, state, sentence):
    meeting = MeetingFactory(sprint=sprint, state=state)
    with pytest.raises(Refused) as refusal:
        workflow.schedule(meeting, slot_at(room, 14), by=team)
    assert str(refusal.value) == sentence
    assert not ProgrammeChange.objects.exists()


def test_a_room_of_another_sprint_is_not_to_be_had(scheduled, team):
    where = slot_at(RoomFactory(), 10)
    request = MeetingFactory(sprint=scheduled.sprint, state="requested")
    for verb, meeting in ((workflow.move, scheduled), (workflow.schedule, request)):
        with pytest.raises(Refused, match=r"^This room is not one of the sprint's\.$"):
            verb(meeting, where, by=team)


def test_a_room_that_is_taken_is_refused_to_the_team_too(scheduled, team, room):
    request = MeetingFactory(sprint=scheduled.sprint, state="requested")
    with pytest.raises(Refused, match="Attic is taken 12:00–13:00"):
        workflow.schedule(request, slot_at(room, 10), by=team, why="We squeeze in.")
    assert request.changes.count() == 0
    request.refresh_from_db()
    assert request.state == "requested"


def test_what_is_doubtful_the_team_overrides_with_a_reason(scheduled, team, chair):
    Sprint.objects.update(chairs_may_book=True)
    second = MeetingFactory(sprint=scheduled.sprint, group=scheduled.group, state="requested")
    MeetingPersonFactory(meeting=second, person=chair)
    where = slot_at(RoomFactory(sprint=scheduled.sprint), 10)
    clash = "Ann Lee is needed in “Errors” 12:00–13:00."
    with pytest.raises(Refused) as refusal:
        workflow.schedule(second, where, by=chair, why="I split myself.")
    assert str(refusal.value) == f"{clash} The programme team can place it all the same."
    with pytest.raises(Refused) as refusal:
        workflow.schedule(second, where, by=team, why=" ")
    assert str(refusal.value) == f"{clash} Say why to place it all the same."
    workflow.schedule(second, where, by=team, why="Ann opens both.")
    second.refresh_from_db()
    assert second.override == "Ann opens both."
    workflow.move(second, slot_at(where.room, 11), by=team, why="Not needed.")
    second.refresh_from_db()
    assert second.override == ""


def test_a_cancelled_meeting_takes_place_after_all(scheduled, team):
    workflow.cancel(scheduled, by=team)
    workflow.restore(scheduled, by=team, why="The speaker is well again.")
    change = scheduled.changes.latest("pk")
    states = [change.before["state"], change.after["state"]]
    assert (change.kind, states) == ("restored", ["cancelled", "scheduled"])
    scheduled.refresh_from_db()
    assert scheduled.state == "scheduled"


def test_a_cancelled_meeting_whose_slot_is_taken_stays_cancelled(scheduled, team, room):
    workflow.cancel(scheduled, by=team)
    MeetingFactory(sprint=room.sprint, room=room, title="Types")
    with pytest.raises(Refused, match="Attic is taken 12:00–13:00 by “Types”"):
        workflow.restore(scheduled, by=team)
    scheduled.refresh_from_db()
    assert (scheduled.state, scheduled.sequence) == ("cancelled", 1)
    workflow.schedule(scheduled, slot_at(room, 14), by=team)
    assert scheduled.changes.latest("pk").kind == "restored"


def test_a_withdrawn_request_comes_into_the_programme_for_the_first_time(asked, team, room):
    workflow.cancel(asked, by=team)
    with pytest.raises(Refused, match=r"^This meeting had no time\. Give it one\.$"):
        workflow.restore(asked, by=team)
    meeting = workflow.schedule(asked, slot_at(room, 10), by=team)
    assert (meeting.sequence, meeting.changes.get().kind) == (0, "added")


def test_what_takes_place_needs_no_restoring(scheduled, team):
    with pytest.raises(Refused, match=r"^This meeting is in the programme already\.$"):
        workflow.restore(scheduled, by=team)


@pytest.mark.parametrize("state", ["finished", "cancelled"])
def test_the_programme_of_what_has_ended_no_longer_changes(scheduled, asked, team, room, state):
    Sprint.objects.update(state=state)
    steps = [
        lambda: workflow.schedule(asked, slot_at(room, 14), by=team),
        lambda: workflow.move(scheduled, slot_at(room, 14), by=team),
        lambda: workflow.restore(scheduled, by=team),
        lambda: workflow.swap(scheduled, MeetingFactory(sprint=scheduled.sprint), by=team),
        lambda: workflow.cancel(scheduled, by=team),
        lambda: book(scheduled.sprint, by=team, draft=Draft(title="More"), slot=slot_at(room, 14)),
    ]
    for step in steps:
        with pytest.raises(Refused) as refusal:
            step()
        assert str(refusal.value) == ENDED
