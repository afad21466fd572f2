"""The report for machines and for other places."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from events.lifecycle import Refused
from events.page_cache import cached_page
from events.recap import exports, rules
from events.recap.display import content_now, content_of, thaw
from events.recap.models import Report
from events.recap.views.writing import written_sprint
from events.sprints.rules import moments_passed

IN_FEED = 20


@require_safe
def export(request, slug):
    """The published report as a ZIP for the blog; a draft is refused."""
    report = rules.report_of(written_sprint(request, slug))
    if report.state != Report.State.PUBLISHED:
        messages.error(request, "A draft is not exported. Publish the report first.")
        return redirect("recap:edit", slug)
    content = content_of(report)
    try:
        archive = exports.archive(report, content)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("recap:edit", slug)
    response = HttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{content.slug}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_not_required
@require_safe
@cached_page(moments_passed)
def figures(request, slug):
    rows = Report.objects.visible_to(request.user).select_related("sprint__series", "cover")
    report = get_object_or_404(rows, sprint__slug=slug)
    answer = exports.figures_of(report, content_now(report))
    return JsonResponse(answer, json_dumps_params={"indent": 2, "ensure_ascii": False})


@login_not_required
@require_safe
@cached_page(moments_passed)
def feed(request):
    newest = Report.objects.published().select_related("sprint").order_by("-updated_on", "-pk")
    reports = list(newest[:IN_FEED])
    people = rules.shown_people_of([report.sprint_id for report in reports])
    contents = (
        (report, thaw(report.frozen, people[report.sprint_id], with_cover=False))
        for report in reports
    )
    return HttpResponse(exports.atom(contents), content_type="application/atom+xml; charset=utf-8")


@login_not_required
@require_safe
def legacy(request, path):
    """Where a report stood before: it has moved here for good.

    An address that was published leads here until another one is published in its place.
    """
    published = Report.objects.published().select_related("sprint")
    report = published.filter(legacy_path=f"/{path}").first()
    report = report or published.filter(frozen__legacy_path=f"/{path}").first()
    if report is None:
        raise Http404
    return redirect(report, permanent=True)
