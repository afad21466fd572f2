"""Slots in which a meeting could take place; a person chooses, nothing is scheduled by itself."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from events.meetings import rules
from events.meetings.conflicts.judging import conflicts
from events.meetings.conflicts.kinds import Conflict, Severity
from events.meetings.conflicts.place import WITHOUT_ROOM
from events.meetings.conflicts.programme import Programme, Slot
from events.meetings.models import Room
from events.sprints.models import Mode

# The hours to look at where a room has none of its own.
OPENS, CLOSES = datetime.time(7), datetime.time(22)


@dataclass(frozen=True)
class FreeSlot:
    """A room, or none, and a time in UTC against which at most warnings speak."""

    room: int | None
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    warnings: list[Conflict]


def free_slots(
    slot: Slot, programme: Programme, *, minutes: int, step: int = 30, most: int = 20
) -> list[FreeSlot]:
    """Where the slot's meeting would fit: fewest warnings first, then earliest, then by room.

    Looked at are beginnings every `step` minutes in each room's hours. A conflict of whatever
    time, such as somebody needed who does not take part, leaves none.
    """
    length = datetime.timedelta(minutes=minutes)
    free = []
    for room in _rooms(slot, programme):
        for starts_at in _beginnings(room, programme, length, datetime.timedelta(minutes=step)):
            where, ends_at = room.pk if room else None, starts_at + length
            place = replace(slot, room=where, starts_at=starts_at, ends_at=ends_at)
            found = conflicts(place, programme)
            if all(one.severity == Severity.WARNING for one in found):
                free.append(FreeSlot(where, starts_at, ends_at, found))
    # Sorting keeps the order of the rooms.
    return sorted(free, key=lambda one: (len(one.warnings), one.starts_at))[:most]


def _rooms(slot: Slot, programme: Programme) -> list[Room | None]:
    """Rooms of the right kind; no room where there is none and none is needed."""
    kind = Room.Kind.ONLINE if slot.mode == Mode.REMOTE else Room.Kind.PHYSICAL
    rooms: list[Room | None] = [room for room in programme.rooms.values() if room.kind == kind]
    if not rooms and (slot.mode == Mode.REMOTE or slot.kind in WITHOUT_ROOM):
        return [None]
    return rooms


def _beginnings(
    room: Room | None, programme: Programme, length: datetime.timedelta, step: datetime.timedelta
) -> Iterator[datetime.datetime]:
    opens, closes = (room and room.opens_at) or OPENS, (room and room.closes_at) or CLOSES
    for day in rules.days_of(programme.sprint):
        starts_at, until = programme.moment(day, opens), programme.moment(day, closes)
        while starts_at + length <= until:
            if starts_at >= programme.now:
                yield starts_at
            starts_at += step
