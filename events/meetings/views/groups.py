"""What is read of interest groups."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.meetings import rules
from events.meetings.display.groups import gatherings, people
from events.meetings.models import Meeting
from events.meetings.views.programme import IN_ORDER, clock_for, public_page
from people.models import InterestGroup


@login_not_required
@require_safe
@public_page
def groups(request):
    rows = list(InterestGroup.objects.order_by(Lower("name"), "pk"))
    context = {
        "groups": [group for group in rows if not group.archived],
        "archived": [group for group in rows if group.archived],
    }
    return render(request, "events/meetings/groups.html", context)


@login_not_required
@require_safe
@public_page
def group(request, slug: str):
    rows = InterestGroup.objects.annotate(number=Count("members"))
    group: Any = get_object_or_404(rows, slug=slug)
    meetings = (
        Meeting.objects.visible_to(request.user)
        .filter(group=group)
        .select_related("sprint", "group", "room")
        .order_by("-sprint__starts_on", "-sprint", *IN_ORDER)
    )
    context = {
        "group": group,
        "people": people(group, rules.members_for(request.user, group), group.number),
        "gatherings": gatherings(meetings, lambda sprint: clock_for(request, sprint)),
    }
    return render(request, "events/meetings/group.html", context)
