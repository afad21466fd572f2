"""How a meeting comes into the programme, moves in it, leaves it and comes back.

Every verb takes the sprint's lock first: whoever holds it sees the programme as it is.
"""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.meetings import conflicts, emails, rules
from events.meetings.conflicts import Severity, Slot
from events.meetings.models import Meeting, ProgrammeChange, Room
from people.models import Person

State = Meeting.State
Kind = ProgrammeChange.Kind


@dataclass(frozen=True)
class Place:
    """A time and a room; the room may be missing for a meeting from afar."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    room: Room | None = None


def again(meeting: Meeting) -> Meeting:
    """Sprint and meeting as they are now, locked from the ground up."""
    sprint = locked(meeting.sprint)
    meeting = locked(meeting)
    meeting.sprint = sprint
    return meeting


def standing(meeting: Meeting) -> dict[str, Any]:
    """What a change compares: when, where and in which state."""
    return {
        "starts_at": meeting.starts_at and meeting.starts_at.astimezone(datetime.UTC).isoformat(),
        "ends_at": meeting.ends_at and meeting.ends_at.astimezone(datetime.UTC).isoformat(),
        "room": meeting.room_id,
        "state": meeting.state,
    }


def record(meeting: Meeting, kind: str, before: dict[str, Any], *, by: Person | None) -> None:
    """Write one change of the programme; `before` is {} for what did not stand there."""
    ProgrammeChange.objects.create(
        sprint=meeting.sprint,
        meeting=meeting,
        kind=kind,
        before=before,
        after=standing(meeting),
        was_public=meeting.is_public,
        by=by,
    )


def refuse_conflicts(slot: Slot, programme: conflicts.Programme, *, by: Person, why: str) -> str:
    """Raise Refused over what forbids the slot; gives the reason if the team overrides the rest."""
    found = conflicts.conflicts(slot, programme)
    grave = [one.sentence for one in found if one.severity == Severity.ERROR]
    if grave:
        raise Refused(" ".join(grave))
    doubtful = [one.sentence for one in found if one.severity == Severity.OVERRIDABLE]
    if not doubtful:
        return ""
    if not rules.may_place(by, programme.sprint):
        raise Refused(" ".join([*doubtful, "The programme team can place it all the same."]))
    if not why.strip():
        raise Refused(" ".join([*doubtful, "Say why to place it all the same."]))
    return why


def placed(meeting: Meeting, place: Place) -> Slot:
    return replace(
        conflicts.slot_of(meeting),
        starts_at=place.starts_at,
        ends_at=place.ends_at,
        room=place.room.pk if place.room else None,
    )


def _refuse_others(meeting: Meeting, by: Person) -> None:
    if not rules.plans(meeting.sprint):
        raise Refused("The programme of this sprint no longer changes.")
    if not rules.may_move(by, meeting):
        raise Refused("The programme team places this meeting.")


def columns(meeting: Meeting, place: Place, override: str) -> dict[str, Any]:
    """What a new place changes, the sequence included (RFC 5545, 3.8.7.4)."""
    public_since = meeting.public_since
    if public_since is None and meeting.visibility == Meeting.Visibility.PUBLIC:
        public_since = timezone.now()
    return {
        "starts_at": place.starts_at,
        "ends_at": place.ends_at,
        "room": place.room,
        "override": override,
        "sequence": meeting.sequence + (meeting.changes.exists()),
        "public_since": public_since,
    }


@transaction.atomic
def place(meeting: Meeting, where: Place, *, by: Person, why: str = "") -> Meeting:
    """Give a slot to a meeting that was asked for, or give a cancelled one back to the programme."""
    meeting = again(meeting)
    _refuse_others(meeting, by)
    programme = conflicts.load(meeting.sprint, reader=by)
    override = refuse_conflicts(placed(meeting, where), programme, by=by, why=why)
    before = standing(meeting) if meeting.state == State.CANCELLED else {}
    kind = Kind.RESTORED if before else Kind.ADDED
    meeting.advance(State.SCHEDULED, by=by, why=why, **columns(meeting, where, override))
    record(meeting, kind, before, by=by)
    if kind == Kind.ADDED:
        emails.placed(meeting, by=by)
    return meeting


@transaction.atomic
def restore(meeting: Meeting, *, by: Person, why: str = "") -> Meeting:
    """Let a cancelled meeting take place after all, when and where it was."""
    if meeting.starts_at is None or meeting.ends_at is None:
        raise Refused("This meeting had no time. Give it one.")
    return place(meeting, Place(meeting.starts_at, meeting.ends_at, meeting.room), by=by, why=why)


@transaction.atomic
def move(meeting: Meeting, where: Place, *, by: Person, why: str = "") -> Meeting:
    """Give it another time or room; row, address, answers and way to join stay."""
    meeting = again(meeting)
    _refuse_others(meeting, by)
    if meeting.state != State.SCHEDULED:
        raise Refused("Only a meeting of the programme can be moved.")
    programme = conflicts.load(meeting.sprint, reader=by)
    override = refuse_conflicts(placed(meeting, where), programme, by=by, why=why)
    _move(meeting, where, override, by=by)
    return meeting


def _move(meeting: Meeting, where: Place, override: str, *, by: Person) -> None:
    before = standing(meeting)
    changes = columns(meeting, where, override)
    for name, value in changes.items():
        setattr(meeting, name, value)
    after = standing(meeting)
    if before == after:
        raise Refused("This meeting takes place then and there already.")
    meeting.save(update_fields=list(changes))
    times = ("starts_at", "ends_at")
    kind = Kind.ROOM if all(before[name] == after[name] for name in times) else Kind.MOVED
    record(meeting, kind, before, by=by)


@transaction.atomic
def swap(first: Meeting, second: Meeting, *, by: Person, why: str = "") -> None:
    """Let two meetings of one sprint change places, each with the other's time and room."""
    first, second = again(first), again(second)
    if first.sprint_id != second.sprint_id or first.pk == second.pk:
        raise Refused("Choose two meetings of one sprint.")
    for meeting in (first, second):
        _refuse_others(meeting, by)
        if meeting.state != State.SCHEDULED:
            raise Refused("Only meetings of the programme can change places.")
    to_first, to_second = _place_of(second), _place_of(first)
    programme = conflicts.load(first.sprint, reader=by).without(first.pk, second.pk)
    slots = [placed(first, to_first), placed(second, to_second)]
    overrides = [refuse_conflicts(slot, programme, by=by, why=why) for slot in slots]
    _move(first, to_first, overrides[0], by=by)
    _move(second, to_second, overrides[1], by=by)


