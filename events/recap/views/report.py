"""The report: as everybody reads it, for machines, and where it is written."""

import copy
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.lifecycle import Refused, Stale, refusal_as_message
from events.recap import display, exports, rules, workflow
from events.recap.forms.writing import OUT_OF_DATE, PublishForm, ReportForm, TakeBackForm
from events.recap.models import Report
from events.sprints.models import Sprint
from events.sprints.views import site_page, sprint_page

IN_FEED = 20


@login_not_required
@require_safe
@sprint_page
def report(request, slug):
    """What was published; to the organizers a draft, as it would be published now."""
    report = visible_report(request, slug)
    context = {
        **page(report, display.content_now(report)),
        "edits": rules.edits(request.user, report.sprint),
        "url": request.build_absolute_uri(report.get_absolute_url()),
    }
    return render(request, "events/recap/report.html", context)


def visible_report(request, slug) -> Report:
    rows = Report.objects.visible_to(request.user).select_related("sprint__series", "cover")
    return get_object_or_404(rows, sprint__slug=slug)


def page(report: Report, content: display.Content) -> dict:
    """What the page and the preview show of a report."""
    share = content.cover and urljoin(settings.SITE_URL, content.cover.card)
    return {
        "report": report,
        "sprint": report.sprint,
        "content": content,
        "chart": display.chart(content.branches),
        "share": share,
    }


@login_not_required
@require_safe
@sprint_page
def figures(request, slug):
    report = visible_report(request, slug)
    answer = exports.figures_of(report, display.content_now(report))
    return JsonResponse(answer, json_dumps_params={"indent": 2, "ensure_ascii": False})


@login_not_required
@require_safe
@site_page
def feed(request):
    newest = Report.objects.published().select_related("sprint").order_by("-updated_on", "-pk")
    reports = list(newest[:IN_FEED])
    people = rules.shown_people_of([report.sprint_id for report in reports])
    contents = (
        (report, display.thaw(report.frozen, people[report.sprint_id], with_cover=False))
        for report in reports
    )
    return HttpResponse(exports.atom(contents), content_type="application/atom+xml; charset=utf-8")


@login_not_required
@require_safe
def legacy(request, path):
    """The report's earlier address: it has moved here for good.

    An address that was published leads here until another one is published in its place.
    """
    published = Report.objects.published().select_related("sprint")
    report = published.filter(legacy_path=f"/{path}").first()
    report = report or published.filter(frozen__legacy_path=f"/{path}").first()
    if report is None:
        raise Http404
    return redirect(report, permanent=True)


@require_safe
def export(request, slug):
    """The published report as a ZIP for the blog; a draft is refused."""
    report = rules.report_of(written_sprint(request, slug))
    with refusal_as_message(request):
        if report.state != Report.State.PUBLISHED:
            raise Refused("A draft is not exported. Publish the report first.")
        content = display.content_of(report)
        archive = exports.archive(report, content)
        response = HttpResponse(archive, content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="{content.slug}.zip"'
        response["Cache-Control"] = "private, no-store"
        return response
    return redirect("recap:edit", slug)


def written_sprint(request, slug) -> Sprint:
    """404 for whoever does not write this sprint's report."""
    visible = Sprint.objects.visible_to(request.user).select_related("series")
    sprint = get_object_or_404(visible, slug=slug)
    if not rules.edits(request.user, sprint):
        raise Http404
    return sprint


def form_of(request, report: Report, facts: display.Facts, **newer) -> ReportForm:
    """`newer`: what takes the place of something sent."""
    computed = {name: display.text_of(text) for name, text in display.computed(facts).items()}
    data = request.POST.dict() | newer if request.method == "POST" else None
    return ReportForm(data, instance=copy.copy(report), computed=computed)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug):
    sprint = written_sprint(request, slug)
    report, facts = rules.report_of(sprint), display.Facts(sprint)
    form = form_of(request, report, facts)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.save(sprint, by=request.user, **form.written())
        except Stale as stale:  # the form says what differs, and may be saved on purpose
            report = rules.report_of(sprint)
            form = form_of(request, report, facts, seen=str(report.revision))
            form.add_error(None, str(stale))
            form.theirs = form.differences(report)
        else:
            messages.success(request, "The report is saved.")
            return redirect("recap:edit", slug)
    return show(request, report, facts, form)


def show(request, report, facts, form, *, content=None):
    """The editor: the form beside the report as it would be published."""
    is_published = report.state == Report.State.PUBLISHED
    context = {
        **page(report, content or display.content_drafted(report, facts)),
        "form": form,
        "meter": display.meter(report, facts),
        "drift": display.drift(report, facts) if is_published else None,
        "is_published": is_published,
        "refusal": rules.refusal_to_publish(report),
    }
    return render(request, "events/recap/edit.html", context)


@never_cache
@require_POST
def preview(request, slug):
    """The report as typed, without storing it; for the script nothing but the preview."""
    sprint = written_sprint(request, slug)
    report, facts = rules.report_of(sprint), display.Facts(sprint)
    form = form_of(request, report, facts)
    content = None
    if form.is_valid():
        typed = copy.copy(report)
        for name, value in form.head().items():
            setattr(typed, name, value)
        typed.blocks = form.blocks()
        content = display.content_drafted(typed, facts)
    if "fragment" in request.GET:
        context = page(report, content) if content else {}
        return render(request, "events/recap/_preview.html", context | {"form": form})
    return show(request, report, facts, form, content=content)


@require_POST
def attach(request, slug, block):
    sprint = written_sprint(request, slug)
    with refusal_as_message(request):
        workflow.attach(sprint, by=request.user, block=block)
        messages.success(request, "This part is computed again.")
    return redirect("recap:edit", slug)


@require_POST
def publish(request, slug):
    sprint, form = written_sprint(request, slug), PublishForm(request.POST)
    with refusal_as_message(request):
        if not form.is_valid():
            raise Refused(OUT_OF_DATE)
        workflow.publish(sprint, by=request.user, seen=form.cleaned_data["seen"])
        messages.success(request, "Everybody can read the report now.")
    return redirect("recap:edit", slug)


@require_POST
def take_back(request, slug):
    sprint, form = written_sprint(request, slug), TakeBackForm(request.POST)
    with refusal_as_message(request):
        why = form.cleaned_data["why"] if form.is_valid() else ""
        workflow.take_back(sprint, by=request.user, why=why)
        messages.success(request, "The report is a draft again.")
    return redirect("recap:edit", slug)
