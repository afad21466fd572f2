"""One's own application: begin it, follow it, answer an offer."""

import copy
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.lifecycle import Refused, refusal_as_message, refusal_in
from events.sprints.views import visible_sprint
from events.travel import rules, workflow
from events.travel.display import status
from events.travel.forms.application import AcceptForm, ApplicationForm, WordsForm, rows_asked_for
from events.travel.models import TravelApplication

State = TravelApplication.State
# What a button does, and what the person reads afterwards.
ACTIONS: dict[str, tuple[Callable[..., Any], str]] = {
    "submit": (workflow.submit, "Your application is with the team now."),
    "take_back": (workflow.take_back, "Your application is a draft again."),
    "withdraw": (workflow.withdraw, "Your application is withdrawn."),
    "refuse": (workflow.refuse, "You have refused the offer. Thank you for saying."),
    "cancel": (workflow.cancel, "It is given back. Thank you for saying so."),
    "start_again": (workflow.start_again, "Your application is a draft again."),
}
# What is written to the team: the label of the form, what it does, and what is said afterwards.
WORDS: dict[str, tuple[str, Callable[..., Any], str]] = {
    "answer": ("Your answer", workflow.answer_question, "Your answer is with the team."),
    "message": ("A word to the team", workflow.message, "Your message is with the team."),
    "ask_for_more": (
        "What is missing?",
        workflow.ask_for_more,
        "The team looks at it again. The offer no longer holds.",
    ),
}


def _sprint_and_application(request, slug):
    """The sprint, and one's own application in it or None."""
    sprint = visible_sprint(request, slug)
    application = rules.application_of(request.user, sprint)
    if application is None or rules.program_of(sprint) is None:
        return sprint, None
    application.registration.sprint = sprint
    return sprint, application


def _own_application(request, slug) -> TravelApplication:
    """Raises Refused for people who have none."""
    _, application = _sprint_and_application(request, slug)
    if application is None:
        raise Refused("You have no application for help with travel here.")
    return application


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request, slug):
    """The status of one's own application; a draft is a form, which a POST saves."""
    sprint, application = _sprint_and_application(request, slug)
    if application is None:
        if request.method == "POST":
            messages.error(request, "There is no application to save.")
        return _invitation(request, sprint)
    if request.method == "POST" or application.state == State.DRAFT:
        return _draft_page(request, application)
    return _status_page(request, application)


def _invitation(request, sprint):
    """For people without an application: what there is, and how to begin, or why not."""
    program = rules.program_of(sprint)
    context = {
        "sprint": sprint,
        "program": program,
        "window": status.window_in_words(program) if program else "",
        "takes_part": rules.registration_for_travel(request.user, sprint) is not None,
        "is_registered": sprint.registrations.live().filter(person=request.user).exists(),
        "contact": rules.contact_of(program) if program else sprint.contact_email,
        "is_open": program is not None and rules.is_open(program),
    }
    return render(request, "events/travel/start.html", context)


def _draft_page(request, application):
    sprint = application.registration.sprint
    program, rows = sprint.travel_program, rows_asked_for(request.GET.get("rows", ""))
    data = request.POST if request.method == "POST" else None
    form = ApplicationForm(data, instance=copy.copy(application), program=program, rows=rows)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data | {"lines": form.lines.typed()}
        with refusal_in(form):
            workflow.save_draft(application, by=request.user, **answers)
            messages.success(request, "Your draft is saved. The team reads it once you submit it.")
            more = f"?rows={rows}#costs" if "rows" in request.GET else ""
            return redirect(reverse("travel:mine", args=[sprint.slug]) + more)
    context = {
        "sprint": sprint,
        "program": program,
        "application": application,
        "status": status.status_of(application, program, rules.seen_offer(application)),
        "form": form,
        "sums": status.sums_of(application, program),
        "missing": rules.missing_for_submission(application, program),
        "may_submit": rules.may_submit_now(application, program),
        "more_rows": len(form.lines.forms) + 5,
    }
    return render(request, "events/travel/draft.html", context)


