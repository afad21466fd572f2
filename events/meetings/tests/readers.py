"""What three programs that share no code read out of a calendar file."""

import icalendar
import vobject
from ical.calendar_stream import IcsCalendarStream


def by_icalendar(content):
    return [
        {
            "uid": str(event["uid"]),
            "title": str(event["summary"]),
            "starts": event["dtstart"].dt,
            "ends": event["dtend"].dt,
            "status": str(event["status"]),
            "sequence": event["sequence"],
            "changed": event["last-modified"].dt,
            "stamp": event["dtstamp"].dt,
            "text": str(event.get("description", "")),
            "place": str(event.get("location", "")),
            "about": ",".join(event["categories"].cats) if "categories" in event else "",
            "url": str(event.get("url", "")),
        }
        for event in icalendar.Calendar.from_ical(content).events
    ]


def by_ical(content):
    return [
        {
            "uid": event.uid,
            "title": event.summary,
            "starts": event.dtstart,
            "ends": event.dtend,
            "status": event.status.value,
            "sequence": event.sequence,
            "changed": event.last_modified,
            "stamp": event.dtstamp,
            "text": event.description or "",
            "place": event.location or "",
            # It splits at escaped commas, too.
            "about": ",".join(event.categories).replace("\\,", ","),
            "url": str(event.url or ""),
        }
        for event in IcsCalendarStream.calendar_from_ics(content.decode()).events
    ]


def by_vobject(content):
    calendar = vobject.readOne(content.decode())

    def value(event, name, default=""):
        return event.getChildValue(name, default)

    return [
        {
            "uid": value(event, "uid"),
            "title": value(event, "summary"),
            "starts": value(event, "dtstart"),
            "ends": value(event, "dtend"),
            "status": value(event, "status"),
            "sequence": int(value(event, "sequence")),
            "changed": value(event, "last_modified"),
            "stamp": value(event, "dtstamp"),
            "text": value(event, "description"),
            "place": value(event, "location"),
            "about": ",".join(value(event, "categories", [])),
            "url": value(event, "url"),
        }
        for event in calendar.contents.get("vevent", [])
    ]


READERS = [by_icalendar, by_ical, by_vobject]


def read(content):
    """The entries as all three read them; they have to agree."""
    first, *others = [reader(content) for reader in READERS]
    for other in others:
        assert other == first
    return first
