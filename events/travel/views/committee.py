"""Reviewing: the queue, an application with its score, and what the team writes about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.lifecycle import Refused
from events.sprints.display import moment_in_words
from events.sprints.views import visible_sprint
from events.travel import display, rules, workflow
from events.travel.currencies import in_words
from events.travel.display.committee import REVIEWED
from events.travel.forms import NoteForm, ReasonForm, ReviewForm, WordsForm
from events.travel.models import TravelApplication, TravelProgram
from events.travel.views.access import others_application


def _program_of_team(request, slug) -> TravelProgram:
    """404 for whoever reads no applications of this sprint."""
    sprint = visible_sprint(request, slug)
    program = rules.program_of(sprint)
    if program is None or not rules.reads_applications(request.user, sprint):
        raise Http404
    program.sprint = sprint
    return program


def _found(request, slug, pk) -> TravelApplication:
    return others_application(request, _program_of_team(request, slug), pk)


@require_safe
def queue(request, slug):
    program = _program_of_team(request, slug)
    sprint = program.sprint
    rows = display.queue_of(program, request.user)
    context = {
        "sprint": sprint,
        "needed": program.min_reviews,
        "to_do": [row for row in rows if not row.has_final],
        "done": [row for row in rows if row.has_final],
        "scores": rules.scores(request.user, sprint),
        "manages": rules.manages(request.user, sprint),
    }
    return render(request, "events/travel/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def application(request, slug, pk):
    """What somebody asks for, with the form for one's own score; a POST scores."""
    found = _found(request, slug, pk)
    sprint = found.registration.sprint
    review = found.reviews.filter(reviewer=request.user).first()
    form = ReviewForm(request.POST if request.method == "POST" else None, instance=review)
    if request.method == "POST":
        if not rules.scores(request.user, sprint):
            raise PermissionDenied
        if form.is_valid():
            try:
                workflow.review(found, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "Your review is saved.")
                return redirect("travel:application", slug, pk)
    return _page(request, found, review_form=form)


def _page(request, found, **forms):
    person, sprint = request.user, found.registration.sprint
    program = sprint.travel_program
    own = found.reviews.filter(reviewer=person).first()
    has_final = own is not None and own.final
    reviews = found.reviews.filter(final=True).select_related("reviewer").order_by("pk")
    may_review = rules.may_review(person, found)
    context = {
        "sprint": sprint,
        "application": found,
        "minimum": in_words(found.minimum_needed, program.currency),
        "sums": display.sums_of(found, program),
        "costs": display.costs_of(found, program),
        "facts": display.facts_about(found),
        "awards": display.award_lines(found),
        "reads_private_note": rules.reads_private_notes(person, sprint),
        "shares_organization": rules.shares_organization(person, found),
        "own": own,
        "reviews": reviews.exclude(reviewer=person) if has_final else [],
        "has_final": has_final,
        "may_review": may_review,
        "may_score": may_review and rules.scores(person, sprint) and found.state in REVIEWED,
        "may_ask": may_review and found.may_become("info_needed"),
        "manages": rules.manages(person, sprint),
        "conversation": [
            (row, moment_in_words(sprint, row.at))
            for row in found.messages.select_related("author").order_by("pk")
        ],
        "review_form": ReviewForm(instance=own),
        "ask_form": WordsForm(name="ask", label="Your question"),
        "recuse_form": ReasonForm(name="recuse"),
        "note_form": NoteForm(name="note", label="A word"),
        **forms,
    }
    return render(request, "events/travel/application.html", context)


def _write(request, found, form, verb, done):
    """Hand on what was typed; if that is refused, it stands in the form again."""
    if form.is_valid():
        try:
            verb(found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return None
    found.refresh_from_db()
    return _page(request, found, **{f"{form.name}_form": form})


@require_POST
def recuse(request, slug, pk):
    """A second click finds the application no more, and is no mistake."""
    program = _program_of_team(request, slug)
    if rules.is_recused(request.user, program.sprint, pk):
        messages.info(request, "You stay out of it already.")
        return redirect("travel:queue", slug)
    found = others_application(request, program, pk)
    form = ReasonForm(request.POST, name="recuse")
    done = f"You stay out of the application of {found.registration.person}."
    page = _write(request, found, form, _recuse, done)
    return page or redirect("travel:queue", slug)


def _recuse(found, *, by, why):
    workflow.recuse(found, by=by, reason=why)


@require_POST
def ask(request, slug, pk):
    found = _found(request, slug, pk)
    form = WordsForm(request.POST, name="ask", label="Your question")
    page = _write(request, found, form, workflow.ask, "The question is on its way.")
    return page or redirect("travel:application", slug, pk)


@require_POST
def note(request, slug, pk):
    found = _found(request, slug, pk)
    form = NoteForm(request.POST, name="note", label="A word")
    page = _write(request, found, form, workflow.message, "Your word is written down.")
    return page or redirect("travel:application", slug, pk)
