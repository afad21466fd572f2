"""The sprint that an address names, and that sprint as a file for calendars."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from events.page_cache import cached_page
from events.sprints import rules
from events.sprints.calendar import sprint_calendar
from events.sprints.models import Sprint


def visible_sprint(request, slug) -> Sprint:
    """404 for anybody who may not see it."""
    return get_object_or_404(Sprint.objects.visible_to(request.user), slug=slug)


@login_not_required
@require_safe
@cached_page(rules.moments_passed)
def calendar(request, slug):
    sprint = visible_sprint(request, slug)
    content = sprint_calendar(sprint, request.build_absolute_uri(sprint.get_absolute_url()))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
