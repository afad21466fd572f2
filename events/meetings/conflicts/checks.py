"""The checks of a meeting's time, room and people.

Whether and how a person takes part whom the reader does not find in the participants list is not
said: chairs can name anybody by email address. That they are needed elsewhere is said.
"""

import datetime
import zoneinfo
from collections.abc import Iterator

from events.meetings import rules
from events.meetings.conflicts.programme import Conflict, Entry, Programme, conflict, hours
from events.meetings.models import Equipment, Meeting, MeetingPerson, Room
from events.sprints.display import dates_in_words, day
from events.sprints.models import Mode

LONGEST = datetime.timedelta(hours=12)
ENOUGH_FOR_A_GROUP = datetime.timedelta(hours=4)
NOTICE = datetime.timedelta(hours=24)
# Nobody is asked to join online outside these hours of their own day.
EARLIEST, LATEST = datetime.time(7), datetime.time(22)
# A dinner or a walk may take place anywhere.
WITHOUT_ROOM = (Meeting.Kind.SOCIAL, Meeting.Kind.BREAK)


def bad_times(entry: Entry) -> Iterator[Conflict]:
    """Asked before all other checks, which take a time for granted."""
    if entry.starts_at is None or entry.ends_at is None:
        yield conflict("bad_times", "The meeting needs a beginning and an end.")
        return
    starts, ends = entry.span
    if ends <= starts:
        yield conflict("bad_times", "The meeting has to end after it begins.")
    if ends - starts > LONGEST:
        yield conflict("bad_times", "A meeting lasts twelve hours at most.")


def outside_sprint(entry: Entry, programme: Programme) -> Iterator[Conflict]:
    first, last = rules.sprint_bounds(programme.sprint)
    starts, ends = entry.span
    if starts < first or ends > last:
        dates = dates_in_words(programme.sprint)
        yield conflict("outside_sprint", f"The sprint takes place {dates}.")


def room_known(entry: Entry, programme: Programme) -> Iterator[Conflict]:
    """In person and hybrid meetings need a room in the venue, except dinners and the like."""
    if entry.room is not None and entry.room not in programme.rooms:
        yield conflict("room_unknown", "This room does not belong to this sprint.")
        return
    if entry.mode == Mode.REMOTE:
        return
    if entry.room is None and entry.kind not in WITHOUT_ROOM:
        yield conflict("room_missing", "The meeting needs a room.")
    room = programme.room(entry)
    if room and room.kind == Room.Kind.ONLINE:
        yield conflict("room_missing", f"{room} is online; who comes in person needs a room.")


def room_taken(entry: Entry, programme: Programme) -> Iterator[Conflict]:
    room = programme.room(entry)
    if room is None:
        return
    for other in programme.meanwhile(entry):
        if other.room == entry.room:
            taken = f"{room} is taken {hours(other, programme.zone)}"
            by = f" by “{other.title}”" if other.meeting in programme.seen else ""
            yield conflict("room_taken", f"{taken}{by}.")


def room_closed(entry: Entry, programme: Programme) -> Iterator[Conflict]:
    """A room is open from one hour to another of the same day; without hours, always."""
    room = programme.room(entry)
    if room is None or room.opens_at is None or room.closes_at is None:
        return
    today = programme.day(entry)
    starts, ends = entry.span
    opens, closes = (programme.moment(today, at) for at in (room.opens_at, room.closes_at))
    if starts < opens or ends > closes:
        open_hours = f"{room.opens_at:%H:%M}–{room.closes_at:%H:%M}"
        yield conflict("room_closed", f"{room} can be used {open_hours} only.")


def over_capacity(entry: Entry, programme: Programme) -> Iterator[Conflict]:
    room = programme.room(entry)
    if room is None or room.capacity is None or entry.mode == Mode.REMOTE:
        return
    number = max(entry.coming_in_person, entry.expected)
    if number > room.capacity:
        come = "come in person" if number == entry.coming_in_person else "are expected"
        yield conflict("over_capacity", f"{room} has chairs for {room.capacity}; {number} {come}.")


def missing_equipment(entry: Entry, programme: Programme) -> Iterator[Conflict]:
    """A hybrid meeting needs camera and microphone; whoever meets online needs nothing."""
    room = programme.room(entry)
    if room is None or room.kind == Room.Kind.ONLINE:
        return
    wanted = {*entry.needs, *([Equipment.CAMERA] if entry.mode == Mode.HYBRID else [])}
    lacking = [one.label for one in Equipment if one in wanted and one not in room.equipment]
    if lacking:
        yield conflict("missing_equipment", f"{room} has no {' and no '.join(lacking)}.")


def group_hours(entry: Entry, programme: Programme) -> Iterator[Conflict]:
    """Counts what the reader may see, by the sprint's days."""
    if entry.group is None:
        return
    theirs = [entry, *programme.of_group(entry)]
    last = entry.span[1].astimezone(programme.zone).date()
    for today in dict.fromkeys((programme.day(entry), last)):
        bounds = rules.day_bounds(programme.sprint, today)
        within = sum((_within(one, bounds) for one in theirs), datetime.timedelta())
        if within > ENOUGH_FOR_A_GROUP and _within(entry, bounds):
            yield conflict("group_hours", f"The group meets for more than 4 hours on {day(today)}.")


