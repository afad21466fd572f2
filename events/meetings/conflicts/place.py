"""What speaks against a time or a room."""

import datetime
from collections.abc import Iterator

from events.meetings import rules
from events.meetings.conflicts.kinds import Conflict, conflict
from events.meetings.conflicts.programme import Programme, Slot, hours
from events.meetings.models import Equipment, Meeting, Room
from events.sprints.display import dates_in_words, day
from events.sprints.models import Mode

LONGEST = datetime.timedelta(hours=12)
ENOUGH_FOR_A_GROUP = datetime.timedelta(hours=4)
NOTICE = datetime.timedelta(hours=24)
# A dinner or a walk may take place anywhere.
WITHOUT_ROOM = (Meeting.Kind.SOCIAL, Meeting.Kind.BREAK)


def bad_times(slot: Slot) -> Iterator[Conflict]:
    """Asked before all other checks, which take a time for granted."""
    if not slot.has_times:
        yield conflict("bad_times", "The meeting needs a beginning and an end.")
        return
    starts, ends = slot.span
    if ends <= starts:
        yield conflict("bad_times", "The meeting has to end after it begins.")
    if ends - starts > LONGEST:
        yield conflict("bad_times", "A meeting lasts twelve hours at most.")


def outside_sprint(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    sprint = programme.sprint
    begins, _ = rules.day_bounds(sprint, sprint.starts_on)
    _, is_over = rules.day_bounds(sprint, sprint.ends_on)
    starts, ends = slot.span
    if starts < begins or ends > is_over:
        yield conflict("outside_sprint", f"The sprint takes place {dates_in_words(sprint)}.")


def room_known(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    """In person and hybrid meetings need a room in the venue, except dinners and the like."""
    if slot.room is not None and slot.room not in programme.rooms:
        yield conflict("room_unknown", "This room does not belong to this sprint.")
        return
    if slot.mode == Mode.REMOTE:
        return
    if slot.room is None and slot.kind not in WITHOUT_ROOM:
        yield conflict("room_missing", "The meeting needs a room.")
    room = room_of(slot, programme)
    if room and room.kind == Room.Kind.ONLINE:
        yield conflict("room_missing", f"{room} is online; who comes in person needs a room.")


def room_of(slot: Slot, programme: Programme) -> Room | None:
    return None if slot.room is None else programme.rooms.get(slot.room)


def room_taken(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    room = room_of(slot, programme)
    if room is None:
        return
    for other in programme.meanwhile(slot):
        if other.room == slot.room:
            taken = f"{room} is taken {hours(other, programme.zone)}"
            by = f" by “{other.title}”" if other.meeting in programme.seen else ""
            yield conflict("room_taken", f"{taken}{by}.")


def room_closed(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    """A room is open from one hour to another of the same day; without hours, always."""
    room = room_of(slot, programme)
    if room is None or room.opens_at is None or room.closes_at is None:
        return
    today = programme.day(slot)
    starts, ends = slot.span
    opens, closes = (programme.moment(today, at) for at in (room.opens_at, room.closes_at))
    if starts < opens or ends > closes:
        open_hours = f"{room.opens_at:%H:%M}–{room.closes_at:%H:%M}"
        yield conflict("room_closed", f"{room} can be used {open_hours} only.")


def over_capacity(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    room = room_of(slot, programme)
    if room is None or room.capacity is None or slot.mode == Mode.REMOTE:
        return
    number = max(slot.coming_in_person, slot.expected)
    if number > room.capacity:
        come = "come in person" if number == slot.coming_in_person else "are expected"
        yield conflict("over_capacity", f"{room} has chairs for {room.capacity}; {number} {come}.")


def missing_equipment(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    """A hybrid meeting needs camera and microphone; whoever meets online needs nothing."""
    room = room_of(slot, programme)
    if room is None or room.kind == Room.Kind.ONLINE:
        return
    wanted = {*slot.needs, *([Equipment.CAMERA] if slot.mode == Mode.HYBRID else [])}
    lacking = [one.label for one in Equipment if one in wanted and one not in room.equipment]
    if lacking:
        yield conflict("missing_equipment", f"{room} has no {' and no '.join(lacking)}.")


def group_hours(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    """Counts what the reader may see, by the sprint's days."""
    if slot.group is None:
        return
    theirs = [slot, *programme.of_group(slot)]
    last = slot.span[1].astimezone(programme.zone).date()
    for today in dict.fromkeys((programme.day(slot), last)):
        bounds = rules.day_bounds(programme.sprint, today)
        within = sum((_within(one, bounds) for one in theirs), datetime.timedelta())
        if within > ENOUGH_FOR_A_GROUP and _within(slot, bounds):
            yield conflict("group_hours", f"The group meets for more than 4 hours on {day(today)}.")


def _within(slot: Slot, bounds: tuple[datetime.datetime, datetime.datetime]) -> datetime.timedelta:
    """How much of the slot lies between two moments."""
    starts, ends = max(slot.span[0], bounds[0]), min(slot.span[1], bounds[1])
    return max(ends - starts, datetime.timedelta())


def short_notice(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    """What stands there and then already is no news."""
    standing = programme.slots.get(slot.meeting) if slot.meeting else None
    if standing and (standing.starts_at, standing.ends_at, standing.room) == (
        slot.starts_at,
        slot.ends_at,
        slot.room,
    ):
        return
    starts, _ = slot.span
    if starts < programme.now:
        yield conflict("short_notice", "This time has passed already.")
    elif starts < programme.now + NOTICE:
        yield conflict("short_notice", "The meeting begins in less than 24 hours.")


def no_agenda(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    if slot.kind == Meeting.Kind.WORKING and not slot.agenda_items:
        yield conflict("no_agenda", "The meeting has no agenda yet.")
