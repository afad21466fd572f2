"""What takes place now, and next, room by room."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from events.meetings.display.clock import Clock
from events.meetings.display.lines import Line, addresses, day_of, is_now, line
from events.meetings.models import Room
from events.registration.display import weekday
from events.sprints.display import day as date_in_words
from events.sprints.models import Sprint
from events.sprints.rules import is_over, is_running, today


@dataclass(frozen=True)
class Place:
    """A room, or what has none; `point`: of the present meeting's agenda. `next_day`: if not today."""

    name: str
    where: str
    now: tuple[Line, ...]
    point: str
    next: Line | None
    next_day: str


def places(
    sprint: Sprint, rooms: Iterable[Room], meetings: Iterable[Any], clock: Clock
) -> list[Place]:
    """The meetings that have not ended, earliest first, each with `present` points of its agenda."""
    found: dict[int | None, list[Any]] = {}
    for meeting in meetings:
        found.setdefault(meeting.room_id, []).append(meeting)
    named = [(room.pk, room.name, room.where) for room in rooms]
    shown = [_place(sprint, name, where, found.get(pk, []), clock) for pk, name, where in named]
    return shown + [
        _place(sprint, "Without a room", "", rest, clock) for rest in [found.get(None)] if rest
    ]


def _place(sprint: Sprint, name: str, where: str, meetings: list[Any], clock: Clock) -> Place:
    address = addresses(sprint, clock)
    present = [meeting for meeting in meetings if is_now(meeting)]
    later = next((meeting for meeting in meetings if meeting not in present), None)
    day = later and day_of(later, clock)
    return Place(
        name=name,
        where=where,
        now=tuple(line(meeting, clock, address(meeting.pk)) for meeting in present),
        point=next((item.title for meeting in present for item in meeting.present), ""),
        next=line(later, clock, address(later.pk)) if later else None,
        next_day=weekday(day) if day and day != today(sprint) else "",
    )


def standing(sprint: Sprint) -> str:
    """Why nothing takes place now, in one sentence; empty while the sprint runs."""
    if sprint.state == Sprint.State.CANCELLED:
        return "This sprint was cancelled."
    if is_over(sprint):
        return f"This sprint is over. It ended on {date_in_words(sprint.ends_on)}."
    if is_running(sprint):
        return ""
    return f"This sprint begins on {date_in_words(sprint.starts_on)}."
