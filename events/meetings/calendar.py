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
from events.sprints.models import Mode
from events.text import to_html

CANCELLED, CONFIRMED = "CANCELLED", "CONFIRMED"
NO_LONGER_PUBLIC = "No longer in the public programme"


def meetings_calendar(
    meetings: Iterable[Meeting], absolute: Callable[[str], str], name: str = ""
) -> bytes:
    """Whole entries, for whoever may see these meetings; `absolute` makes a path an address."""
    return calendar_file(_shown((row, _entry(row, absolute)) for row in meetings), name)


def public_calendar(
    meetings: Iterable[Meeting], absolute: Callable[[str], str], name: str = ""
) -> bytes:
    """The same for strangers; of what was withdrawn from them they learn that alone."""
    rows = ((row, _entry(row, absolute) if row.is_public else _withdrawn(row)) for row in meetings)
    return calendar_file(_shown(rows), name)


def _shown(entries: Iterable[tuple[Meeting, Event]]) -> Iterable[Event]:
    for meeting, entry in entries:
        if entry["status"] == CONFIRMED or not rules.cancelled_are_forgotten(meeting.sprint):
            yield entry


def _bare(meeting: Meeting, changed_at: datetime.datetime, status: str) -> Event:
    event = event_of(meeting.uid, changed_at)
    event.add("sequence", meeting.sequence)
    event.add("status", status)
    return event


def _entry(meeting: Meeting, absolute: Callable[[str], str]) -> Event:
    sprint, room, group = meeting.sprint, meeting.room, meeting.group
    changed_at = max(row.changed_at for row in (meeting, sprint, room, group) if row)
    event = _bare(meeting, changed_at, CANCELLED if rules.is_off(meeting) else CONFIRMED)
    for name, moment in (("dtstart", meeting.starts_at), ("dtend", meeting.ends_at)):
        assert moment is not None  # noqa: S101 -- without a time there is no entry
        event.add(name, moment.astimezone(datetime.UTC))
    event.add("summary", clean(meeting.title))
    event.add("description", clean(f"{_plain(meeting.summary)}\n\n{sprint.name}".strip()))
    event.add("categories", [clean(group.name if group else meeting.get_kind_display())])
    event.add("url", absolute(meeting.get_absolute_url()))
    place = _location(meeting)
    if place:
        event.add("location", clean(place))
    return event


def _withdrawn(meeting: Meeting) -> Event:
    """On the sprint's first day: an entry needs a date, and its own may have changed since."""
    sprint = meeting.sprint
    event = _bare(meeting, max(meeting.changed_at, sprint.changed_at), CANCELLED)
    event.add("dtstart", sprint.starts_on)
    event.add("dtend", sprint.starts_on + datetime.timedelta(days=1))
    event.add("summary", NO_LONGER_PUBLIC)
    return event


def _plain(text: str) -> str:
    """What is left of CommonMark when nothing of it is marked."""
    return html.unescape(nh3.clean(to_html(text), tags=set())).strip() if text else ""


def _location(meeting: Meeting) -> str:
    """Room, how to find it, and the venue unless it is not there that one meets."""
    room = meeting.room
    online = meeting.mode == Mode.REMOTE or (room is not None and room.kind == Room.Kind.ONLINE)
    venue = "" if online else meeting.sprint.venue_name
    parts = (room.name, room.where, venue) if room else (venue,)
    return ", ".join(filter(None, parts))
