"""How a meeting comes into the programme, and how it moves in it.

Every verb takes the sprint's lock first: whoever holds it sees the programme as it is.
"""

from dataclasses import replace
from typing import Any

from django.db import transaction

from events.lifecycle import Refused
from events.meetings import conflicts, rules
from events.meetings.conflicts import Programme, Severity, Slot
from events.meetings.models import Meeting, ProgrammeChange
from events.meetings.workflow.programme import (
    Place,
    again,
    known_since,
    record,
    refuse_after_the_end,
    standing,
)
from events.meetings.workflow.telling import tell_placed
from people.models import Person

State = Meeting.State
Kind = ProgrammeChange.Kind


def refuse_conflicts(slot: Slot, programme: Programme, *, by: Person, why: str) -> str:
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


def slot_at(meeting: Meeting, where: Place) -> Slot:
    """The meeting as it would stand in this place."""
    return replace(
        conflicts.slot_of(meeting),
        starts_at=where.starts_at,
        ends_at=where.ends_at,
        room=where.room.pk if where.room else None,
    )


def _refuse_others(meeting: Meeting, by: Person) -> None:
    refuse_after_the_end(meeting.sprint)
    if not rules.may_move(by, meeting):
        raise Refused("The programme team places this meeting.")


def _refuse_other_rooms(meeting: Meeting, where: Place) -> None:
    """The room is locked, so that nobody deletes it meanwhile."""
    if where.room is None:
        return
    rooms = meeting.sprint.rooms.select_for_update(no_key=True)
    if rooms.filter(pk=where.room.pk).first() is None:
        raise Refused("This room is not one of the sprint's.")


def _columns(meeting: Meeting, where: Place, override: str) -> dict[str, Any]:
    """What a new place changes, the sequence included (RFC 5545, 3.8.7.4)."""
    return {
        "starts_at": where.starts_at,
        "ends_at": where.ends_at,
        "room": where.room,
        "override": override,
        "sequence": meeting.sequence + meeting.is_in_programme,
        "public_since": known_since(meeting),
    }


@transaction.atomic
def place(meeting: Meeting, where: Place, *, by: Person, why: str = "") -> Meeting:
    """Give a slot to a meeting that was asked for, or give a cancelled one back to the programme."""
    meeting = again(meeting)
    _refuse_others(meeting, by)
    if not meeting.may_become(State.SCHEDULED):
        raise Refused(f"This meeting is {meeting.get_state_display()} already.")
    _refuse_other_rooms(meeting, where)
    programme = conflicts.load(meeting.sprint, reader=by)
    override = refuse_conflicts(slot_at(meeting, where), programme, by=by, why=why)
    before = standing(meeting) if meeting.is_in_programme else {}
    meeting.advance(State.SCHEDULED, by=by, why=why, **_columns(meeting, where, override))
    change = record(meeting, Kind.RESTORED if before else Kind.ADDED, before, by=by)
    if change.kind == Kind.ADDED:
        tell_placed(meeting, change, by=by)
    return meeting


@transaction.atomic
def restore(meeting: Meeting, *, by: Person, why: str = "") -> Meeting:
    """Let a cancelled meeting take place after all, when and where it was."""
    meeting = again(meeting)
    if meeting.starts_at is None or meeting.ends_at is None:
        raise Refused("This meeting had no time. Give it one.")
    return place(meeting, place_of(meeting), by=by, why=why)


@transaction.atomic
def move(meeting: Meeting, where: Place, *, by: Person, why: str = "") -> Meeting:
    """Give it another time or room; row, address, answers and way to join stay."""
    meeting = again(meeting)
    _refuse_others(meeting, by)
    if meeting.state != State.SCHEDULED:
        raise Refused("Only a meeting of the programme can be moved.")
    if where == place_of(meeting):
        raise Refused("This meeting takes place then and there already.")
    _refuse_other_rooms(meeting, where)
    programme = conflicts.load(meeting.sprint, reader=by)
    override = refuse_conflicts(slot_at(meeting, where), programme, by=by, why=why)
    put(meeting, where, override, by=by)
    return meeting


def put(meeting: Meeting, where: Place, override: str, *, by: Person) -> ProgrammeChange:
    before, was = standing(meeting), place_of(meeting)
    columns = _columns(meeting, where, override)
    for name, value in columns.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=list(columns))
    same_time = (was.starts_at, was.ends_at) == (where.starts_at, where.ends_at)
    return record(meeting, Kind.ROOM if same_time else Kind.MOVED, before, by=by)


@transaction.atomic
def swap(first: Meeting, second: Meeting, *, by: Person, why: str = "") -> None:
    """Let two meetings of one sprint change places, each with the other's time and room."""
    if first.sprint_id != second.sprint_id or first.pk == second.pk:
        raise Refused("Choose two meetings of one sprint.")
    first, second = again(first), again(second)
    for meeting in (first, second):
        _refuse_others(meeting, by)
        if meeting.state != State.SCHEDULED:
            raise Refused("Only meetings of the programme can change places.")
    to_first, to_second = place_of(second), place_of(first)
    if to_first == to_second:
        raise Refused("Both take place then and there already.")
    programme = conflicts.load(first.sprint, reader=by).without(first.pk, second.pk)
    slots = [slot_at(first, to_first), slot_at(second, to_second)]
    overrides = [refuse_conflicts(slot, programme, by=by, why=why) for slot in slots]
    put(first, to_first, overrides[0], by=by)
    put(second, to_second, overrides[1], by=by)


def place_of(meeting: Meeting) -> Place:
    assert meeting.starts_at is not None  # noqa: S101 -- a constraint of the table
    assert meeting.ends_at is not None  # noqa: S101 -- a constraint of the table
    return Place(meeting.starts_at, meeting.ends_at, meeting.room)
