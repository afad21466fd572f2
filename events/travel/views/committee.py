"""Reviewing: the queue, an application with its score, and what the team writes about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.sprints.display import moment_in_words
from events.travel import rules, workflow
from events.travel.currencies import in_words
from events.travel.display import status, team
from events.travel.forms.application import WordsForm
from events.travel.forms.team import NoteForm, ReasonForm, ReviewForm
from events.travel.models import TravelApplication
from events.travel.views.access import application_for, is_done, program_for

QUESTION = {"name": "ask", "label": "Your question"}
NOTE = {"name": "note", "label": "A word"}


@require_safe
def queue(request, slug):
    program = program_for(request, slug, rules.reads_applications)
    rows = team.queue_of(program, request.user)
    context = {
        "sprint": program.sprint,
        "needed": program.min_reviews,
        "to_do": [(row, requested) for row, requested in rows if not row.has_final],
        "done": [(row, requested) for row, requested in rows if row.has_final],
        "scores": rules.scores(request.user, program.sprint),
        "manages": rules.manages(request.user, program.sprint),
    }
    return render(request, "events/travel/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def application(request, slug, pk):
    """What somebody asks for, with the form for one's own score, which a POST saves."""
    application = application_for(request, slug, pk, rules.reads_applications)
    if request.method != "POST":
        return _page(request, application)
    if not rules.scores(request.user, application.registration.sprint):
        raise PermissionDenied
    review = application.reviews.filter(reviewer=request.user).first()
    form = ReviewForm(request.POST, instance=review)
    if is_done(request, application, form, workflow.review, "Your review is saved."):
        return redirect("travel:application", slug, pk)
    return _page(request, application, review_form=form)


def _reviews(person, application):
    """One's own, and those of others once it is final."""
    own = application.reviews.filter(reviewer=person).first()
    has_final = own is not None and own.final
    reviews = application.reviews.filter(final=True).exclude(reviewer=person)
    others = reviews.select_related("reviewer").order_by("pk") if has_final else []
    form = ReviewForm(instance=own)
    return {"own": own, "has_final": has_final, "reviews": others, "review_form": form}


def _page(request, application, **forms):
    person, sprint = request.user, application.registration.sprint
    program = sprint.travel_program
    may_review = rules.may_review(person, application)
    scores = may_review and rules.scores(person, sprint)
    words = application.messages.select_related("author").order_by("pk")
    context = {
        "sprint": sprint,
        "application": application,
        "minimum": in_words(application.minimum_needed, program.currency),
        "sums": status.sums_of(application, program),
        "costs": status.costs_of(application, program),
        "facts": team.facts_about(application),
        "awards": team.award_lines(application),
        "reads_private_note": rules.reads_private_notes(person, sprint),
        "shares_organization": rules.shares_organization(person, application),
        **_reviews(person, application),
        "may_score": scores and application.state in TravelApplication.REVIEWED,
        "may_ask": may_review and application.may_become(TravelApplication.State.INFO_NEEDED),
        "manages": rules.manages(person, sprint),
        "conversation": [(row, moment_in_words(sprint, row.at)) for row in words],
        "ask_form": WordsForm(**QUESTION),
        "note_form": NoteForm(**NOTE),
        "recuse_form": ReasonForm(name="recuse"),
        **forms,
    }
    return render(request, "events/travel/application.html", context)


@require_POST
def recuse(request, slug, pk):
    """A second click does not find the application any more, and is no mistake."""
    program = program_for(request, slug, rules.reads_applications)
    recused = TravelApplication.objects.of(program.sprint).filter(recusals__person=request.user)
    if recused.filter(pk=pk).exists():
        messages.info(request, "You stay out of it already.")
        return redirect("travel:queue", slug)
    application = application_for(request, slug, pk, rules.reads_applications)
    form = ReasonForm(request.POST, name="recuse")
    done = f"You stay out of the application of {application.registration.person}."
    if is_done(request, application, form, workflow.recuse, done):
        return redirect("travel:queue", slug)
    return _page(request, application, recuse_form=form)


@require_POST
def ask(request, slug, pk):
    application = application_for(request, slug, pk, rules.reads_applications)
    form = WordsForm(request.POST, **QUESTION)
    if is_done(request, application, form, workflow.ask, "The question is on its way."):
        return redirect("travel:application", slug, pk)
    return _page(request, application, ask_form=form)


@require_POST
def note(request, slug, pk):
    application = application_for(request, slug, pk, rules.reads_applications)
    form = NoteForm(request.POST, **NOTE)
    if is_done(request, application, form, workflow.message, "Your word is written down."):
        return redirect("travel:application", slug, pk)
    return _page(request, application, note_form=form)
