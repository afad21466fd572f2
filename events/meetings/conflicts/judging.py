"""All the checks, asked of one meeting, of a whole programme, and of each free entry."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from events.meetings import rules
from events.meetings.conflicts.checks import CHECKS, WITHOUT_ROOM, bad_times
from events.meetings.conflicts.programme import GRAVEST_FIRST, Conflict, Entry, Programme, Severity
from events.meetings.conflicts.reading import entry_of, load
from events.meetings.models import Meeting, Room, Slot
from events.sprints.models import Mode, Sprint
from people.models import Person

# The hours to search where a room has none of its own.
OPENS, CLOSES = datetime.time(7), datetime.time(22)


def conflicts(entry: Entry, programme: Programme) -> list[Conflict]:
    """All conflicts of the entry, the gravest first; impossible times are reported alone."""
    if wrong := list(bad_times(entry)):
        return wrong
    found = [conflict for check in CHECKS for conflict in check(entry, programme)]
    return sorted(found, key=lambda one: GRAVEST_FIRST.index(one.severity))


def against(meeting: Meeting, *, reader: Person) -> list[Conflict]:
    """The conflicts of a meeting in its present slot; none unless it is scheduled."""
    if meeting.state != Meeting.State.SCHEDULED:
        return []
    return conflicts(entry_of(meeting), load(meeting.sprint, reader=reader))


def problems(sprint: Sprint, *, reader: Person) -> list[tuple[Entry, list[Conflict]]]:
    """The scheduled meetings with conflicts, of those that the reader may see."""
    programme = load(sprint, reader=reader)
    seen = [entry for entry in programme.entries.values() if entry.meeting in programme.seen]
    judged = [(entry, conflicts(entry, programme)) for entry in seen]
    return [(entry, found) for entry, found in judged if found]


@dataclass(frozen=True)
class FreeSlot:
    """A slot, in UTC, without conflicts other than these warnings. A person chooses among them."""

    slot: Slot
    warnings: list[Conflict]


def free_slots(
    entry: Entry, programme: Programme, *, minutes: int, step: int = 30
) -> list[FreeSlot]:
    """Where the meeting would fit: fewest warnings first, then earliest, then by room.

    Tries a beginning every `step` minutes in each room's hours.
    """
    length = datetime.timedelta(minutes=minutes)
    free = []
    for room in _rooms(entry, programme):
        for starts_at in _beginnings(room, programme, length, datetime.timedelta(minutes=step)):
            slot = Slot(starts_at, starts_at + length, room)
            found = conflicts(entry.at(slot), programme)
            if all(one.severity == Severity.WARNING for one in found):
                free.append(FreeSlot(slot, found))
    # Sorting keeps the order of the rooms.
    return sorted(free, key=lambda one: (len(one.warnings), one.slot.starts_at))


def _rooms(entry: Entry, programme: Programme) -> list[Room | None]:
    """Rooms of the right kind; None if there is no such room and the meeting needs none."""
    kind = Room.Kind.ONLINE if entry.mode == Mode.REMOTE else Room.Kind.PHYSICAL
    rooms: list[Room | None] = [room for room in programme.rooms.values() if room.kind == kind]
    if not rooms and (entry.mode == Mode.REMOTE or entry.kind in WITHOUT_ROOM):
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
