"""Programmes and entries from the database: six queries for a sprint, whatever its size."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from events.meetings import rules
from events.meetings.conflicts.programme import Attendance, Entry, Programme
from events.meetings.models import Meeting, MeetingPerson, Rsvp
from events.meetings.models.around import RsvpQuerySet
from events.meetings.models.meeting import PROGRAMME_ROLES
from events.registration.models import Registration
from events.sprints.models import Mode, Sprint
from people.models import Person


def load(sprint: Sprint, *, reader: Person) -> Programme:
    """The programme of one sprint with whoever is named in any of its meetings or takes part."""
    kept = Q(meeting__sprint__in=Sprint.objects.kept_by(reader, *PROGRAMME_ROLES).values("pk"))
    is_known = kept | rules.name_visible_to(reader, sprint.pk)
    rows = MeetingPerson.objects.filter(meeting__sprint=sprint).annotate(is_known=is_known)
    named = _named(rows, "is_known")
    attendance = _attendance(sprint)
    scheduled = sprint.meetings.filter(state=Meeting.State.SCHEDULED)
    visible = Meeting.objects.visible_to(reader).filter(sprint=sprint)
    return Programme(
        sprint=sprint,
        rooms={room.pk: room for room in sprint.rooms.order_by("position", "pk")},
        entries=_slots(scheduled, named, Rsvp.objects.filter(meeting__in=scheduled)),
        attendance=attendance,
        names={row["person"]: row["person__name"] for row in named}
        | {person: one.name for person, one in attendance.items()},
        known=frozenset(row["person"] for row in named if row["is_known"]),
        seen=frozenset(visible.values_list("pk", flat=True)),
        now=timezone.now(),
    )


def entry_of(meeting: Meeting) -> Entry:
    """A meeting that is not in the loaded programme yet, as it stands in the database."""
    rows = Meeting.objects.filter(pk=meeting.pk)
    named = _named(MeetingPerson.objects.filter(meeting=meeting))
    return _slots(rows, named, Rsvp.objects.filter(meeting=meeting))[meeting.pk]


def _named(rows: QuerySet[MeetingPerson], *more: str) -> list[Any]:
    return list(rows.order_by("pk").values("meeting", "person", "role", "person__name", *more))


def _attendance(sprint: Sprint) -> dict[int, Attendance]:
    """Whoever waits for a place is not there, and takes part from afar."""
    rows = sprint.registrations.participating().values_list(
        "person", "person__name", "state", "mode", "days", "person__time_zone"
    )
    return {
        person: Attendance(
            name=name,
            mode=mode if state == Registration.State.CONFIRMED else Mode.REMOTE,
            days=tuple(days),
            time_zone=time_zone or sprint.time_zone,
        )
        for person, name, state, mode, days, time_zone in rows
    }


def _slots(
    meetings: QuerySet[Meeting], named: list[Any], answers: RsvpQuerySet
) -> dict[int, Entry]:
    """The meetings with their people, and with the answers of those who still take part."""
    people: dict[int, dict[int, str]] = defaultdict(dict)
    for row in named:
        people[row["meeting"]][row["person"]] = row["role"]
    coming: dict[int, dict[int, str]] = defaultdict(dict)
    yes = answers.coming().values_list("meeting", "registration__person", "answer")
    for meeting, person, answer in yes:
        coming[meeting][person] = answer
    rows = meetings.annotate(items=Count("agenda")).order_by("starts_at", "pk")
    return {row.pk: _slot(row, people[row.pk], coming[row.pk]) for row in rows}


def _slot(row: Any, people: dict[int, str], coming: dict[int, str]) -> Entry:
    return Entry(
        meeting=row.pk,
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        room=row.room_id,
        mode=row.mode,
        group=row.group_id,
        kind=row.kind,
        people=people,
        needs=tuple(row.needs),
        coming_in_person=list(coming.values()).count(Rsvp.Answer.IN_PERSON),
        expected=row.expected_people or 0,
        agenda_items=row.items,
        coming=frozenset(coming),
    )
