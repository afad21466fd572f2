"""What speaks against a meeting as it would be: one pure function over one load of the programme."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from django.db.models import Count, Q

from events.meetings import rules
from events.meetings.models import Meeting, MeetingPerson, Room
from events.sprints.models import Sprint
from people.models import Person


class Severity(StrEnum):
    """How much a conflict matters: ERROR to everybody, OVERRIDABLE unless the team says why."""

    ERROR = "error"
    OVERRIDABLE = "overridable"
    WARNING = "warning"


@dataclass(frozen=True)
class Conflict:
    severity: Severity
    code: str
    sentence: str
    about: str = ""


@dataclass(frozen=True)
class Slot:
    """A meeting as it stands, or would stand, in the programme. `people`: role by person."""

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
    agenda_items: int = 0

    @property
    def needed(self) -> set[int]:
        """The people without whom it cannot take place."""
        return {person for person, role in self.people.items() if role in MeetingPerson.NEEDED}

    def overlaps(self, other: "Slot") -> bool:
        """Half open: a meeting may begin when another ends."""
        if None in (self.starts_at, self.ends_at, other.starts_at, other.ends_at):
            return False
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at  # type: ignore[operator]


@dataclass(frozen=True)
class Attendance:
    """How somebody takes part in the sprint; `days` ISO dates in person."""

    name: str
    mode: str
    days: tuple[str, ...]
    time_zone: str


@dataclass(frozen=True)
class Programme:
    """All that decides about conflicts, read once. `seen`: the meetings that the reader may see."""

    sprint: Sprint
    rooms: Mapping[int, Room]
    slots: Mapping[int, Slot]
    attendance: Mapping[int, Attendance]
    names: Mapping[int, str]
    seen: frozenset[int]

    def without(self, *meetings: int | None) -> "Programme":
        kept = {pk: slot for pk, slot in self.slots.items() if pk not in meetings}
        return replace(self, slots=kept)


def load(sprint: Sprint, *, reader: Person) -> Programme:
    """The programme of one sprint with whoever is named in it."""
    raise NotImplementedError


def slot_of(meeting: Meeting) -> Slot:
    """A meeting that is not in the loaded programme yet, as it stands in the database."""
    counted = Count("answers", filter=Q(answers__answer="in_person"), distinct=True)
    row = Meeting.objects.annotate(coming=counted, items=Count("agenda", distinct=True)).get(
        pk=meeting.pk
    )
    return Slot(
        meeting=row.pk,
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        room=row.room_id,
        mode=row.mode,
        group=row.group_id,
        kind=row.kind,
        people=dict(row.named.values_list("person", "role")),
        needs=tuple(row.needs),
        coming_in_person=row.coming,
        agenda_items=row.items,
    )


def conflicts(slot: Slot, programme: Programme) -> list[Conflict]:
    """All that speaks against the slot, the gravest first; its own meeting does not count."""
    others = programme.without(slot.meeting)
    found = [conflict for check in CHECKS for conflict in check(slot, others)]
    return sorted(found, key=lambda one: list(Severity).index(one.severity))


def room_taken(slot: Slot, programme: Programme) -> Iterator[Conflict]:
    raise NotImplementedError


CHECKS = (room_taken,)
assert rules  # noqa: S101
