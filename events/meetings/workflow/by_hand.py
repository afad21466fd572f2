"""Meetings that the programme team enters by hand."""

from events.meetings import rules
from events.meetings.models import Meeting
from people.models import Person


def enter(meeting: Meeting, *, by: Person) -> None:
    """Store a meeting of the team's: to be placed, or as history where the programme is over."""
    meeting.requested_by = by
    state = Meeting.State.REQUESTED if rules.plans(meeting.sprint) else Meeting.State.HELD
    meeting.begin(state, by=by, why="Entered by hand.")
