"""Calendar files (RFC 5545), and a sprint as an event: all day, both ends included."""

import datetime
import uuid
from collections.abc import Iterable

from icalendar import Calendar, Event, vDuration

from events.sprints.models import Mode, Sprint
from people.names import INVISIBLE

# "Save the date. Do not book yet." is what calendars call tentative (RFC 5545, 3.8.1.11).
STATUS = {
    Sprint.State.DRAFT: "TENTATIVE",
    Sprint.State.ANNOUNCED: "TENTATIVE",
    Sprint.State.CANCELLED: "CANCELLED",
}
PRODID = "-//Sprintbook//EN"
ASK_AGAIN_AFTER = datetime.timedelta(hours=1)


def clean(text: str) -> str:
    """The text without what no calendar may hold (controls, 3.3.11); its lines stay lines."""
    lines = text.replace("\t", " ").splitlines()
    return "\n".join(INVISIBLE.sub("", line) for line in lines)


def event_of(uid: uuid.UUID, changed_at: datetime.datetime) -> Event:
    """An event with its name for all time; `changed_at` is when what it says last changed."""
    event = Event()
    event.add("uid", str(uid))
    for stamp in ("dtstamp", "last-modified"):
        event.add(stamp, changed_at.astimezone(datetime.UTC))
    return event


def calendar_file(events: Iterable[Event], name: str = "") -> bytes:
    """A whole file. With a name it is a calendar to subscribe to; without, events to take over."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    if name:
        calendar.add("name", clean(name))  # RFC 7986, 5.1; before it, programs made up their own
        calendar.add("x-wr-calname", clean(name))
        # A duration is not what it is by default (5.7), and the library leaves that out.
        calendar.add("refresh-interval", ASK_AGAIN_AFTER, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", vDuration(ASK_AGAIN_AFTER))
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def sprint_calendar(sprint: Sprint, url: str) -> bytes:
    """The same bytes for the same row: every value comes from the database."""
    event = event_of(sprint.uid, sprint.changed_at)
    event.add("dtstart", sprint.starts_on)
    event.add("dtend", sprint.ends_on + datetime.timedelta(days=1))  # exclusive, 3.6.1
    event.add("summary", clean(sprint.name))
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    event.add("status", STATUS.get(Sprint.State(sprint.state), "CONFIRMED"))
    place = ", ".join(filter(None, (sprint.venue_name, sprint.city, sprint.country_name)))
    if place and sprint.mode != Mode.REMOTE:
        event.add("location", clean(place))
    return calendar_file([event])
