"""What views of all areas share: the sprint of an address, cached pages, JSON for scripts."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from events.page_cache import cached_page
from events.sprints import rules
from events.sprints.calendar import sprint_calendar
from events.sprints.models import Sprint

JSON = "application/json"


def sprint_key(arguments: Mapping[str, Any]) -> int | None:
    """The scope of a page that shows one sprint, for `cached_page`."""
    return Sprint.objects.filter(slug=arguments["slug"]).values_list("pk", flat=True).first()


site_page = cached_page(next_moments=rules.next_gates)
sprint_page = cached_page(scope=sprint_key, next_moments=rules.next_gates)


def asks_for_json(request) -> bool:
    """Whether a script asked, which reads a sentence as {"message": …}."""
    return request.get_preferred_type(["text/html", JSON]) == JSON


def visible_sprint(request, slug) -> Sprint:
    """404 for anybody who may not see it."""
    return get_object_or_404(Sprint.objects.visible_to(request.user), slug=slug)


@login_not_required
@require_safe
@sprint_page
def calendar(request, slug):
    sprint = visible_sprint(request, slug)
    content = sprint_calendar(sprint, request.build_absolute_uri(sprint.get_absolute_url()))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
