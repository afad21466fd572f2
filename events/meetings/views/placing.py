"""How a meeting gets its time and room, and how it is called off."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from events.lifecycle import Refused
from events.meetings import rules, workflow
from events.meetings.forms import CancelForm, MoveForm
from events.meetings.models import Meeting
from events.meetings.views.finding import prepared_meeting, show


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, slug, pk):
    """Place what was asked for, move what is in the programme, restore what was cancelled."""
    meeting = prepared_meeting(request, slug, pk, may=rules.may_move)
    refusal = rules.refusal_to_places(meeting)
    form = MoveForm(
        request.POST or None,
        meeting=meeting,
        reader=request.user,
        day=request.GET.get("day", ""),
    )
    if request.method == "POST" and form.is_valid():
        verb = workflow.move if meeting.state == Meeting.State.SCHEDULED else workflow.place
        why = form.cleaned_data.get("why", "")
        try:
            verb(meeting, form.place, by=request.user, why=why)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"It takes place {form.in_words(form.place)}.")
            return redirect(meeting)
    return show(request, "move", meeting, form, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, slug, pk):
    meeting = prepared_meeting(request, slug, pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            workflow.cancel(meeting, by=request.user, why=form.cleaned_data["why"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The meeting is cancelled.")
            return redirect(meeting)
    return show(request, "cancel", meeting, form, refusal=rules.refusal_to_cancel(meeting))
