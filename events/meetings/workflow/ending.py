"""How a request or a meeting ends: refused, called off, held."""

from django.db import transaction

from events.lifecycle import Refused, locked
from events.meetings import emails, rules
from events.meetings.models import Meeting, ProgrammeChange
from events.meetings.workflow.programme import again, record, refuse_after_the_end, standing
from events.sprints.models import Sprint
from people.models import Person

State = Meeting.State


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
    refuse_after_the_end(meeting.sprint)
    _cancel(meeting, by=by, why=why)
    if not meeting.is_in_programme:
        emails.withdrawn(meeting, by=by, why=why)
    return meeting


def _cancel(meeting: Meeting, *, by: Person | None, why: str) -> None:
    before, was_there = standing(meeting), meeting.is_in_programme
    meeting.advance(State.CANCELLED, by=by, why=why, sequence=meeting.sequence + was_there)
    if was_there:
        record(meeting, ProgrammeChange.Kind.CANCELLED, before, by=by)


@transaction.atomic
def call_off(sprint: Sprint, *, by: Person | None, why: str) -> None:
    """Cancel what is left of a cancelled sprint's programme, so that calendars take it out.

    Nobody is written to about a meeting: the email about the sprint says it all.
    """
    sprint = locked(sprint)
    if sprint.state != Sprint.State.CANCELLED:
        raise Refused("This sprint is not cancelled.")
    for meeting in sprint.meetings.filter(state__in=(State.REQUESTED, State.SCHEDULED)):
        _cancel(again(meeting), by=by, why=why)


def hold_past() -> str:
    """Record as held what has ended; part of `tick`. The programme itself does not change."""
    held = 0
    for row in rules.over().order_by("pk"):
        with transaction.atomic():
            meeting = again(row)
            if rules.over().filter(pk=meeting.pk).exists():
                meeting.advance(State.HELD, why="Its end has passed.")
                held += 1
    return f"{held} meetings recorded as held"
