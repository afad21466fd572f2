"""What happens to the programme when its sprint takes place on other days."""

import datetime

from django.db import transaction
from django.db.models import QuerySet

from events.meetings import rules
from events.meetings.models import Meeting
from events.meetings.workflow.placing import place_of, put
from events.meetings.workflow.programme import Place, again
from events.meetings.workflow.telling import has_untold_changes, note_told
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint
from people.models import Person


def _scheduled(sprint: Sprint) -> QuerySet[Meeting]:
    scheduled = sprint.meetings.filter(state=Meeting.State.SCHEDULED)
    return scheduled.select_related("room").order_by("pk")


def _place_after(meeting: Meeting, days: datetime.timedelta, sprint: Sprint) -> Place:
    """The same place whole days later, at the same hour where the sprint is."""
    was = place_of(meeting)
    starts_at = was.starts_at.astimezone(sprint_rules.zone(sprint)) + days
    return Place(starts_at, starts_at + (was.ends_at - was.starts_at), was.room)


def refusal_to_dates(sprint: Sprint, before: Sprint) -> str:
    """Why a sprint cannot take place on other days, as a sentence; empty if it can.

    Its meetings move with the first day; those that would then lie outside are in the way.
    """
    if (sprint.starts_on, sprint.ends_on) == (before.starts_on, before.ends_on):
        return ""
    days = sprint.starts_on - before.starts_on
    begins, _ = rules.day_bounds(sprint, sprint.starts_on)
    _, is_over = rules.day_bounds(sprint, sprint.ends_on)
    moved = [_place_after(meeting, days, sprint) for meeting in _scheduled(sprint)]
    number = sum(where.starts_at < begins or where.ends_at > is_over for where in moved)
    if not number:
        return ""
    meetings = "1 meeting" if number == 1 else f"{number} meetings"
    return (
        f"{meetings} of the programme would then lie outside the sprint. "
        "Move or cancel what stands on the days that go; then change the days."
    )


@transaction.atomic
def follow_move(sprint: Sprint, before: Sprint, by: Person) -> None:
    """Shift the programme with the sprint's first day; hours, rooms and answers stay.

    Nobody is written to about a meeting: the email about the sprint says it all. Where an earlier
    change has not been told yet, its email tells of both.
    """
    days = sprint.starts_on - before.starts_on
    if not days:
        return
    for row in _scheduled(sprint):
        meeting = again(row)
        told = not has_untold_changes(meeting)
        change = put(meeting, _place_after(meeting, days, sprint), meeting.override, by=by)
        if told:
            note_told(meeting, change)
