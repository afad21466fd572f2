"""The travel managers' board, and the release of what was decided."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from events.lifecycle import Refused
from events.travel import display, emails, ledger, rules, workflow
from events.travel.display.board import SORTS
from events.travel.forms import ChosenForm
from events.travel.models import Offer, TravelApplication
from events.travel.views.access import managed_program


@require_safe
def board(request, slug):
    program = managed_program(request, slug)
    sprint, sort = program.sprint, request.GET.get("sort", "")
    rows = display.rows_of(program, request.user, sort)
    states = display.states_of(rows)
    state = request.GET.get("state", "")
    state = state if state in states else ""
    funds = display.fund_lines(sprint, request.user)
    context = {
        "sprint": sprint,
        "program": program,
        "rows": [row for row in rows if state in ("", row.application.state)],
        "states": states.items(),
        "state": state,
        "funds": funds,
        "warnings": display.warnings(rows, funds) + ledger.differences(sprint),
        "sorts": [(name, label) for name, (label, _) in SORTS.items()],
        "sort": sort if sort in SORTS else "mean",
        "staged": sum(1 for row in rows if row.is_staged),
    }
    return render(request, "events/travel/board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request, slug):
    """Every email as it would be sent; a POST sends those, and lets these applicants know.

    Where another email would be sent than the one that was read, it is shown first.
    """
    program = managed_program(request, slug)
    among = _to_release(program, request.user)
    sent = request.POST if request.method == "POST" else _asked_for(request, among)
    form = ChosenForm(sent, among=among)
    if not form.is_valid():
        for sentence in form.errors["application"]:
            messages.error(request, str(sentence))
        return redirect("travel:board", slug)
    chosen = form.cleaned_data["application"]
    if request.method == "POST":
        try:
            number = workflow.release(program.sprint, chosen, by=request.user, seen=form.seen())
        except Refused as refusal:
            messages.error(request, str(refusal))
            again = urlencode({"application": [row.pk for row in chosen]}, doseq=True)
            return redirect(f"{request.path}?{again}")
        messages.success(request, f"Released: {number}. Each of them gets an email.")
        return redirect("travel:board", slug)
    context = {"sprint": program.sprint, "emails": [_email(row, program) for row in chosen]}
    return render(request, "events/travel/preview.html", context)


def _asked_for(request, among):
    """What was chosen to be read: some, or all that are staged."""
    if "all" not in request.GET:
        return request.GET
    staged = among.exclude(staged_decision="").values_list("pk", flat=True)
    return {"application": [str(pk) for pk in staged]}


def _email(application, program):
    """The application, the mark of what is staged, and subject and text of its email."""
    offer = next(iter(application.staged_offers), None)
    mark = rules.mark_of_decision(application, offer)
    return application, mark, *emails.preview(application, offer, program.offer_days)


def _to_release(program, person):
    staged = Offer.objects.filter(state=Offer.State.STAGED).prefetch_related("allocations__fund")
    return (
        TravelApplication.objects.of(program.sprint)
        .handed_in()
        .by_others_than(person)
        .select_related("registration__sprint", "registration__person")
        .prefetch_related(Prefetch("offers", staged, "staged_offers"))
        .order_by("registration__person__sort_key", "pk")
    )
