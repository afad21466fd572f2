"""A sprint as a calendar event (RFC 5545): all day, both ends included."""

import datetime

from icalendar import Calendar, Event

from events.sprints.models import Mode, Sprint

# "Save the date. Do not book yet." is what calendars call tentative (RFC 5545, 3.8.1.11).
STATUS = {
    Sprint.State.DRAFT: "TENTATIVE",
    Sprint.State.ANNOUNCED: "TENTATIVE",
    Sprint.State.CANCELLED: "CANCELLED",
}
PRODID = "-//Sprintbook//EN"


def sprint_calendar(sprint: Sprint, url: str) -> bytes:
    """The same bytes for the same row: every value comes from the database."""
    event = Event()
    event.add("uid", str(sprint.uid))
    event.add("dtstamp", sprint.changed_at)
    event.add("last-modified", sprint.changed_at)
    event.add("dtstart", sprint.starts_on)
    event.add("dtend", sprint.ends_on + datetime.timedelta(days=1))  # exclusive, 3.6.1
    event.add("summary", sprint.name)
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    event.add("status", STATUS.get(Sprint.State(sprint.state), "CONFIRMED"))
    place = ", ".join(filter(None, (sprint.venue_name, sprint.city, sprint.country_name)))
    if place and sprint.mode != Mode.REMOTE:
        event.add("location", place)
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()
