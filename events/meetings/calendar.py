"""Meetings as events of calendars (RFC 5545): times in UTC, nothing that is secret.

The same rows give the same bytes: every value comes from the database.
"""

import datetime
import html
from collections.abc import Callable, Iterable

import nh3
from icalendar import Event

from events.meetings import rules
from events.meetings.models import Meeting, Room
from events.sprints.calendar import calendar_file, clean, event_of
from events.sprints.models import Mode, Sprint
from events.text import to_html

CANCELLED, CONFIRMED = "CANCELLED", "CONFIRMED"
NO_LONGER_PUBLIC = "No longer in the public programme"


def meetings_calendar(
    meetings: Iterable[Meeting], absolute: Callable[[str], str], name: str = ""
) -> bytes:
    """Full entries, for readers who may see these meetings; `absolute` makes a path a full URL."""
    return _calendar(((row, _entry(row, absolute)) for row in meetings), name)


def public_calendar(
    meetings: Iterable[Meeting], absolute: Callable[[str], str], name: str = ""
) -> bytes:
    """The same for the public; a meeting that is no longer public is a bare cancelled entry."""
    rows = ((row, _entry(row, absolute) if row.is_public else _withdrawn(row)) for row in meetings)
    return _calendar(rows, name)


def _calendar(entries: Iterable[tuple[Meeting, Event]], name: str) -> bytes:
    recent = (
        entry
        for meeting, entry in entries
        if entry["status"] == CONFIRMED or not rules.cancelled_are_forgotten(meeting.sprint)
    )
    return calendar_file(recent, name)


def _bare(meeting: Meeting, changed_at: datetime.datetime, status: str) -> Event:
    event = event_of(meeting.uid, changed_at)
    event.add("sequence", meeting.sequence)
    event.add("status", status)
    return event


def _entry(meeting: Meeting, absolute: Callable[[str], str]) -> Event:
    sprint, room, group = meeting.sprint, meeting.room, meeting.group
    changed_at = max(row.changed_at for row in (meeting, sprint, room, group) if row)
    is_off = meeting.state == Meeting.State.CANCELLED or sprint.state == Sprint.State.CANCELLED
    event = _bare(meeting, changed_at, CANCELLED if is_off else CONFIRMED)
    assert meeting.span is not None  # noqa: S101 -- calendars list meetings with times
    for name, moment in zip(("dtstart", "dtend"), meeting.span, strict=True):
        event.add(name, moment.astimezone(datetime.UTC))
    event.add("summary", clean(meeting.title))
    event.add("description", clean(f"{_plain(meeting.summary)}\n\n{sprint.name}".strip()))
    event.add("categories", [clean(group.name if group else meeting.get_kind_display())])
    event.add("url", absolute(meeting.get_absolute_url()))
    if location := _location(meeting):
        event.add("location", clean(location))
    return event


def _withdrawn(meeting: Meeting) -> Event:
    """On the sprint's first day: an entry needs a date, and the meeting's own is not public."""
    sprint = meeting.sprint
    event = _bare(meeting, max(meeting.changed_at, sprint.changed_at), CANCELLED)
    event.add("dtstart", sprint.starts_on)
    event.add("dtend", sprint.starts_on + datetime.timedelta(days=1))
    event.add("summary", NO_LONGER_PUBLIC)
    return event


def _plain(text: str) -> str:
    """CommonMark as plain text."""
    return html.unescape(nh3.clean(to_html(text), tags=set())).strip() if text else ""


def _location(meeting: Meeting) -> str:
    """The room, how to find it, and the venue unless the meeting is online."""
    room = meeting.room
    online = meeting.mode == Mode.REMOTE or (room is not None and room.kind == Room.Kind.ONLINE)
    venue = "" if online else meeting.sprint.venue_name
    parts = (room.name, room.where, venue) if room else (venue,)
    return ", ".join(filter(None, parts))
