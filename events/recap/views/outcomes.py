"""What came of a sprint, told by those who did it."""

from copy import copy

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events.lifecycle import refusal_as_message, refusal_in
from events.recap import rules, workflow
from events.recap.display import outcome_rows
from events.recap.forms.outcomes import OutcomeForm, ShortForm
from events.recap.models import OutcomePerson
from events.sprints.views import visible_sprint

ON_A_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outcomes(request, slug):
    """404 for whoever neither takes part nor is in the team: the report is what they read."""
    sprint = visible_sprint(request, slug)
    if not rules.belongs(request.user, sprint):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = ShortForm(data, sprint=sprint, person=request.user)
    if form.is_valid():
        with refusal_in(form):
            workflow.add(sprint, by=request.user, row=form.row())
            messages.success(request, "It is written down, with your name.")
            return redirect("recap:outcomes", slug)
    credited = OutcomePerson.objects.order_by("position", "pk")
    rows = rules.outcomes_for(request.user, sprint).order_by("created_at", "pk")
    pages = Paginator(rows.prefetch_related(Prefetch("credited", credited)), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page", pages.num_pages))
    context = {
        "sprint": sprint,
        "form": form,
        "refusal": rules.refusal_to_add(request.user, sprint),
        "edits": rules.edits(request.user, sprint),
        "page": page,
        "rows": outcome_rows(list(page), sprint, request.user),
    }
    return render(request, "events/recap/outcomes.html", context)


def opened_outcome(request, slug, pk):
    """404 for whoever may neither change it nor is named in it."""
    sprint = visible_sprint(request, slug)
    rows = rules.outcomes_for(request.user, sprint).select_related("nominee")
    outcome = get_object_or_404(rows, pk=pk)
    outcome.sprint = sprint
    if not (rules.may_edit(request.user, outcome) or rules.is_in(request.user, outcome)):
        raise Http404
    return outcome


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_outcome(request, slug, pk):
    """The whole form for whoever may edit; for whoever is named in it, a say in that."""
    outcome = opened_outcome(request, slug, pk)
    person, form = request.user, None
    if rules.may_edit(person, outcome):
        data = request.POST if request.method == "POST" else None
        form = OutcomeForm(data, instance=copy(outcome), sprint=outcome.sprint, person=person)
    if form is not None and form.is_valid():
        with refusal_in(form):
            workflow.edit(
                outcome, by=person, seen=form.revision, row=form.row(), people=form.credited()
            )
            messages.success(request, "Your changes are saved.")
            return redirect("recap:outcomes", slug)
    is_nominee = outcome.nominee_id == person.pk
    context = {
        "sprint": outcome.sprint,
        "outcome": outcome,
        "form": form,
        "is_credited": outcome.credited.filter(person=person).exists(),
        "is_nominee": is_nominee,
        "may_agree": not rules.refusal_to_agree(person, outcome),
        "may_disagree": outcome.nominee_agreed
        and (is_nominee or rules.edits(person, outcome.sprint)),
    }
    return render(request, "events/recap/edit_outcome.html", context)


def post_of(action, done):
    """A page that takes one action on an outcome and goes back to where the person may read."""

    @require_POST
    def post(request, slug, pk):
        outcome = opened_outcome(request, slug, pk)
        with refusal_as_message(request):
            action(outcome, by=request.user)
            messages.success(request, done)
        if rules.belongs(request.user, outcome.sprint):
            return redirect("recap:outcomes", slug)
        return redirect(outcome.sprint)

    return post


remove_outcome = post_of(workflow.remove, "It is removed.")
leave_outcome = post_of(workflow.leave, "Your name is taken off.")
agree_to_outcome = post_of(workflow.agree, "The vote is shown with the name.")
disagree_to_outcome = post_of(workflow.disagree, "The vote is no longer shown.")
