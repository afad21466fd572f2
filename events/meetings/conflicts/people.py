"""What speaks against a slot for the people of a meeting.

Whether and how somebody takes part whom the reader does not find in the list of participants is
not said: chairs name whom they like by address. That they are needed elsewhere then is.
"""

import datetime
import zoneinfo
from collections.abc import Iterator

from events.meetings.conflicts.kinds import Conflict, conflict
from events.meetings.conflicts.programme import Programme, Slot, hours
from events.meetings.models import MeetingPerson
from events.sprints.display import day
from events.sprints.models import Mode

# Nobody is asked to join from afar outside these hours of their own day.
EARLIEST, LATEST = datetime.time(7), datetime.time(22)


def needed_elsewhere(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    for other in programme.meanwhile(slot):
        is_seen = other.meeting in programme.seen
        for person in sorted(slot.needed & other.needed):
            is_chair = slot.people[person] == MeetingPerson.Role.CHAIR
            code = "chair_clash" if is_chair else "required_clash"
            is_told = is_seen and person in programme.known
            fate = f"needed in “{other.title}”" if is_told else "not available"
            when = hours(other, programme.zone)
            yield conflict(code, f"{programme.name(person)} is {fate} {when}.")


def group_clash(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    """Of meetings that the reader may see. Where somebody is needed twice, that says it already."""
    for other in programme.of_group(slot):
        if other.overlaps(slot) and not slot.needed & other.needed:
            when = hours(other, programme.zone)
            yield conflict("group_clash", f"The group meets in “{other.title}” {when}.")


def rsvp_clash(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    """Those who said yes stand in no sentence by name. Who is needed twice is another conflict."""
    for other in programme.meanwhile(slot):
        both = (slot.attending & other.attending) - (slot.needed & other.needed)
        if both:
            who = "1 person" if len(both) == 1 else f"{len(both)} people"
            is_seen = other.meeting in programme.seen
            fate = f"also be expected in “{other.title}”" if is_seen else "not be available"
            when = hours(other, programme.zone)
            yield conflict("rsvp_clash", f"{who} expected here would {fate} {when}.")


def required_presence(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    """Whoever takes part in the sprint can join from afar what is not in person only."""
    for person in sorted(programme.needed(slot)):
        name, attendance = programme.name(person), programme.attendance.get(person)
        today = programme.day(slot)
        if attendance is None:
            yield conflict("required_absent", f"{name} does not take part in this sprint.")
        elif attendance.is_there(today):
            continue
        elif attendance.mode == Mode.REMOTE:
            yield from _from_afar(slot, f"{name} takes part from afar")
        elif slot.mode == Mode.IN_PERSON:
            yield conflict("required_absent", f"{name} is not there on {day(today)}.")
        else:
            sentence = f"{name} is not there on {day(today)} and can join from afar only."
            yield conflict("required_remote", sentence)


def _from_afar(slot: Slot, fact: str) -> Iterator[Conflict]:
    """Where everybody joins from afar, doing so is nothing to be warned of."""
    if slot.mode == Mode.IN_PERSON:
        yield conflict("required_absent", f"{fact}, and this meeting is in person only.")
    elif slot.mode == Mode.HYBRID:
        yield conflict("required_remote", f"{fact}.")


def late_hour(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    """By the clock of each needed person who joins from afar; the sprint's if it is not known."""
    if slot.mode == Mode.IN_PERSON:
        return
    for person in sorted(programme.needed(slot) & programme.attendance.keys()):
        attendance = programme.attendance[person]
        if attendance.is_there(programme.day(slot)):
            continue
        zone = zoneinfo.ZoneInfo(attendance.time_zone)
        starts, ends = (moment.astimezone(zone) for moment in slot.span)
        is_one_day = starts.date() == ends.date()
        if not is_one_day or starts.time() < EARLIEST or ends.time() > LATEST:
            when = f"{hours(slot, zone)} ({zone.key})"
            yield conflict("late_hour", f"For {programme.name(person)} this is {when}.")
