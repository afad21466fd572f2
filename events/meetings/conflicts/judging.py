"""All the checks, asked of one slot or of a whole programme."""

from events.meetings.conflicts import people, place
from events.meetings.conflicts.kinds import GRAVEST_FIRST, Conflict
from events.meetings.conflicts.programme import Programme, Slot
from events.meetings.conflicts.reading import load, slot_of
from events.meetings.models import Meeting
from events.sprints.models import Sprint
from people.models import Person

CHECKS = (
    place.outside_sprint,
    place.room_known,
    place.room_taken,
    place.room_closed,
    place.over_capacity,
    place.missing_equipment,
    people.needed_elsewhere,
    people.group_clash,
    people.required_presence,
    people.rsvp_clash,
    people.late_hour,
    place.group_hours,
    place.short_notice,
    place.no_agenda,
)


def conflicts(slot: Slot, programme: Programme) -> list[Conflict]:
    """All that speaks against the slot, the gravest first; its own meeting does not count.

    Where the times are no times, nothing else can be said.
    """
    if wrong := list(place.bad_times(slot)):
        return wrong
    found = [conflict for check in CHECKS for conflict in check(slot, programme)]
    return sorted(found, key=lambda one: GRAVEST_FIRST.index(one.severity))


def against(meeting: Meeting, *, reader: Person) -> list[Conflict]:
    """What speaks against a meeting where it stands; nothing if it has no place, or had one."""
    if meeting.state != Meeting.State.SCHEDULED:
        return []
    return conflicts(slot_of(meeting), load(meeting.sprint, reader=reader))


def problems(sprint: Sprint, *, reader: Person) -> list[tuple[Slot, list[Conflict]]]:
    """The scheduled meetings against which something speaks, of those that the reader may see."""
    programme = load(sprint, reader=reader)
    seen = [slot for slot in programme.slots.values() if slot.meeting in programme.seen]
    judged = [(slot, conflicts(slot, programme)) for slot in seen]
    return [(slot, found) for slot, found in judged if found]
