"""Programmes by hand, without a database: a sprint in Prague from 3 to 7 June 2030."""

import datetime
import zoneinfo

from events.meetings.conflicts import Attendance, Entry, Programme, conflicts
from events.meetings.models import MeetingPerson, Room
from events.sprints.models import Mode, Sprint

Role = MeetingPerson.Role
PRAGUE = zoneinfo.ZoneInfo("Europe/Prague")
JUNE = Sprint(
    starts_on=datetime.date(2030, 6, 3),
    ends_on=datetime.date(2030, 6, 7),
    time_zone="Europe/Prague",
)
# The clocks go back on the last day, which has 25 hours.
OCTOBER = Sprint(
    starts_on=datetime.date(2030, 10, 26),
    ends_on=datetime.date(2030, 10, 27),
    time_zone="Europe/Prague",
)
NOW = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
PRESS = Room(pk=1, name="The Old Press", capacity=40, equipment=["camera", "projector"])
CELLAR = Room(pk=2, name="The Cellar", equipment=["camera"])
ONLINE = Room(pk=3, name="Call 1", kind=Room.Kind.ONLINE)
ANA, BO, STRANGER = 1, 2, 99


def local(text, zone=PRAGUE):
    """The moment at which clocks show this (ISO 8601), as a form gives it: in the zone."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=zone)


def meeting(starts="2030-06-03T10:00", ends="2030-06-03T11:00", **more):
    """A new meeting in The Old Press against which nothing speaks."""
    values = {"meeting": None, "title": "New", "room": 1, "mode": Mode.HYBRID, "agenda_items": 1}
    times = {"starts_at": starts and local(starts), "ends_at": ends and local(ends)}
    return Entry(**{**values, **times, **more})


def stands(starts="2030-06-03T10:00", ends="2030-06-03T11:00", **more):
    """A meeting of the programme, “C API”, in The Cellar."""
    values = {"meeting": 7, "title": "C API", "room": 2}
    slot = meeting(starts, ends, **{**values, **more})
    times = {"starts_at": slot.span[0], "ends_at": slot.span[1]}
    return Entry(**{**vars_of(slot), **times})


def vars_of(slot):
    return {name: getattr(slot, name) for name in Entry.__dataclass_fields__}


def comes(name="Ana Invented", mode=Mode.IN_PERSON, days=("2030-06-03",), zone="Europe/Prague"):
    return Attendance(name=name, mode=mode, days=days, time_zone=zone)


def programme(*slots, **more):
    """A programme of which the reader sees all, with Ana and Bo there on the first day."""
    attendance = {ANA: comes(), BO: comes("Bo Invented")} | more.pop("attendance", {})
    values = {
        "sprint": JUNE,
        "rooms": {room.pk: room for room in more.pop("rooms", (PRESS, CELLAR, ONLINE))},
        "entries": {slot.meeting: slot for slot in slots},
        "attendance": {pk: one for pk, one in attendance.items() if one},
        "names": {ANA: "Ana Invented", BO: "Bo Invented"},
        "known": frozenset({ANA, BO, STRANGER}),
        "seen": frozenset(slot.meeting for slot in slots),
        "now": NOW,
    }
    return Programme(**{**values, **more})


def told(slot, programme):
    """All that speaks against the slot: severity, code, sentence."""
    found = conflicts(slot, programme)
    return [(one.severity.value, one.code, one.sentence) for one in found]
