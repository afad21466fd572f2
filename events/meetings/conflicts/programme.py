"""A sprint's programme as data, and what can speak against a meeting in it."""

import datetime
import zoneinfo
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from events.meetings.models import Meeting, MeetingPerson, Room, Slot
from events.sprints import rules as sprint_rules
from events.sprints.models import Mode, Sprint


class Severity(StrEnum):
    """ERROR binds everybody; the team may override OVERRIDABLE with a reason."""

    ERROR = "error"
    OVERRIDABLE = "overridable"
    WARNING = "warning"


@dataclass(frozen=True)
class Conflict:
    """`about`: what to change to solve it: time, room, people or agenda."""

    severity: Severity
    code: str
    sentence: str
    about: str


KINDS = {
    "bad_times": (Severity.ERROR, "time"),
    "outside_sprint": (Severity.ERROR, "time"),
    "room_unknown": (Severity.ERROR, "room"),
    "room_taken": (Severity.ERROR, "room"),
    "room_closed": (Severity.ERROR, "room"),
    # Overridable: the programme note can name the room later.
    "room_missing": (Severity.OVERRIDABLE, "room"),
    "over_capacity": (Severity.OVERRIDABLE, "room"),
    "missing_equipment": (Severity.OVERRIDABLE, "room"),
    "chair_clash": (Severity.OVERRIDABLE, "people"),
    "required_clash": (Severity.OVERRIDABLE, "people"),
    "group_clash": (Severity.OVERRIDABLE, "people"),
    "required_absent": (Severity.OVERRIDABLE, "people"),
    "required_remote": (Severity.WARNING, "people"),
    "rsvp_clash": (Severity.WARNING, "people"),
    "late_hour": (Severity.WARNING, "time"),
    "group_hours": (Severity.WARNING, "time"),
    "short_notice": (Severity.WARNING, "time"),
    "no_agenda": (Severity.WARNING, "agenda"),
}
GRAVEST_FIRST = list(Severity)


def conflict(code: str, sentence: str) -> Conflict:
    severity, about = KINDS[code]
    return Conflict(severity, code, sentence, about)


@dataclass(frozen=True)
class Entry:
    """A meeting as it is, or would be, in the programme.

    `people`: role by person. `coming`: the people who said yes, of whom `coming_in_person` need
    a seat; `expected`: the number given with the request.
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

    def at(self, slot: Slot) -> "Entry":
        return replace(self, starts_at=slot.starts_at, ends_at=slot.ends_at, room=slot.room_id)

    @cached_property
    def needed(self) -> frozenset[int]:
        return frozenset(pk for pk, role in self.people.items() if role in MeetingPerson.NEEDED)

    @cached_property
    def attending(self) -> frozenset[int]:
        return self.needed | self.coming

    @cached_property
    def span(self) -> tuple[datetime.datetime, datetime.datetime]:
        """Beginning and end in UTC: two times of one zone compare by the clock on the wall."""
        if self.starts_at is None or self.ends_at is None:
            raise ValueError(f"“{self.title}” has no times.")
        return self.starts_at.astimezone(datetime.UTC), self.ends_at.astimezone(datetime.UTC)

    def overlaps(self, other: "Entry") -> bool:
        """Half open: a meeting may begin when another ends."""
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
    """Everything that conflicts depend on, read once at `now`.

    `entries`: the scheduled meetings, which all have times. `seen`: the meetings that the reader
    may see. `known`: the people whose attendance the reader may know.
    """

    sprint: Sprint
    rooms: Mapping[int, Room]
    entries: Mapping[int, Entry]
    attendance: Mapping[int, Attendance]
    names: Mapping[int, str]
    known: frozenset[int]
    seen: frozenset[int]
    now: datetime.datetime

    def room(self, entry: Entry) -> Room | None:
        return None if entry.room is None else self.rooms.get(entry.room)

    def without(self, *meetings: int | None) -> "Programme":
        others = {pk: entry for pk, entry in self.entries.items() if pk not in meetings}
        return replace(self, entries=others)

    @cached_property
    def zone(self) -> zoneinfo.ZoneInfo:
        return sprint_rules.zone(self.sprint)

    def moment(self, day: datetime.date, time: datetime.time) -> datetime.datetime:
        """The moment in UTC at which it is this time on this day where the sprint is."""
        return datetime.datetime.combine(day, time, self.zone).astimezone(datetime.UTC)

    def day(self, entry: Entry) -> datetime.date:
        """The day on which it begins where the sprint is."""
        return entry.span[0].astimezone(self.zone).date()

    def needed(self, entry: Entry) -> frozenset[int]:
        return entry.needed & self.known

    def name(self, person: int) -> str:
        return self.names.get(person, "Somebody named here")

    def meanwhile(self, entry: Entry) -> list[Entry]:
        """The other meetings that take place at the same time, in their order."""
        timed, beginnings, longest = self._timeline
        starts, ends = entry.span
        first, last = bisect_left(beginnings, starts - longest), bisect_left(beginnings, ends)
        return [
            other
            for other in timed[first:last]
            if other.meeting != entry.meeting and other.overlaps(entry)
        ]

    @cached_property
    def _timeline(self) -> tuple[list[Entry], list[datetime.datetime], datetime.timedelta]:
        timed = sorted(self.entries.values(), key=lambda entry: entry.span)
        lengths = (entry.span[1] - entry.span[0] for entry in timed)
        longest = max(lengths, default=datetime.timedelta())
        return timed, [entry.span[0] for entry in timed], longest

    def of_group(self, entry: Entry) -> list[Entry]:
        """The other meetings of its group, those that the reader may see."""
        others = self._by_group.get(entry.group, [])
        return [other for other in others if other.meeting != entry.meeting]

    @cached_property
    def _by_group(self) -> Mapping[int | None, list[Entry]]:
        groups: dict[int | None, list[Entry]] = defaultdict(list)
        for entry in self._timeline[0]:
            if entry.group is not None and entry.meeting in self.seen:
                groups[entry.group].append(entry)
        return groups


def hours(entry: Entry, zone: zoneinfo.ZoneInfo) -> str:
    """ "10:00–11:00"; with the zone's two names where the clocks change meanwhile."""
    starts, ends = (moment.astimezone(zone) for moment in entry.span)
    form = "%H:%M" if starts.utcoffset() == ends.utcoffset() else "%H:%M %Z"
    return f"{starts:{form}}–{ends:{form}}"
