"""What participants do: say whether they come, and join from afar."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from events.lifecycle import Refused
from events.meetings import workflow
from events.meetings.models import Rsvp
from events.meetings.views.finding import visible_meeting

THANKS = {
    Rsvp.Answer.IN_PERSON: "You are expected in the room.",
    Rsvp.Answer.REMOTE: "You are expected from afar.",
    Rsvp.Answer.NO: "Thank you for telling. You can change your answer.",
}


@require_POST
def answer(request, slug, pk):
    meeting = visible_meeting(request, slug, pk)
    try:
        row = workflow.answer(meeting, by=request.user, answer=request.POST.get("answer", ""))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, THANKS[Rsvp.Answer(row.answer)])
    return redirect(meeting)


@never_cache
@require_GET
def join(request, slug, pk):
    """Lead whoever may to the secret address. A link, and why: docs/decisions/0012-joining.md."""
    meeting = visible_meeting(request, slug, pk)
    try:
        address = workflow.join(meeting, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(meeting)
    response = HttpResponseRedirect(address)
    response["Referrer-Policy"] = "no-referrer"
    return response
