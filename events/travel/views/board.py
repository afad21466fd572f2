"""What travel managers work with: the board, the release, and an application as they decide."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.lifecycle import refusal_as_message, refusal_in
from events.travel import emails, ledger, rules, workflow
from events.travel.currencies import in_words
from events.travel.display import status, team
from events.travel.forms.team import ChosenForm, ExtendForm, ReasonForm, StageForm
from events.travel.models import Allocation, Offer, TravelApplication
from events.travel.views.access import application_for, applications_in, is_done, program_for

# What is done with a reason, and what the manager reads afterwards.
ACTIONS = {
    "go_on": (workflow.go_on, "It can be decided without the answer."),
    "revoke": (workflow.revoke, "The offer is taken back."),
    "cancel": (workflow.cancel, "It is cancelled. The money is free."),
    "reopen": (workflow.reopen, "It can be decided anew."),
    "extend": (workflow.extend, "They may submit until then."),
}


@require_safe
def board(request, slug):
    program = program_for(request, slug, rules.manages)
    sort, state = request.GET.get("sort"), request.GET.get("state")
    sort = sort if sort in team.SORTS else "mean"
    rows = team.rows_of(program, request.user, sort)
    states = team.states_of(rows)
    state = state if state in states else ""
    funds = team.balances(program.sprint, request.user)
    context = {
        "sprint": program.sprint,
        "program": program,
        "rows": [row for row in rows if state in ("", row.application.state)],
        "states": states.items(),
        "state": state,
        "funds": funds,
        "warnings": team.warnings(rows, funds) + ledger.differences(program.sprint),
        "sorts": [(name, label) for name, (label, _) in team.SORTS.items()],
        "sort": sort,
        "staged": sum(1 for row in rows if row.application.staged_decision),
    }
    return render(request, "events/travel/board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request, slug):
    """Every email as it would be sent; a POST sends those, and lets these applicants know.

    Where another email would be sent than the one that was read, it is shown first.
    """
    program = program_for(request, slug, rules.manages)
    allocations = Allocation.objects.select_related("fund__organization")
    staged = Offer.objects.filter(state=Offer.State.STAGED)
    staged = staged.prefetch_related(Prefetch("allocations", allocations))
    among = applications_in(request, program).select_related("registration__sprint")
    among = among.prefetch_related(Prefetch("offers", staged, "staged_offers"))
    among = among.order_by("registration__person__sort_key", "pk")
    form = ChosenForm(_chosen(request, among), among=among)
    if not form.is_valid():
        for sentence in form.errors["application"]:
            messages.error(request, str(sentence))
        return redirect("travel:board", slug)
    chosen = form.cleaned_data["application"]
    if request.method == "POST":
        with refusal_as_message(request):
            number = workflow.release(program.sprint, chosen, by=request.user, seen=form.seen())
            messages.success(request, f"Released: {number}. Each of them gets an email.")
            return redirect("travel:board", slug)
        query = urlencode({"application": [row.pk for row in chosen]}, doseq=True)
        return redirect(f"{request.path}?{query}")
    context = {"sprint": program.sprint, "emails": [_email(row, program) for row in chosen]}
    return render(request, "events/travel/preview.html", context)


def _chosen(request, among):
    """What was chosen to be sent, or to be read: some, or all that are staged."""
    if request.method == "POST":
        return request.POST
    if "all" not in request.GET:
        return request.GET
    staged = among.exclude(staged_decision="").values_list("pk", flat=True)
    return {"application": [str(pk) for pk in staged]}


def _email(application, program):
    """The application, the version of what is staged, and subject and text of its email."""
    offer = next(iter(application.staged_offers), None)
    version = rules.version_of_decision(application, offer)
    return application, version, *emails.preview(application, offer, program.offer_days)


@require_http_methods(["GET", "HEAD", "POST"])
def stage(request, slug, pk):
    """What is decided about one application, and the form to stage it; nobody outside sees it."""
    application = application_for(request, slug, pk, rules.manages)
    if request.method != "POST":
        return _page(request, application)
    program = application.registration.sprint.travel_program
    funds = team.balances(program.sprint, request.user)
    form = StageForm(request.POST, funds=funds, program=program)
    if form.is_valid():
        decision, why = form.cleaned_data["decision"], form.cleaned_data["why"]
        with refusal_in(form):
            if decision == TravelApplication.Decision.OFFER:
                proposal = form.proposal()
                workflow.stage_offer(application, by=request.user, proposal=proposal, why=why)
            else:
                workflow.stage(application, by=request.user, decision=decision, why=why)
            person = application.registration.person
            messages.success(request, f"Staged for {person}, unseen as yet.")
            return redirect("travel:board", slug)
    application.refresh_from_db()
    return _page(request, application, stage_form=form)


def _form(name, sprint, data=None):
    more = {"sprint": sprint} if name == "extend" else {}
    return (ExtendForm if more else ReasonForm)(data, name=name, **more)


def _page(request, application, **forms):
    person, sprint = request.user, application.registration.sprint
    program = sprint.travel_program
    offer = rules.live_offer(application)
    may_read_scores = not rules.scores(person, sprint) or rules.has_reviewed(person, application)
    reviews = application.reviews.filter(final=True)
    if "stage_form" not in forms:
        funds = team.balances(sprint, person)
        forms["stage_form"] = StageForm(funds=funds, program=program)
    context = {
        "sprint": sprint,
        "application": application,
        "currency": program.currency,
        "requested": in_words(application.requested_total, program.currency),
        "minimum": in_words(application.minimum_needed, program.currency),
        "needed": program.min_reviews,
        "finals": reviews.count(),
        "reviews": reviews.select_related("reviewer").order_by("pk") if may_read_scores else [],
        "may_read_scores": may_read_scores,
        "allocations": status.allocations_of(offer) if offer else [],
        "is_undecided": application.state in TravelApplication.UNDECIDED,
        "has_ended": application.state in TravelApplication.ENDED,
        **{f"{name}_form": _form(name, sprint) for name in ACTIONS},
        **forms,
    }
    return render(request, "events/travel/stage.html", context)


@require_POST
def unstage(request, slug, pk):
    application = application_for(request, slug, pk, rules.manages)
    with refusal_as_message(request):
        workflow.unstage(application, by=request.user)
        messages.success(request, "Taken back. Nobody has seen it.")
    return redirect("travel:stage", slug, pk)


@require_POST
def act(request, slug, pk, name):
    application = application_for(request, slug, pk, rules.manages)
    form = _form(name, application.registration.sprint, request.POST)
    if is_done(request, application, form, *ACTIONS[name]):
        return redirect("travel:stage", slug, pk)
    return _page(request, application, **{f"{name}_form": form})
