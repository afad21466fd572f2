"""Another time zone for a sprint: its programme keeps the times that its clocks show."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

import events.sprints.workflow
from events.lifecycle import Refused, locked
from events.meetings import rules
from events.meetings.models import Meeting, ProgrammeChange
from events.meetings.workflow.programme import record, standing
from events.sprints.models import Sprint
from people.models import Person

Times = tuple[datetime.datetime, datetime.datetime]


def times_in(time_zone: str, meeting: Meeting) -> Times:
    """Beginning and end if clocks in that zone shall show what those of the sprint show now.

    Raises Refused where the clocks of either zone skip or repeat them.
    """
    moved = events.sprints.workflow.moved
    try:
        starts_at = moved(meeting.sprint, meeting.starts_at, time_zone)
        ends_at = moved(meeting.sprint, meeting.ends_at, time_zone)
    except ValidationError as error:
        words = " ".join(error.messages)
        raise Refused(f"“{meeting}”: {words} Move this meeting first.") from error
    assert starts_at is not None  # noqa: S101 -- asked of meetings with times alone
    assert ends_at is not None  # noqa: S101 -- a constraint of the table
    return starts_at, ends_at


@transaction.atomic
def change_zone(sprint: Sprint, time_zone: str, *, by: Person) -> int:
    """Set the zone, and move what has a time so that it keeps its local time; gives how many moved.

    What was cancelled moves along, so that it can be taken back to where it was.
    """
    before = locked(sprint)
    events.sprints.workflow.change_zone(before, time_zone, by=by)
    meetings = rules.timed(before).select_for_update(no_key=True)
    moves = []
    for meeting in meetings.order_by("pk"):
        meeting.sprint = before
        moves.append((meeting, times_in(time_zone, meeting)))
    return sum(_move(meeting, times, by=by) for meeting, times in moves)


def _move(meeting: Meeting, times: Times, *, by: Person) -> bool:
    """A zone with the same clocks moves nothing."""
    if times == (meeting.starts_at, meeting.ends_at):
        return False
    was = standing(meeting)
    meeting.starts_at, meeting.ends_at = times
    meeting.sequence += 1
    meeting.save(update_fields=["starts_at", "ends_at", "sequence"])
    record(meeting, ProgrammeChange.Kind.MOVED, was, by=by)
    return True
