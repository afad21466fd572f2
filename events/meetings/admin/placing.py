"""The page that gives one meeting its time and room, with what speaks against it."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from events.lifecycle import Refused
from events.meetings import rules, workflow
from events.meetings.admin.forms import PlaceForm
from events.meetings.admin.problems import slot_in_words
from events.meetings.conflicts import Conflict, Severity, conflicts, free_slots, load, slot_of
from events.meetings.models import Meeting
from events.meetings.workflow.placing import placed
from events.sprints.rules import zone
from events.steps import StepsAdmin

State = Meeting.State
MOST_FREE_SLOTS = 6


class Offer(NamedTuple):
    """A free slot, and the address that fills the form with it."""

    words: str
    query: str
    warnings: list[Conflict]


def typed(sprint, starts_at, ends_at, room) -> dict[str, Any]:
    """What the form shows for this place."""
    starts_at, ends_at = (one.astimezone(zone(sprint)) for one in (starts_at, ends_at))
    day, starts, ends = starts_at.date().isoformat(), f"{starts_at:%H:%M}", f"{ends_at:%H:%M}"
    return {"day": day, "starts": starts, "ends": ends, "room": room or ""}


def offers(slot, programme, *, minutes) -> list[Offer]:
    """Free slots for the meeting, those with the fewest warnings first."""
    sprint, rooms = programme.sprint, programme.rooms
    free = free_slots(slot, programme, minutes=minutes, most=MOST_FREE_SLOTS)
    return [
        Offer(
            f"{slot_in_words(sprint, one.starts_at, one.ends_at)}, {rooms.get(one.room) or 'no room'}",
            urlencode(typed(sprint, one.starts_at, one.ends_at, one.room)),
            one.warnings,
        )
        for one in free
    ]


def answer_to(refusal, found) -> str:
    """The sentence over the form; what speaks against the place is listed beside it."""
    severities = {one.severity for one in found}
    if Severity.ERROR in severities:
        return "It cannot take place then and there. Choose another time or room."
    if Severity.OVERRIDABLE in severities:
        return "Say why to place it all the same, or choose another time or room."
    return str(refusal)


class PlacePage(StepsAdmin):
    """For the back office of meetings, where other steps ask for no more than a reason."""

    PLACEABLE = (State.REQUESTED, State.SCHEDULED, State.CANCELLED)

    def place(self, request, pk):
        meeting = self._placeable(request, pk)
        slot, programme = slot_of(meeting), load(meeting.sprint, reader=request.user)
        stands = {}
        if slot.starts_at is not None:
            stands = typed(meeting.sprint, slot.starts_at, slot.ends_at, slot.room)
        form = PlaceForm(request.POST or None, meeting=meeting, initial=stands | request.GET.dict())
        found = conflicts(slot, programme) if stands and not form.is_bound else []
        if form.is_valid():
            where, why = form.cleaned_data["place"], form.cleaned_data["why"]
            verb = workflow.move if meeting.state == State.SCHEDULED else workflow.place
            try:
                verb(meeting, where, by=request.user, why=why)
            except Refused as refusal:
                found = conflicts(placed(meeting, where), programme)
                form.add_error(None, answer_to(refusal, found))
            else:
                messages.success(request, f"{meeting} has its place.")
                return redirect("admin:events_meeting_problems", meeting.sprint_id)
        minutes = meeting.requested_minutes
        if slot.starts_at is not None:
            minutes = (slot.ends_at - slot.starts_at).total_seconds() // 60
        context = {
            **self.admin_site.each_context(request),
            "title": f"A place for {meeting}",
            "meeting": meeting,
            "form": form,
            "conflicts": found,
            "offers": offers(slot, programme, minutes=minutes),
            "opts": self.opts,
        }
        return render(request, "admin/place.html", context)

    def _placeable(self, request, pk):
        meeting = self.get_object(request, str(pk))
        if meeting is None or not self.may_be_placed(meeting):
            raise Http404
        if not self.has_change_permission(request, meeting):
            raise PermissionDenied
        return meeting

    def may_be_placed(self, meeting):
        return meeting.state in self.PLACEABLE and rules.plans(meeting.sprint)

    def place_link(self, meeting):
        """The way to this page, beside the steps of the meeting."""
        address = reverse("admin:events_meeting_place", args=[meeting.pk])
        label = "Move" if meeting.state == State.SCHEDULED else "Place"
        return {"label": label, "is_grave": False, "url": address}
