"""Writing the report, and publishing it."""

import copy

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events.lifecycle import Refused
from events.recap import display, rules, workflow
from events.recap.forms.writing import OUT_OF_DATE, PublishForm, ReportForm, TakeBackForm
from events.recap.models import Report
from events.recap.views.report import page
from events.sprints.models import Sprint


def written_sprint(request, slug) -> Sprint:
    """404 for whoever does not write this sprint's report."""
    sprint = get_object_or_404(
        Sprint.objects.visible_to(request.user).select_related("series"), slug=slug
    )
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
    report, facts = rules.report_of(sprint), display.facts_of(sprint)
    form = form_of(request, report, facts)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.save(
                sprint,
                by=request.user,
                head=form.head(),
                blocks=form.blocks(),
                seen=form.cleaned_data["seen"],
            )
        except workflow.Stale as stale:
            form = form_of(request, stale.current, facts, seen=str(stale.current.revision))
            form.add_error(None, str(stale))
            form.theirs = form.differences(stale.current)
            return show(request, stale.current, facts, form)
        else:
            messages.success(request, "The report is saved.")
            return redirect("recap:edit", slug)
    return show(request, report, facts, form)


def show(request, report, facts, form, *, content=None):
    """The editor: the form beside the report as it would be published."""
    now = content or display.thaw(
        display.draft_content(report, facts), rules.shown_people(report.sprint)
    )
    is_published = report.state == Report.State.PUBLISHED
    context = {
        **page(report, now),
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
    """The report as typed, without keeping it: the page's part alone for the script."""
    sprint = written_sprint(request, slug)
    report, facts = rules.report_of(sprint), display.facts_of(sprint)
    form = form_of(request, report, facts)
    content = None
    if form.is_valid():
        typed = copy.copy(report)
        for name, value in form.head().items():
            setattr(typed, name, value)
        typed.blocks = form.blocks()
        content = display.thaw(display.draft_content(typed, facts), rules.shown_people(sprint))
    if "fragment" in request.GET:
        context = page(report, content) if content else {}
        return render(request, "events/recap/_preview.html", context | {"form": form})
    return show(request, report, facts, form, content=content)


def _take(request, slug, verb, done, **how):
    sprint = written_sprint(request, slug)
    try:
        verb(sprint, by=request.user, **how)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("recap:edit", slug)


@require_POST
def attach(request, slug, block):
    return _take(request, slug, workflow.attach, "This part is computed again.", block=block)


@require_POST
def publish(request, slug):
    form = PublishForm(request.POST)
    if not form.is_valid():
        written_sprint(request, slug)
        messages.error(request, OUT_OF_DATE)
        return redirect("recap:edit", slug)
    done, seen = "Everybody can read the report now.", form.cleaned_data["seen"]
    return _take(request, slug, workflow.publish, done, seen=seen)


@require_POST
def take_back(request, slug):
    form = TakeBackForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    return _take(request, slug, workflow.take_back, "The report is a draft again.", why=why)
