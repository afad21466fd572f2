"""Meetings in one line each, gathered by the days of the sprint."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from events.meetings import rules
from events.meetings.display.clock import Clock, day_in_words, length
from events.meetings.models import Meeting
from events.sprints.models import Sprint
from events.sprints.rules import is_over, is_running, today

State = Meeting.State
AUDIENCES = {
    Meeting.Visibility.PARTICIPANTS: "participants only",
    Meeting.Visibility.GROUP: "group only",
    Meeting.Visibility.INVITED: "invited people only",
}
# What a reader has to know of a state; that a meeting is in the programme, the programme says.
STATES = {
    State.REQUESTED: "asked for",
    State.DECLINED: "declined",
    State.CANCELLED: "cancelled",
}


@dataclass(frozen=True)
class Line:
    """A meeting as lists and the grid show it; `facts`: kind, group, room and mode."""

    title: str
    url: str
    day: str
    times: str
    length: str
    facts: str
    audience: str
    state: str
    note: str
    is_now: bool

    @property
    def is_cancelled(self) -> bool:
        return self.state == STATES[State.CANCELLED]


@dataclass(frozen=True)
class Day:
    """A day of the sprint; without a heading, one that nobody knows (yet)."""

    heading: str
    url: str
    is_today: bool
    lines: list[Line]


def addresses(sprint: Sprint, clock: Clock) -> Callable[[int], str]:
    """The addresses of this sprint's meetings, resolved once for all of them."""
    front = reverse("meetings:meeting", args=[sprint.slug, 0]).removesuffix("0/")
    return lambda pk: f"{front}{pk}/{clock.query}"


def is_now(meeting: Meeting) -> bool:
    if meeting.starts_at is None or meeting.ends_at is None or meeting.state != State.SCHEDULED:
        return False
    return meeting.starts_at <= timezone.now() < meeting.ends_at


def day_of(meeting: Meeting, clock: Clock) -> datetime.date | None:
    """The day of the sprint on which the meeting begins, as far as it is known."""
    return clock.day(meeting.starts_at) if meeting.starts_at else meeting.on_day


def facts(meeting: Meeting) -> str:
    parts = (
        meeting.get_kind_display(),
        meeting.group and meeting.group.name,
        meeting.room and meeting.room.name,
        meeting.get_mode_display(),
    )
    return " · ".join(part for part in parts if part)


def line(meeting: Meeting, clock: Clock, url: str) -> Line:
    """The meeting needs its group and its room at hand."""
    times = lasts = ""
    day = day_of(meeting, clock)
    if day and meeting.starts_at and meeting.ends_at:
        times = clock.span(meeting.starts_at, meeting.ends_at, day)
        lasts = length(meeting.starts_at, meeting.ends_at)
    return Line(
        title=meeting.title,
        url=url,
        day=day_in_words(day) if day else "",
        times=times,
        length=lasts,
        facts=facts(meeting),
        audience=AUDIENCES.get(Meeting.Visibility(meeting.visibility), ""),
        state=STATES.get(State(meeting.state), ""),
        note=meeting.programme_note,
        is_now=is_now(meeting),
    )


def days(sprint: Sprint, meetings: Iterable[Meeting], clock: Clock) -> list[Day]:
    """The days that have meetings; while the sprint runs, today first and what has passed last."""
    address = addresses(sprint, clock)
    found: dict[datetime.date | None, list[Line]] = {}
    for meeting in meetings:
        shown = line(meeting, clock, address(meeting.pk))
        found.setdefault(day_of(meeting, clock), []).append(shown)
    unknown = found.pop(None, [])
    now = today(sprint) if is_running(sprint) else datetime.date.min
    known = sorted((day for day in found if day), key=lambda day: (day < now, day))
    links = day_links(sprint, clock)
    programme = [
        Day(day_in_words(day), links.get(day, ""), day == now, found[day]) for day in known
    ]
    heading = "Day not known" if is_over(sprint) else "Day not yet known"
    return [*programme, Day(heading, "", False, unknown)] if unknown else programme


def day_links(sprint: Sprint, clock: Clock) -> dict[datetime.date, str]:
    """The address of each day of the sprint."""
    return {
        day: reverse("meetings:day", args=[sprint.slug, day.isoformat()]) + clock.query
        for day in rules.days_of(sprint)
    }
