"""What all changes of the programme share: the locks, and how a change is recorded."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.meetings import rules
from events.meetings.models import Meeting, ProgrammeChange
from events.sprints.models import Sprint
from people.models import Person


def locked_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it is now, under a lock; its sprint is locked first."""
    sprint = locked(meeting.sprint)
    meeting = locked(meeting)
    meeting.sprint = sprint
    return meeting


def snapshot(meeting: Meeting) -> dict[str, Any]:
    """What a change compares: when, where and in which state."""
    starts_at, ends_at = meeting.span or (None, None)
    return {
        "starts_at": starts_at and starts_at.astimezone(datetime.UTC).isoformat(),
        "ends_at": ends_at and ends_at.astimezone(datetime.UTC).isoformat(),
        "room": meeting.room_id,
        "state": meeting.state,
    }


def record_change(
    meeting: Meeting, kind: str, before: dict[str, Any], *, by: Person | None
) -> ProgrammeChange:
    """Write one change of the programme; `before` is {} for a meeting that is new in it."""
    return ProgrammeChange.objects.create(
        sprint=meeting.sprint,
        meeting=meeting,
        kind=kind,
        before=before,
        after=snapshot(meeting),
        was_public=meeting.is_public,
        by=by,
        at=timezone.now(),
    )


def public_since_of(meeting: Meeting) -> datetime.datetime | None:
    """Since when the public may know of a meeting that is in the programme from now on."""
    is_public = meeting.visibility == Meeting.Visibility.PUBLIC
    return meeting.public_since or (timezone.now() if is_public else None)


def refuse_after_the_end(sprint: Sprint) -> None:
    if not rules.plans(sprint):
        raise Refused(rules.PROGRAMME_IS_FIXED)


def refuse_invalid(row: Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
