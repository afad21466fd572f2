"""What is to be solved in a programme, and the page that gives a meeting its slot."""

from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from events.admin_actions import ActionsAdmin
from events.admin_base import admin_page
from events.lifecycle import Refused
from events.meetings import conflicts, rules, workflow
from events.meetings.conflicts import Conflict, Severity
from events.meetings.forms import MoveForm
from events.meetings.models import Meeting
from events.meetings.models.meeting import PROGRAMME_ROLES
from events.registration.display import weekday
from events.sprints.admin import managed_ids
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


def answer_to(refusal, found) -> str:
    """The sentence above the form; the conflicts are listed beside it."""
    severities = {one.severity for one in found}
    if Severity.ERROR in severities:
        return "It cannot take place then and there. Choose another time or room."
    if Severity.OVERRIDABLE in severities:
        return "Say why to place it all the same, or choose another time or room."
    return str(refusal)


class SchedulePage(ActionsAdmin):
    """For the back office of meetings, where other actions ask for no more than a reason."""

    def schedule(self, request, pk):
        meeting = self.get_object(request, str(pk))
        if meeting is None or rules.refusal_to_slot(meeting):
            raise Http404
        if not self.has_change_permission(request, meeting):
            raise PermissionDenied
        day = request.GET.get("day", "")
        form = MoveForm(request.POST or None, meeting=meeting, reader=request.user, day=day)
        found = []
        if meeting.span and not form.is_bound:
            found = conflicts.conflicts(conflicts.entry_of(meeting), form.programme)
        if form.is_valid():
            run = workflow.move if meeting.state == State.SCHEDULED else workflow.schedule
            try:
                run(meeting, form.chosen, by=request.user, why=form.cleaned_data["why"])
            except Refused as refusal:  # the answer depends on the conflicts
                entry = conflicts.entry_of(meeting).at(form.chosen)
                found = conflicts.conflicts(entry, form.programme)
                form.add_error(None, answer_to(refusal, found))
            else:
                messages.success(request, f"{meeting}: {form.in_words(form.chosen)}.")
                return redirect("admin:events_meeting_problems", meeting.sprint_id)
        title = f"A place for “{meeting}”"
        context = {"meeting": meeting, "form": form, "conflicts": found, "opts": self.opts}
        return admin_page(request, "admin/schedule.html", title, **context)

    def action_links(self, record):
        links = super().action_links(record)
        if rules.refusal_to_slot(record):
            return links
        address = reverse("admin:events_meeting_schedule", args=[record.pk])
        label = "Move" if record.state == State.SCHEDULED else "Place"
        return [{"label": label, "is_grave": False, "url": address}, *links]
