"""What the verbs of the programme share: the locks, a place, what a change compares and records."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.meetings import rules
from events.meetings.models import Meeting, ProgrammeChange, Room
from events.sprints.models import Sprint
from people.models import Person


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


def record(
    meeting: Meeting, kind: str, before: dict[str, Any], *, by: Person | None
) -> ProgrammeChange:
    """Write one change of the programme; `before` is {} for what did not stand there."""
    return ProgrammeChange.objects.create(
        sprint=meeting.sprint,
        meeting=meeting,
        kind=kind,
        before=before,
        after=standing(meeting),
        was_public=meeting.is_public,
        by=by,
        at=timezone.now(),
    )


def known_since(meeting: Meeting) -> datetime.datetime | None:
    """Since when strangers may know of a meeting that stands in the programme from now on."""
    public = meeting.visibility == Meeting.Visibility.PUBLIC
    return meeting.public_since or (timezone.now() if public else None)


def refuse_after_the_end(sprint: Sprint) -> None:
    if not rules.plans(sprint):
        raise Refused("The programme of this sprint no longer changes.")


def refuse_invalid(row: Model) -> None:
    """Raise Refused with the sentences of what this row can never be."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
