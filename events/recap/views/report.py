"""The report as everybody reads it."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.page_cache import cached_page
from events.recap import display, rules
from events.recap.models import Report
from events.sprints.rules import moments_passed


@login_not_required
@require_safe
@cached_page(moments_passed)
def report(request, slug):
    """What was published; to the organizers a draft, as it would be published now."""
    rows = Report.objects.visible_to(request.user).select_related("sprint__series", "cover")
    found = get_object_or_404(rows, sprint__slug=slug)
    context = {
        **page(found, display.content_now(found)),
        "edits": rules.edits(request.user, found.sprint),
        "url": request.build_absolute_uri(found.get_absolute_url()),
    }
    return render(request, "events/recap/report.html", context)


def page(found: Report, content: display.Content) -> dict:
    """What the page and the preview show of a report."""
    share = content.cover and urljoin(settings.SITE_URL, content.cover.card)
    return {
        "report": found,
        "sprint": found.sprint,
        "content": content,
        "chart": display.chart(content.branches),
        "share": share,
    }
