"""What is to be solved in the programme of one sprint: open requests, and conflicts."""

from typing import NamedTuple

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from events.admin_base import admin_page
from events.meetings import conflicts, rules
from events.meetings.conflicts import Conflict, Severity
from events.meetings.models import Meeting
from events.meetings.models.meeting import PROGRAMME_ROLES
from events.registration.display import weekday
from events.sprints.admin import managed_ids
from events.sprints.admin.ways import Way, by_key, rows_of
from events.sprints.models import Sprint
from events.sprints.rules import zone

State = Meeting.State


class Problem(NamedTuple):
    """A meeting of the programme with its conflicts, the gravest first."""

    meeting: Meeting
    when: str
    conflicts: list[Conflict]


def time_in_words(sprint, span) -> str:
    """ "Monday, 3 May, 10:00–11:00" in the sprint's zone."""
    first, last = (moment.astimezone(zone(sprint)) for moment in span)
    return f"{weekday(first.date())}, {first:%H:%M}–{last:%H:%M}"


def short_time_in_words(sprint, span) -> str:
    """ "Mon 3 May 2027, 10:00–11:00 CEST", for lists."""
    first, last = (moment.astimezone(zone(sprint)) for moment in span)
    return f"{first:%a} {first.day} {first:%b %Y}, {first:%H:%M}–{last:%H:%M %Z}"


def grave_numbers(sprints, *, reader) -> dict[int | None, int]:
    """The number of conflicts, without warnings, by primary key of the meeting."""
    return {
        entry.meeting: sum(one.severity != Severity.WARNING for one in found)
        for sprint in sprints
        for entry, found in conflicts.problems(sprint, reader=reader)
    }


def problems_of(sprint, *, reader) -> list[Problem]:
    """The gravest first, then in order of time."""
    found = {entry.meeting: about for entry, about in conflicts.problems(sprint, reader=reader)}
    meetings = sprint.meetings.filter(pk__in=found).select_related("room", "group")
    rows = [
        Problem(meeting, time_in_words(sprint, meeting.span), found[meeting.pk])
        for meeting in meetings.order_by("starts_at", "pk")
    ]
    return sorted(rows, key=lambda row: list(Severity).index(row.conflicts[0].severity))


@require_safe
def problems(request, pk):
    managed = Sprint.objects.filter(pk__in=managed_ids(request, PROGRAMME_ROLES))
    sprint = get_object_or_404(managed, pk=pk)
    rows = problems_of(sprint, reader=request.user)
    warned = [row for row in rows if row.conflicts[0].severity == Severity.WARNING]
    requests = sprint.meetings.filter(state=State.REQUESTED).select_related("group", "requested_by")
    return admin_page(
        request,
        "admin/problems.html",
        f"Programme of {sprint}: what is to be solved",
        sprint=sprint,
        plans=rules.plans(sprint),
        requests=requests.order_by("state_changed_at", "pk"),
        grave=[row for row in rows if row not in warned],
        warned=warned,
        opts=Meeting._meta,
    )


WAYS = [
    Way("To be solved", by_key("admin:events_meeting_problems"), rules.may_schedule),
    Way("Meetings", rows_of("meeting"), rules.may_schedule),
    Way("Rooms", rows_of("room"), rules.may_schedule),
]


def programme_panel(sprint, person):
    """A panel of the dashboard, for those who keep the programme."""
    if not rules.may_schedule(person, sprint):
        return None
    states = list(sprint.meetings.values_list("state", flat=True))
    numbers = grave_numbers([sprint], reader=person)
    return "Programme", [
        ("requests waiting", states.count(State.REQUESTED)),
        ("in the programme", states.count(State.SCHEDULED) + states.count(State.HELD)),
        ("with conflicts", sum(map(bool, numbers.values()))),
    ]
