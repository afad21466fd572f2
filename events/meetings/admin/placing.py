"""The page that gives one meeting its time and room, with what speaks against it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from events.admin_actions import ActionsAdmin
from events.lifecycle import Refused
from events.meetings import rules, workflow
from events.meetings.conflicts import Severity, conflicts, slot_of
from events.meetings.forms import MoveForm
from events.meetings.models import Meeting
from events.meetings.workflow.placing import slot_at

State = Meeting.State


def answer_to(refusal, found) -> str:
    """The sentence over the form; what speaks against the place is listed beside it."""
    severities = {one.severity for one in found}
    if Severity.ERROR in severities:
        return "It cannot take place then and there. Choose another time or room."
    if Severity.OVERRIDABLE in severities:
        return "Say why to place it all the same, or choose another time or room."
    return str(refusal)


class PlacePage(ActionsAdmin):
    """For the back office of meetings, where other steps ask for no more than a reason."""

    def place(self, request, pk):
        meeting = self.get_object(request, str(pk))
        if meeting is None or rules.refusal_to_places(meeting):
            raise Http404
        if not self.has_change_permission(request, meeting):
            raise PermissionDenied
        day = request.GET.get("day", "")
        form = MoveForm(request.POST or None, meeting=meeting, reader=request.user, day=day)
        found = []
        if meeting.starts_at is not None and not form.is_bound:
            found = conflicts(slot_of(meeting), form.programme)
        if form.is_valid():
            verb = workflow.move if meeting.state == State.SCHEDULED else workflow.place
            try:
                verb(meeting, form.place, by=request.user, why=form.cleaned_data["why"])
            except Refused as refusal:
                found = conflicts(slot_at(meeting, form.place), form.programme)
                form.add_error(None, answer_to(refusal, found))
            else:
                messages.success(request, f"{meeting}: {form.in_words(form.place)}.")
                return redirect("admin:events_meeting_problems", meeting.sprint_id)
        context = {
            **self.admin_site.each_context(request),
            "title": f"A place for “{meeting}”",
            "meeting": meeting,
            "form": form,
            "conflicts": found,
            "opts": self.opts,
        }
        return render(request, "admin/place.html", context)

    def action_links(self, record):
        links = super().action_links(record)
        if rules.refusal_to_places(record):
            return links
        address = reverse("admin:events_meeting_place", args=[record.pk])
        label = "Move" if record.state == State.SCHEDULED else "Place"
        return [{"label": label, "is_grave": False, "url": address}, *links]
