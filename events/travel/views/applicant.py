"""The own application: to begin it, to follow it, to answer an offer."""

import copy

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.lifecycle import Refused
from events.sprints.views import visible_sprint
from events.travel import display, rules, workflow
from events.travel.forms import AcceptForm, ApplicationForm, WordsForm, rows_asked_for
from events.travel.models import Message, TravelApplication
from events.travel.views.access import own_application

State = TravelApplication.State
ABSENT = "Help with travel is for those who are confirmed to come in person."


def _answer_form(data=None):
    return WordsForm(data, name="answer", label="Your answer")


def _message_form(data=None):
    return WordsForm(data, name="message", label="A word to the team")


def _more_form(data=None):
    return WordsForm(data, name="more", label="What is missing?")


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request, slug):
    """The state of the own application; a draft as a form, of which a POST saves what was typed."""
    sprint = visible_sprint(request, slug)
    application = rules.application_of(request.user, sprint)
    program = rules.program_of(sprint)
    if application is None or program is None:
        if request.method == "POST":
            messages.error(request, "There is no application to save.")
        return _invitation(request, sprint, program)
    if request.method == "POST" or application.state == State.DRAFT:
        return _draft(request, application, program)
    return _standing(request, application)


def _invitation(request, sprint, program):
    """For whoever has no application: what there is, and how to begin, or why not."""
    context = {
        "sprint": sprint,
        "program": program,
        "window": display.window_in_words(program) if program else "",
        "takes_part": rules.registration_for_travel(request.user, sprint) is not None,
        "is_registered": sprint.registrations.live().filter(person=request.user).exists(),
        "contact": rules.contact_of(program) if program else sprint.contact_email,
        "is_open": program is not None and rules.is_open(program),
    }
    return render(request, "events/travel/start.html", context)


def _draft(request, application, program):
    rows = rows_asked_for(request.GET.get("rows", ""))
    form = ApplicationForm(
        request.POST if request.method == "POST" else None,
        instance=copy.copy(application),
        program=program,
        rows=rows,
    )
    if request.method == "POST" and form.is_valid():
        try:
            workflow.save_draft(application, by=request.user, answers=form.answers())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your draft is saved. The team reads it once you submit it.")
            more = f"?rows={rows}#costs" if "rows" in request.GET else ""
            return redirect(reverse("travel:mine", args=[program.sprint.slug]) + more)
    context = {
        "sprint": application.registration.sprint,
        "program": program,
        "application": application,
        "standing": display.standing(application, program, None),
        "form": form,
        "sums": display.sums_of(application, program),
        "missing": rules.missing_for_submission(application, program),
        "may_submit": rules.may_submit_now(application, program),
        "more_rows": len(form.lines.forms) + 5,
    }
    return render(request, "events/travel/draft.html", context)


def _standing(request, application, **forms):
    sprint = application.registration.sprint
    program = sprint.travel_program
    offer = rules.seen_offer(application)
    may_submit = rules.may_submit_now(application, program)
    context = {
        "sprint": sprint,
        "application": application,
        "standing": display.standing(application, program, offer),
        "sums": display.sums_of(application, program),
        "costs": display.costs_of(application, program),
        "offered": display.offered(offer) if offer else [],
        "may_answer_offer": offer is not None and rules.awaits_answer(offer),
        "may_take_back": application.state == State.SUBMITTED and may_submit,
        "may_start_again": application.state in TravelApplication.ENDED and may_submit,
        "may_withdraw": application.state in rules.WITHDRAWABLE,
        "conversation": display.conversation(application),
        "history": display.history(application),
        "answer_form": _answer_form(),
        "message_form": _message_form(),
        **forms,
    }
    return render(request, "events/travel/mine.html", context)


@require_safe
def offer(request, slug):
    try:
        application = own_application(request, slug)
    except Refused:
        return redirect("travel:mine", slug)
    return _offer(request, application)


def _offer(request, application, accept_form=None, more_form=None):
    sprint = application.registration.sprint
    program, found = sprint.travel_program, rules.open_offer(application)
    if found is None or not rules.awaits_answer(found):
        return redirect("travel:mine", sprint.slug)
    terms = display.terms(found, program)
    context = {
        "sprint": sprint,
        "offer": found,
        "standing": display.standing(application, program, found),
        "offered": display.offered(found),
        "terms": terms,
        "accept_form": accept_form or AcceptForm(terms=terms),
        "more_form": more_form or _more_form(),
    }
    return render(request, "events/travel/offer.html", context)


@require_POST
def start(request, slug):
    sprint = visible_sprint(request, slug)
    registration = rules.registration_for_travel(request.user, sprint)
    if registration is None:
        messages.error(request, ABSENT)
        return redirect("travel:mine", slug)
    try:
        workflow.start(registration, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("travel:mine", slug)


def _take(request, slug, verb, done):
    try:
        verb(own_application(request, slug), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("travel:mine", slug)


@require_POST
def submit(request, slug):
    return _take(request, slug, workflow.submit, "Your application is with the team now.")


@require_POST
def take_back(request, slug):
    return _take(request, slug, workflow.take_back, "Your application is a draft again.")


@require_POST
def withdraw(request, slug):
    return _take(request, slug, workflow.withdraw, "Your application is withdrawn.")


@require_POST
def refuse(request, slug):
    return _take(
        request, slug, workflow.refuse, "You have refused the offer. Thank you for saying."
    )


@require_POST
def cancel(request, slug):
    return _take(request, slug, workflow.cancel, "It is given back. Thank you for saying so.")


@require_POST
def start_again(request, slug):
    return _take(request, slug, workflow.start_again, "Your application is a draft again.")


@require_POST
def accept(request, slug):
    """Only the terms as they hold now can be agreed to."""
    try:
        application = own_application(request, slug)
        found = rules.open_offer(application)
        terms = (
            display.terms(found, application.registration.sprint.travel_program) if found else ""
        )
        form = AcceptForm(request.POST, terms=terms)
        if found and not form.is_valid():
            return _offer(request, application, accept_form=form)
        workflow.accept(application, by=request.user, terms=terms, agreed=True)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The offer is yours. You can book now.")
    return redirect("travel:mine", slug)


def _write(request, slug, form, verb, done):
    """Hand on what was typed; if that is refused, it stands in the form again."""
    try:
        application = own_application(request, slug)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("travel:mine", slug)
    if form.is_valid():
        try:
            verb(application, by=request.user, body=form.cleaned_data["body"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("travel:mine", slug)
    application.refresh_from_db()
    found = rules.open_offer(application)
    if form.name == "more" and found and rules.awaits_answer(found):
        return _offer(request, application, more_form=form)
    # What is missing can still be told as a message, if the offer has gone meanwhile.
    name = "answer_form" if form.name == "answer" else "message_form"
    return _standing(request, application, **{name: form})


@require_POST
def answer(request, slug):
    form = _answer_form(request.POST)
    return _write(request, slug, form, workflow.answer_question, "Your answer is with the team.")


@require_POST
def message(request, slug):
    def write(application, *, by, body):
        workflow.message(application, by=by, body=body, visibility=Message.Visibility.APPLICANT)

    return _write(
        request, slug, _message_form(request.POST), write, "Your message is with the team."
    )


@require_POST
def ask_for_more(request, slug):
    form, done = _more_form(request.POST), "The team looks at it again. The offer no longer holds."
    return _write(request, slug, form, workflow.ask_for_more, done)