def _place_of(meeting: Meeting) -> Place:
    assert meeting.starts_at is not None  # noqa: S101 -- a constraint of the table
    assert meeting.ends_at is not None  # noqa: S101 -- a constraint of the table
    return Place(meeting.starts_at, meeting.ends_at, meeting.room)


@transaction.atomic
def decline(meeting: Meeting, *, by: Person, why: str = "") -> Meeting:
    """Say no to a request, with a reason."""
    meeting = again(meeting)
    if not rules.may_place(by, meeting.sprint):
        raise Refused("The programme team answers requests.")
    if not why.strip():
        raise Refused("Please say why; whoever asked reads it.")
    meeting.advance(State.DECLINED, by=by, why=why)
    emails.declined(meeting, why=why)
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, *, by: Person, why: str = "") -> Meeting:
    """Call it off; what once stood in the programme stays there as cancelled."""
    meeting = again(meeting)
    if not rules.may_edit(by, meeting):
        raise Refused("Only its chairs and the programme team can cancel this meeting.")
    if not rules.plans(meeting.sprint):
        raise Refused("The programme of this sprint no longer changes.")
    before = standing(meeting)
    in_programme = meeting.state == State.SCHEDULED
    meeting.advance(State.CANCELLED, by=by, why=why, sequence=meeting.sequence + in_programme)
    if in_programme:
        record(meeting, Kind.CANCELLED, before, by=by)
    return meeting


def hold_past() -> str:
    """Record as held what has ended; part of `tick`."""
    ended = rules.over().order_by("pk")
    held = 0
    for row in ended:
        with transaction.atomic():
            meeting = again(row)
            if meeting.state == State.SCHEDULED and rules.over().filter(pk=meeting.pk).exists():
                meeting.advance(State.HELD, why="Its end has passed.")
                held += 1
    return f"{held} meetings recorded as held"
