"""What has to be solved in the programme of one sprint: requests to place, and conflicts."""

from typing import NamedTuple

from django.contrib import admin
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.meetings import conflicts, rules
from events.meetings.conflicts import Conflict, Severity
from events.meetings.models import Meeting
from events.meetings.models.meeting import PLACING_ROLES
from events.registration.display import weekday
from events.sprints.admin import managed_ids
from events.sprints.models import Sprint
from events.sprints.rules import zone

State = Meeting.State


class Problem(NamedTuple):
    """A meeting of the programme with what speaks against it, the gravest first."""

    meeting: Meeting
    when: str
    found: list[Conflict]

    @property
    def is_grave(self) -> bool:
        return self.found[0].severity != Severity.WARNING


def slot_in_words(sprint, starts_at, ends_at) -> str:
    """ "Monday, 3 May, 10:00–11:00" as the clocks show it where the sprint is."""
    first, last = (moment.astimezone(zone(sprint)) for moment in (starts_at, ends_at))
    return f"{weekday(first.date())}, {first:%H:%M}–{last:%H:%M}"


def short_time_in_words(sprint, starts_at, ends_at) -> str:
    """ "Mon 3 May 2027, 10:00–11:00 CEST", for lists."""
    first, last = (moment.astimezone(zone(sprint)) for moment in (starts_at, ends_at))
    return f"{first:%a} {first.day} {first:%b %Y}, {first:%H:%M}–{last:%H:%M %Z}"


def problems_of(sprint, *, reader) -> list[Problem]:
    """The gravest first, then as the programme runs."""
    found = {slot.meeting: about for slot, about in conflicts.problems(sprint, reader=reader)}
    meetings = sprint.meetings.filter(pk__in=found).select_related("room", "group")
    rows = [
        Problem(
            meeting, slot_in_words(sprint, meeting.starts_at, meeting.ends_at), found[meeting.pk]
        )
        for meeting in meetings.order_by("starts_at", "pk")
    ]
    return sorted(rows, key=lambda row: list(Severity).index(row.found[0].severity))


@require_safe
def problems(request, pk):
    placed = Sprint.objects.filter(pk__in=managed_ids(request, PLACING_ROLES))
    sprint = get_object_or_404(placed, pk=pk)
    found = problems_of(sprint, reader=request.user)
    requests = sprint.meetings.filter(state=State.REQUESTED).select_related("group", "requested_by")
    context = {
        **admin.site.each_context(request),
        "title": f"Programme of {sprint}: what is to be solved",
        "sprint": sprint,
        "plans": rules.plans(sprint),
        "requests": requests.order_by("state_changed_at", "pk"),
        "grave": [row for row in found if row.is_grave],
        "warned": [row for row in found if not row.is_grave],
        "opts": Meeting._meta,
    }
    return render(request, "admin/problems.html", context)
