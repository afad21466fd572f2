"""The travel managers' board, and the release of what was decided."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from events.lifecycle import Refused
from events.travel import emails, figures, ledger, workflow
from events.travel.figures.board import SORTS
from events.travel.forms import ChosenForm
from events.travel.models import Offer, TravelApplication
from events.travel.views.access import managed_program


@require_safe
def board(request, slug):
    program = managed_program(request, slug)
    sprint, sort = program.sprint, request.GET.get("sort", "")
    rows = figures.rows_of(program, request.user, sort)
    funds = figures.fund_lines(sprint, request.user)
    context = {
        "sprint": sprint,
        "program": program,
        "rows": rows,
        "funds": funds,
        "warnings": figures.warnings(rows, funds) + ledger.differences(sprint),
        "sorts": [(name, label) for name, (label, _) in SORTS.items()],
        "sort": sort if sort in SORTS else "mean",
        "staged": sum(1 for row in rows if row.application.staged_decision),
    }
    return render(request, "events/travel/board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request, slug):
    """Every letter as it would be sent; a POST sends those, and lets these applicants know."""
    program = managed_program(request, slug)
    sent = request.POST if request.method == "POST" else request.GET
    form = ChosenForm(sent, among=_to_release(program, request.user))
    if not form.is_valid():
        for sentence in form.errors["application"]:
            messages.error(request, str(sentence))
        return redirect("travel:board", slug)
    chosen = form.cleaned_data["application"]
    if request.method == "POST":
        try:
            number = workflow.release(program.sprint, chosen, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Released: {number}. Each of them gets a letter.")
        return redirect("travel:board", slug)
    letters = [
        (row, *emails.preview(row, next(iter(row.staged_offers), None), program.offer_days))
        for row in chosen
    ]
    context = {"sprint": program.sprint, "letters": letters}
    return render(request, "events/travel/preview.html", context)


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
