"""The meeting that an address names, for whoever may see it, and for whoever may do more."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from events.meetings import rules
from events.meetings.models import Meeting


def visible_meeting(request, slug, pk):
    """The meeting, 404 for whoever may not see it."""
    rows = Meeting.objects.visible_to(request.user).select_related("sprint", "group", "room")
    return get_object_or_404(rows, sprint__slug=slug, pk=pk)


def prepared_meeting(request, slug, pk, may=rules.may_edit):
    """The meeting, 403 for whoever may see it and no more."""
    meeting = visible_meeting(request, slug, pk)
    if not may(request.user, meeting):
        raise PermissionDenied
    return meeting


def show(request, page, meeting, form, **more):
    context = {
        "meeting": meeting,
        "sprint": meeting.sprint,
        "form": form,
        "may_move": rules.may_move(request.user, meeting),
        "page": page,
        **more,
    }
    return render(request, f"events/meetings/{page}.html", context)
