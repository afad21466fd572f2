"""How a meeting gets a slot in the programme, changes it, and ends.

Every action locks the sprint first, so that it sees the programme as it is.
"""

from typing import Any

from django.db import transaction

from events.lifecycle import Refused, locked
from events.meetings import conflicts, emails, rules
from events.meetings.conflicts import Entry, Programme, Severity
from events.meetings.models import Meeting, ProgrammeChange, Slot
from events.meetings.workflow.programme import (
    locked_meeting,
    public_since_of,
    record_change,
    refuse_after_the_end,
    snapshot,
)
from events.meetings.workflow.telling import tell_scheduled
from events.sprints.models import Sprint
from people.models import Person

State = Meeting.State
Kind = ProgrammeChange.Kind


def refuse_conflicts(entry: Entry, programme: Programme, *, by: Person, why: str) -> str:
    """Raise Refused over conflicts; gives the reason if the team overrides those that it may."""
    found = conflicts.conflicts(entry, programme)
    errors = [one.sentence for one in found if one.severity == Severity.ERROR]
    if errors:
        raise Refused(" ".join(errors))
    overridable = [one.sentence for one in found if one.severity == Severity.OVERRIDABLE]
    if not overridable:
        return ""
    if not rules.may_schedule(by, programme.sprint):
        raise Refused(" ".join([*overridable, "The programme team can place it all the same."]))
    if not why.strip():
        raise Refused(" ".join([*overridable, "Say why to place it all the same."]))
    return why


def _locked_to_schedule(meeting: Meeting, by: Person) -> Meeting:
    meeting = locked_meeting(meeting)
    refuse_after_the_end(meeting.sprint)
    if not rules.may_move(by, meeting):
        raise Refused("The programme team places this meeting.")
    return meeting


def _override(meeting: Meeting, slot: Slot, *, by: Person, why: str) -> str:
    """As refuse_conflicts; the room is locked, so that nobody deletes it in between."""
    if slot.room is not None:
        rooms = meeting.sprint.rooms.select_for_update(no_key=True)
        if rooms.filter(pk=slot.room.pk).first() is None:
            raise Refused("This room is not one of the sprint's.")
    programme = conflicts.load(meeting.sprint, reader=by)
    return refuse_conflicts(conflicts.entry_of(meeting).at(slot), programme, by=by, why=why)


def _columns(meeting: Meeting, slot: Slot, override: str) -> dict[str, Any]:
    """What a new slot changes, including the sequence (RFC 5545, 3.8.7.4)."""
    return {
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "room": slot.room,
        "override": override,
        "sequence": meeting.sequence + meeting.is_in_programme,
        "public_since": public_since_of(meeting),
    }


@transaction.atomic
def schedule(meeting: Meeting, slot: Slot, *, by: Person, why: str = "") -> Meeting:
    """Give a slot to a requested meeting, or take a cancelled one back into the programme."""
    meeting = _locked_to_schedule(meeting, by)
    if not meeting.may_become(State.SCHEDULED):
        raise Refused(f"This meeting is {meeting.get_state_display()} already.")
    override = _override(meeting, slot, by=by, why=why)
    before = snapshot(meeting) if meeting.is_in_programme else {}
    meeting.advance(State.SCHEDULED, by=by, why=why, **_columns(meeting, slot, override))
    change = record_change(meeting, Kind.RESTORED if before else Kind.ADDED, before, by=by)
    if not before:
        tell_scheduled(meeting, change, by=by)
    return meeting


@transaction.atomic
def restore(meeting: Meeting, *, by: Person, why: str = "") -> Meeting:
    """Take a cancelled meeting back into the programme in the same slot."""
    slot = locked_meeting(meeting).slot
    if slot is None:
        raise Refused("This meeting had no time. Give it one.")
    return schedule(meeting, slot, by=by, why=why)


