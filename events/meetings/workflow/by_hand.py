"""What the programme team enters by hand, and the rooms that it need not enter again."""

from events.meetings import rules
from events.meetings.models import Meeting
from events.sprints.models import Sprint
from people.models import Person


def enter(meeting: Meeting, *, by: Person) -> None:
    """Store a meeting of the team's: to be placed, or as history where the programme is over."""
    meeting.requested_by = by
    state = Meeting.State.REQUESTED if rules.plans(meeting.sprint) else Meeting.State.HELD
    meeting.begin(state, by=by, why="Entered by hand.")


def copy_rooms(source: Sprint, sprint: Sprint) -> None:
    """The venue comes along with a sprint that is copied; the ways to join stay secret."""
    for room in source.rooms.order_by("position", "pk"):
        room.pk, room.sprint, room.join_url, room._state.adding = None, sprint, "", True
        room.save()
