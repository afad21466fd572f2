"""One application as its travel manager decides about it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from events.lifecycle import Refused
from events.travel import display, rules, workflow
from events.travel.currencies import in_words
from events.travel.forms import ExtendForm, ReasonForm, StageForm
from events.travel.models import TravelApplication
from events.travel.views.access import managed_program, others_application

State = TravelApplication.State


@require_http_methods(["GET", "HEAD", "POST"])
def stage(request, slug, pk):
    """What is decided about one application, and the form to stage it; nobody outside sees it."""
    program = managed_program(request, slug)
    found = others_application(request, program, pk)
    funds = display.fund_lines(program.sprint, request.user)
    data = request.POST if request.method == "POST" else None
    form = StageForm(data, funds=funds, program=program)
    if request.method == "POST" and form.is_valid():
        try:
            _stage(found, form, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Staged for {found.registration.person}, unseen as yet.")
            return redirect("travel:board", slug)
    found.refresh_from_db()
    return _page(request, program, found, stage_form=form)


def _stage(found, form, *, by):
    decision, why = form.cleaned_data["decision"], form.cleaned_data["why"]
    if decision == TravelApplication.Decision.OFFER:
        workflow.stage_offer(found, by=by, proposal=form.proposal(), why=why)
    else:
        workflow.stage(found, by=by, decision=decision, why=why)


def _page(request, program, found, **forms):
    person, sprint = request.user, program.sprint
    offer = rules.live_offer(found)
    may_read_scores = not rules.scores(person, sprint) or rules.has_reviewed(person, found)
    reviews = found.reviews.filter(final=True)
    context = {
        "sprint": sprint,
        "application": found,
        "currency": program.currency,
        "requested": in_words(found.requested_total, program.currency),
        "minimum": in_words(found.minimum_needed, program.currency),
        "needed": program.min_reviews,
        "finals": reviews.count(),
        "reviews": reviews.select_related("reviewer").order_by("pk") if may_read_scores else [],
        "may_read_scores": may_read_scores,
        "offered": display.offered(offer) if offer else [],
        "is_undecided": found.state in TravelApplication.UNDECIDED,
        "waits_for_answer": found.state == State.INFO_NEEDED,
        "is_offered": found.state == State.OFFERED,
        "is_accepted": found.state == State.ACCEPTED,
        "has_ended": found.state in TravelApplication.ENDED,
        "stage_form": None,
        "go_on_form": ReasonForm(name="go_on"),
        "revoke_form": ReasonForm(name="revoke"),
        "cancel_form": ReasonForm(name="cancel"),
        "reopen_form": ReasonForm(name="reopen"),
        "extend_form": ExtendForm(name="extend", sprint=sprint),
        **forms,
    }
    if context["stage_form"] is None:
        funds = display.fund_lines(sprint, person)
        context["stage_form"] = StageForm(funds=funds, program=program)
    return render(request, "events/travel/stage.html", context)


def _take(request, found, form, verb, done):
    """None once the step is taken; else the page, with what was typed."""
    if form.is_valid():
        try:
            verb(found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("travel:stage", found.registration.sprint.slug, found.pk)
    found.refresh_from_db()
    program = found.registration.sprint.travel_program
    return _page(request, program, found, **{f"{form.name}_form": form})


@require_POST
def unstage(request, slug, pk):
    found = others_application(request, managed_program(request, slug), pk)
    try:
        workflow.unstage(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Taken back. Nobody has seen it.")
    return redirect("travel:stage", slug, pk)


@require_POST
def go_on(request, slug, pk):
    found = others_application(request, managed_program(request, slug), pk)
    form = ReasonForm(request.POST, name="go_on")
    return _take(request, found, form, workflow.go_on, "It can be decided without the answer.")


@require_POST
def revoke(request, slug, pk):
    found = others_application(request, managed_program(request, slug), pk)
    form = ReasonForm(request.POST, name="revoke")
    return _take(request, found, form, workflow.revoke, "The offer is taken back.")


@require_POST
def cancel_accepted(request, slug, pk):
    found = others_application(request, managed_program(request, slug), pk)
    form = ReasonForm(request.POST, name="cancel")
    return _take(request, found, form, workflow.cancel, "It is cancelled. The money is free.")


@require_POST
def reopen(request, slug, pk):
    found = others_application(request, managed_program(request, slug), pk)
    form = ReasonForm(request.POST, name="reopen")
    return _take(request, found, form, workflow.reopen, "It can be decided anew.")


@require_POST
def extend(request, slug, pk):
    found = others_application(request, managed_program(request, slug), pk)
    form = ExtendForm(request.POST, name="extend", sprint=found.registration.sprint)
    return _take(request, found, form, workflow.extend, "They may submit until then.")