@transaction.atomic
def move(meeting: Meeting, slot: Slot, *, by: Person, why: str = "") -> Meeting:
    """Give it another slot; row, address, answers and join link stay."""
    meeting = _locked_to_schedule(meeting, by)
    if meeting.state != State.SCHEDULED:
        raise Refused("Only a meeting of the programme can be moved.")
    if slot == meeting.slot:
        raise Refused("This meeting takes place then and there already.")
    set_slot(meeting, slot, _override(meeting, slot, by=by, why=why), by=by)
    return meeting


def set_slot(meeting: Meeting, slot: Slot, override: str, *, by: Person) -> ProgrammeChange:
    before = snapshot(meeting)
    is_same_time = meeting.span == (slot.starts_at, slot.ends_at)
    columns = _columns(meeting, slot, override)
    for name, value in columns.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=list(columns))
    return record_change(meeting, Kind.ROOM if is_same_time else Kind.MOVED, before, by=by)


@transaction.atomic
def swap(first: Meeting, second: Meeting, *, by: Person, why: str = "") -> None:
    if first.sprint_id != second.sprint_id or first.pk == second.pk:
        raise Refused("Choose two meetings of one sprint.")
    first, second = (_locked_to_schedule(meeting, by) for meeting in (first, second))
    if {first.state, second.state} != {State.SCHEDULED}:
        raise Refused("Only meetings of the programme can change places.")
    moves: list[tuple[Meeting, Any]] = [(first, second.slot), (second, first.slot)]
    if first.slot == second.slot:
        raise Refused("Both take place then and there already.")
    programme = conflicts.load(first.sprint, reader=by).without(first.pk, second.pk)
    overrides = [
        refuse_conflicts(conflicts.entry_of(meeting).at(slot), programme, by=by, why=why)
        for meeting, slot in moves
    ]
    for (meeting, slot), override in zip(moves, overrides, strict=True):
        set_slot(meeting, slot, override, by=by)


@transaction.atomic
def decline(meeting: Meeting, *, by: Person, why: str = "") -> Meeting:
    meeting = locked_meeting(meeting)
    if not rules.may_schedule(by, meeting.sprint):
        raise Refused("The programme team answers requests.")
    if not why.strip():
        raise Refused("Please say why; whoever asked reads it.")
    meeting.advance(State.DECLINED, by=by, why=why)
    emails.tell(meeting, meeting.requested_by, "request_declined", why=why)
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, *, by: Person, why: str = "") -> Meeting:
    """Cancel it; what was in the programme stays there as cancelled."""
    meeting = locked_meeting(meeting)
    if not rules.may_edit(by, meeting):
        raise Refused("Only its chairs and the programme team can cancel this meeting.")
    refuse_after_the_end(meeting.sprint)
    _cancel(meeting, by=by, why=why)
    if not meeting.is_in_programme and meeting.requested_by != by:
        emails.tell(meeting, meeting.requested_by, "request_withdrawn", why=why)
    return meeting


def _cancel(meeting: Meeting, *, by: Person | None, why: str) -> None:
    before, was_there = snapshot(meeting), meeting.is_in_programme
    meeting.advance(State.CANCELLED, by=by, why=why, sequence=meeting.sequence + was_there)
    if was_there:
        record_change(meeting, Kind.CANCELLED, before, by=by)


@transaction.atomic
def call_off(sprint: Sprint, *, by: Person | None, why: str) -> None:
    """Cancel the remaining meetings of a cancelled sprint; its own email is enough."""
    sprint = locked(sprint)
    if sprint.state != Sprint.State.CANCELLED:
        raise Refused("This sprint is not cancelled.")
    for meeting in sprint.meetings.filter(state__in=(State.REQUESTED, State.SCHEDULED)):
        _cancel(locked_meeting(meeting), by=by, why=why)


def hold_past() -> str:
    """Record meetings that have ended as held; part of `tick`. The programme stays as it is."""
    held = 0
    for row in rules.over().order_by("pk"):
        with transaction.atomic():
            meeting = locked_meeting(row)
            if rules.over().filter(pk=meeting.pk).exists():
                meeting.advance(State.HELD, why="Its end has passed.")
                held += 1
    return f"{held} meetings recorded as held"
