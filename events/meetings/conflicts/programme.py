"""A sprint's programme as data, for questions that ask the database nothing more."""

import datetime
import zoneinfo
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from events.meetings.models import Meeting, MeetingPerson, Room
from events.sprints import rules as sprint_rules
from events.sprints.models import Mode, Sprint


@dataclass(frozen=True)
class Slot:
    """A meeting as it stands, or would stand, in the programme.

    `people`: role by person. `coming`: the people who said yes, of whom `coming_in_person` need
    a chair; `expected`: how many whoever asked for it expects.
    """

    meeting: int | None
    title: str
    starts_at: datetime.datetime | None
    ends_at: datetime.datetime | None
    room: int | None
    mode: str
    group: int | None = None
    kind: str = Meeting.Kind.WORKING
    people: Mapping[int, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    coming_in_person: int = 0
    expected: int = 0
    agenda_items: int = 0
    coming: frozenset[int] = frozenset()

    @cached_property
    def needed(self) -> frozenset[int]:
        """The people without whom it cannot take place."""
        return frozenset(pk for pk, role in self.people.items() if role in MeetingPerson.NEEDED)

    @cached_property
    def attending(self) -> frozenset[int]:
        """Whoever is needed, and whoever said yes."""
        return self.needed | self.coming

    @property
    def has_times(self) -> bool:
        return self.starts_at is not None and self.ends_at is not None

    @cached_property
    def span(self) -> tuple[datetime.datetime, datetime.datetime]:
        """Beginning and end in UTC: two times of one zone compare by the clock on the wall."""
        if self.starts_at is None or self.ends_at is None:
            raise ValueError(f"“{self.title}” has no times.")
        return self.starts_at.astimezone(datetime.UTC), self.ends_at.astimezone(datetime.UTC)

    def overlaps(self, other: "Slot") -> bool:
        """Half open: a meeting may begin when another ends."""
        if not (self.has_times and other.has_times):
            return False
        (starts, ends), (other_starts, other_ends) = self.span, other.span
        return starts < other_ends and other_starts < ends


@dataclass(frozen=True)
class Attendance:
    """How somebody takes part in the sprint; `days` ISO dates in person."""

    name: str
    mode: str
    days: tuple[str, ...]
    time_zone: str

    def is_there(self, day: datetime.date) -> bool:
        """Whether they come on this day; of those entered by hand the days may be unknown."""
        return self.mode == Mode.IN_PERSON and (not self.days or day.isoformat() in self.days)


@dataclass(frozen=True)
class Programme:
    """All that decides about conflicts, read once at `now`.

    `slots`: the scheduled meetings. `seen`: the meetings that the reader may see. `known`: the
    people of meetings of whom the reader may know whether and how they take part.
    """

    sprint: Sprint
    rooms: Mapping[int, Room]
    slots: Mapping[int, Slot]
    attendance: Mapping[int, Attendance]
    names: Mapping[int, str]
    known: frozenset[int]
    seen: frozenset[int]
    now: datetime.datetime

    def without(self, *meetings: int | None) -> "Programme":
        kept = {pk: slot for pk, slot in self.slots.items() if pk not in meetings}
        return replace(self, slots=kept)

    @cached_property
    def zone(self) -> zoneinfo.ZoneInfo:
        return sprint_rules.zone(self.sprint)

    def moment(self, day: datetime.date, time: datetime.time) -> datetime.datetime:
        """The moment in UTC at which it is this time on this day where the sprint is."""
        return datetime.datetime.combine(day, time, self.zone).astimezone(datetime.UTC)

    def day(self, slot: Slot) -> datetime.date:
        """The day on which it begins where the sprint is."""
        return slot.span[0].astimezone(self.zone).date()

    def needed(self, slot: Slot) -> frozenset[int]:
        """Who is needed, as far as the reader may know more of them than that."""
        return slot.needed & self.known

    def name(self, person: int) -> str:
        return self.names.get(person, "Somebody named here")

    def meanwhile(self, slot: Slot) -> list[Slot]:
        """The other meetings that take place at the same time, in their order."""
        timed, beginnings, longest = self._timeline
        starts, ends = slot.span
        first, last = bisect_left(beginnings, starts - longest), bisect_left(beginnings, ends)
        return [
            other
            for other in timed[first:last]
            if other.meeting != slot.meeting and other.overlaps(slot)
        ]

    @cached_property
    def _timeline(self) -> tuple[list[Slot], list[datetime.datetime], datetime.timedelta]:
        timed = sorted(
            (slot for slot in self.slots.values() if slot.has_times), key=lambda slot: slot.span
        )
        lengths = (slot.span[1] - slot.span[0] for slot in timed)
        longest = max(lengths, default=datetime.timedelta())
        return timed, [slot.span[0] for slot in timed], longest

    def of_group(self, slot: Slot) -> list[Slot]:
        """The other meetings of its group, those that the reader may see."""
        others = self._by_group.get(slot.group, [])
        return [other for other in others if other.meeting != slot.meeting]

    @cached_property
    def _by_group(self) -> Mapping[int | None, list[Slot]]:
        groups: dict[int | None, list[Slot]] = defaultdict(list)
        for slot in self._timeline[0]:
            if slot.group is not None and slot.meeting in self.seen:
                groups[slot.group].append(slot)
        return groups


def hours(slot: Slot, zone: zoneinfo.ZoneInfo) -> str:
    """ "10:00–11:00"; with the zone's two names where the clocks change meanwhile."""
    starts, ends = (moment.astimezone(zone) for moment in slot.span)
    form = "%H:%M" if starts.utcoffset() == ends.utcoffset() else "%H:%M %Z"
    return f"{starts:{form}}–{ends:{form}}"