def _status_page(request, application, **forms):
    sprint = application.registration.sprint
    program = sprint.travel_program
    offer = rules.seen_offer(application)
    may_submit = rules.may_submit_now(application, program)
    context = {
        "sprint": sprint,
        "application": application,
        "status": status.status_of(application, program, offer),
        "sums": status.sums_of(application, program),
        "costs": status.costs_of(application, program),
        "allocations": status.allocations_of(offer) if offer else [],
        "may_answer_offer": offer is not None and rules.awaits_answer(offer),
        "may_take_back": application.state == State.SUBMITTED and may_submit,
        "may_start_again": application.state in TravelApplication.ENDED and may_submit,
        "may_withdraw": application.state in rules.WITHDRAWABLE,
        "conversation": status.conversation(application),
        "history": status.history(application),
        "answer_form": _words_form("answer"),
        "message_form": _words_form("message"),
        **forms,
    }
    return render(request, "events/travel/mine.html", context)


@require_safe
def offer(request, slug):
    _, application = _sprint_and_application(request, slug)
    return _offer_page(request, application) if application else redirect("travel:mine", slug)


def _offer_page(request, application, **forms):
    sprint = application.registration.sprint
    program, offer = sprint.travel_program, rules.open_offer(application)
    if offer is None or not rules.awaits_answer(offer):
        return redirect("travel:mine", sprint.slug)
    terms = status.terms(offer, program)
    context = {
        "sprint": sprint,
        "offer": offer,
        "status": status.status_of(application, program, offer),
        "allocations": status.allocations_of(offer),
        "terms": terms,
        "accept_form": AcceptForm(terms=terms),
        "more_form": _words_form("ask_for_more"),
        **forms,
    }
    return render(request, "events/travel/offer.html", context)


@require_POST
def start(request, slug):
    sprint = visible_sprint(request, slug)
    registration = rules.registration_for_travel(request.user, sprint)
    with refusal_as_message(request):
        if registration is None:
            raise Refused(rules.IN_PERSON_ONLY)
        workflow.start(registration, by=request.user)
    return redirect("travel:mine", slug)


@require_POST
def act(request, slug, name):
    run, done = ACTIONS[name]
    with refusal_as_message(request):
        run(_own_application(request, slug), by=request.user)
        messages.success(request, done)
    return redirect("travel:mine", slug)


@require_POST
def accept(request, slug):
    """Only the terms as they are now can be agreed to."""
    with refusal_as_message(request):
        application = _own_application(request, slug)
        program, offer = (
            application.registration.sprint.travel_program,
            rules.open_offer(application),
        )
        terms = status.terms(offer, program) if offer else ""
        form = AcceptForm(request.POST, terms=terms)
        if offer and not form.is_valid():
            return _offer_page(request, application, accept_form=form)
        workflow.accept(application, by=request.user, terms=terms, agreed=True)
        messages.success(request, "The offer is yours. You can book now.")
    return redirect("travel:mine", slug)


def _words_form(name, data=None):
    return WordsForm(data, name=name, label=WORDS[name][0])


@require_POST
def write(request, slug, name):
    """Pass on what was typed; if that is refused, the form shows it with the reason."""
    with refusal_as_message(request):
        return _write(request, _own_application(request, slug), name)
    return redirect("travel:mine", slug)


def _write(request, application, name):
    form, (_, run, done) = _words_form(name, request.POST), WORDS[name]
    if form.is_valid():
        with refusal_in(form):
            run(application, by=request.user, **form.cleaned_data)
            messages.success(request, done)
            return redirect("travel:mine", application.registration.sprint.slug)
    application.refresh_from_db()
    offer = rules.open_offer(application)
    if name == "ask_for_more" and offer and rules.awaits_answer(offer):
        return _offer_page(request, application, more_form=form)
    # If the offer is gone by now, what is missing can still be sent as a message.
    key = "answer_form" if name == "answer" else "message_form"
    return _status_page(request, application, **{key: form})
