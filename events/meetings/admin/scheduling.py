"""The page that gives one meeting its time and room, with the conflicts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from events.admin_actions import ActionsAdmin
from events.admin_base import admin_page
from events.lifecycle import Refused
from events.meetings import rules, workflow
from events.meetings.conflicts import Severity, conflicts, entry_of
from events.meetings.forms import MoveForm
from events.meetings.models import Meeting

State = Meeting.State


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
            found = conflicts(entry_of(meeting), form.programme)
        if form.is_valid():
            run = workflow.move if meeting.state == State.SCHEDULED else workflow.schedule
            try:
                run(meeting, form.chosen, by=request.user, why=form.cleaned_data["why"])
            except Refused as refusal:  # the answer depends on the conflicts
                found = conflicts(entry_of(meeting).at(form.chosen), form.programme)
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
