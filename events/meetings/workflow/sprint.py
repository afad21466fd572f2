"""What happens to rooms and programme when their sprint moves, changes its zone or is copied."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

import events.sprints.workflow
from events.lifecycle import Refused, locked
from events.meetings import rules
from events.meetings.models import Meeting, Slot
from events.meetings.workflow.programme import locked_meeting
from events.meetings.workflow.scheduling import set_slot
from events.meetings.workflow.telling import mark_sent
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint
from people.models import Person


def _scheduled(sprint: Sprint) -> QuerySet[Meeting]:
    scheduled = sprint.meetings.filter(state=Meeting.State.SCHEDULED)
    return scheduled.select_related("room").order_by("pk")


def _slot_after(meeting: Meeting, days: datetime.timedelta, sprint: Sprint) -> Slot:
    """The same slot whole days later, at the same hour where the sprint is."""
    assert meeting.span is not None  # noqa: S101 -- a scheduled meeting has times
    starts_at, ends_at = meeting.span
    first = starts_at.astimezone(sprint_rules.zone(sprint)) + days
    return Slot(first, first + (ends_at - starts_at), meeting.room)


def refusal_to_dates(sprint: Sprint, before: Sprint) -> str:
    """Why a sprint with its meetings cannot take place on other days; empty if it can."""
    if (sprint.starts_on, sprint.ends_on) == (before.starts_on, before.ends_on):
        return ""
    days = sprint.starts_on - before.starts_on
    first, last = rules.sprint_bounds(sprint)
    slots = [_slot_after(meeting, days, sprint) for meeting in _scheduled(sprint)]
    number = sum(slot.starts_at < first or slot.ends_at > last for slot in slots)
    if not number:
        return ""
    meetings = "1 meeting" if number == 1 else f"{number} meetings"
    return (
        f"{meetings} of the programme would then lie outside the sprint. "
        "Move or cancel what stands on the days that go; then change the days."
    )


@transaction.atomic
def follow_move(sprint: Sprint, before: Sprint, by: Person) -> None:
    """Shift the programme with the sprint's first day; hours, rooms and answers stay.

    No emails about meetings: the email about the sprint is enough. Where an earlier change is
    still to be sent, its email covers both.
    """
    days = sprint.starts_on - before.starts_on
    if not days:
        return
    for row in _scheduled(sprint):
        meeting = locked_meeting(row)
        has_unsent = meeting.changes.filter(pk__gt=meeting.told_up_to).exists()
        change = set_slot(meeting, _slot_after(meeting, days, sprint), meeting.override, by=by)
        if not has_unsent:
            mark_sent(meeting, change)


def times_in(time_zone: str, meeting: Meeting) -> tuple[datetime.datetime, datetime.datetime]:
    """The times at which that zone's clocks show what the sprint's show now; Refused if ambiguous."""
    moved = events.sprints.workflow.moved
    try:
        starts_at = moved(meeting.sprint, meeting.starts_at, time_zone)
        ends_at = moved(meeting.sprint, meeting.ends_at, time_zone)
    except ValidationError as error:
        words = " ".join(error.messages)
        raise Refused(f"“{meeting}”: {words} Move this meeting first.") from error
    assert starts_at is not None  # noqa: S101 -- a moment stays one
    assert ends_at is not None  # noqa: S101 -- a moment stays one
    return starts_at, ends_at


@transaction.atomic
def change_zone(sprint: Sprint, time_zone: str, *, by: Person) -> int:
    """Set the zone, and move all meetings that have a time so that they keep their local times.

    Gives how many have moved: none to a zone with the same clocks.
    """
    before = locked(sprint)
    events.sprints.workflow.change_zone(before, time_zone, by=by)
    moves = []
    for meeting in rules.timed(before).select_for_update(no_key=True).order_by("pk"):
        meeting.sprint = before
        times = times_in(time_zone, meeting)
        if times != meeting.span:
            moves.append((meeting, Slot(*times, meeting.room)))
    for meeting, slot in moves:
        set_slot(meeting, slot, meeting.override, by=by)
    return len(moves)


def copy_rooms(source: Sprint, sprint: Sprint) -> None:
    """Copy the rooms to a sprint that is copied, without their secret join links."""
    for room in source.rooms.order_by("position", "pk"):
        room.pk, room.sprint, room.join_url, room._state.adding = None, sprint, "", True
        room.save()