def _within(
    entry: Entry, bounds: tuple[datetime.datetime, datetime.datetime]
) -> datetime.timedelta:
    starts, ends = max(entry.span[0], bounds[0]), min(entry.span[1], bounds[1])
    return max(ends - starts, datetime.timedelta())


def short_notice(entry: Entry, programme: Programme) -> Iterator[Conflict]:
    """A meeting that is in this slot already needs no warning."""
    present = programme.entries.get(entry.meeting) if entry.meeting else None
    if present and (present.span, present.room) == (entry.span, entry.room):
        return
    starts, _ = entry.span
    if starts < programme.now:
        yield conflict("short_notice", "This time has passed already.")
    elif starts < programme.now + NOTICE:
        yield conflict("short_notice", "The meeting begins in less than 24 hours.")


def no_agenda(entry: Entry, programme: Programme) -> Iterator[Conflict]:
    if entry.kind == Meeting.Kind.WORKING and not entry.agenda_items:
        yield conflict("no_agenda", "The meeting has no agenda yet.")


def needed_elsewhere(entry: Entry, programme: Programme) -> Iterator[Conflict]:
    for other in programme.meanwhile(entry):
        is_seen = other.meeting in programme.seen
        for person in sorted(entry.needed & other.needed):
            is_chair = entry.people[person] == MeetingPerson.Role.CHAIR
            code = "chair_clash" if is_chair else "required_clash"
            is_told = is_seen and person in programme.known
            fate = f"needed in “{other.title}”" if is_told else "not available"
            when = hours(other, programme.zone)
            yield conflict(code, f"{programme.name(person)} is {fate} {when}.")


def group_clash(entry: Entry, programme: Programme) -> Iterator[Conflict]:
    """Of meetings that the reader may see. Where somebody is needed twice, that says it already."""
    for other in programme.of_group(entry):
        if other.overlaps(entry) and not entry.needed & other.needed:
            when = hours(other, programme.zone)
            yield conflict("group_clash", f"The group meets in “{other.title}” {when}.")


def rsvp_clash(entry: Entry, programme: Programme) -> Iterator[Conflict]:
    """Those who said yes stand in no sentence by name. Who is needed twice is another conflict."""
    for other in programme.meanwhile(entry):
        both = (entry.attending & other.attending) - (entry.needed & other.needed)
        if both:
            who = "1 person" if len(both) == 1 else f"{len(both)} people"
            is_seen = other.meeting in programme.seen
            fate = f"also be expected in “{other.title}”" if is_seen else "not be available"
            when = hours(other, programme.zone)
            yield conflict("rsvp_clash", f"{who} expected here would {fate} {when}.")


def required_presence(entry: Entry, programme: Programme) -> Iterator[Conflict]:
    """Whoever takes part in the sprint can join from afar what is not in person only."""
    for person in sorted(programme.needed(entry)):
        name, attendance = programme.name(person), programme.attendance.get(person)
        today = programme.day(entry)
        if attendance is None:
            yield conflict("required_absent", f"{name} does not take part in this sprint.")
        elif attendance.is_there(today):
            continue
        elif attendance.mode == Mode.REMOTE:
            yield from _from_afar(entry, f"{name} takes part from afar")
        elif entry.mode == Mode.IN_PERSON:
            yield conflict("required_absent", f"{name} is not there on {day(today)}.")
        else:
            sentence = f"{name} is not there on {day(today)} and can join from afar only."
            yield conflict("required_remote", sentence)


def _from_afar(entry: Entry, fact: str) -> Iterator[Conflict]:
    """Where everybody joins from afar, doing so is nothing to be warned of."""
    if entry.mode == Mode.IN_PERSON:
        yield conflict("required_absent", f"{fact}, and this meeting is in person only.")
    elif entry.mode == Mode.HYBRID:
        yield conflict("required_remote", f"{fact}.")


def late_hour(entry: Entry, programme: Programme) -> Iterator[Conflict]:
    """By the clock of each needed person who joins from afar; the sprint's if it is not known."""
    if entry.mode == Mode.IN_PERSON:
        return
    for person in sorted(programme.needed(entry) & programme.attendance.keys()):
        attendance = programme.attendance[person]
        if attendance.is_there(programme.day(entry)):
            continue
        zone = zoneinfo.ZoneInfo(attendance.time_zone)
        starts, ends = (moment.astimezone(zone) for moment in entry.span)
        is_one_day = starts.date() == ends.date()
        if not is_one_day or starts.time() < EARLIEST or ends.time() > LATEST:
            when = f"{hours(entry, zone)} ({zone.key})"
            yield conflict("late_hour", f"For {programme.name(person)} this is {when}.")


CHECKS = (
    outside_sprint,
    room_known,
    room_taken,
    room_closed,
    over_capacity,
    missing_equipment,
    needed_elsewhere,
    group_clash,
    required_presence,
    rsvp_clash,
    late_hour,
    group_hours,
    short_notice,
    no_agenda,
)
