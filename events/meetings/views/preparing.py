"""How chairs and the programme team ask for a meeting, prepare it, give it a slot and cancel it."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from events.lifecycle import Stale, refusal_as_message, refusal_in
from events.meetings import rules, workflow
from events.meetings.conflicts import against
from events.meetings.forms import (
    AgendaForm,
    CancelForm,
    EditForm,
    MoveForm,
    PeopleForm,
    RequestForm,
)
from events.meetings.forms.schedule import minutes_of
from events.meetings.models import Meeting
from events.meetings.views.meeting import visible_meeting
from events.sprints.display import dates_in_words
from events.sprints.models import Sprint

form_page = require_http_methods(["GET", "HEAD", "POST"])


def prepared_meeting(request, slug, pk, may=rules.may_edit):
    """The meeting, 403 for those who may see it and no more."""
    meeting = visible_meeting(request, slug, pk)
    if not may(request.user, meeting):
        raise PermissionDenied
    return meeting


def form_answer(request, page, meeting, form, **more):
    context = {
        "meeting": meeting,
        "sprint": meeting.sprint,
        "form": form,
        "may_move": rules.may_move(request.user, meeting),
        "page": page,
        **more,
    }
    return render(request, f"events/meetings/{page}.html", context)


@form_page
def request(request, slug):
    sprint = get_object_or_404(Sprint.objects.visible_to(request.user), slug=slug)
    refusal = rules.refusal_to_requests(request.user, sprint)
    form = RequestForm(request.POST or None, sprint=sprint, person=request.user)
    if form.is_valid():
        with refusal_in(form):
            return after_request(request, workflow.ask(sprint, by=request.user, draft=form.draft()))
    context = {
        "sprint": sprint,
        "dates": dates_in_words(sprint),
        "form": form,
        "refusal": refusal,
        "has_to_register": refusal and rules.may_request(request.user, sprint),
        "may_book": sprint.chairs_may_book or rules.may_schedule(request.user, sprint),
    }
    status = 403 if refusal else 200
    return render(request, "events/meetings/request.html", context, status=status)


def after_request(request, meeting):
    """Those who may book choose a slot next."""
    if rules.may_move(request.user, meeting):
        messages.success(request, "Your meeting is written down. Now choose a slot.")
        return redirect("meetings:move", meeting.sprint.slug, meeting.pk)
    messages.success(
        request, "Your request is in. The programme team gives it a slot and writes to you."
    )
    return redirect(meeting)


def warn_of_new(request, meeting, before):
    """Show the conflicts that the meeting has had only since it was saved."""
    for one in against(meeting, reader=request.user):
        if one not in before:
            messages.warning(request, one.sentence)


@form_page
def edit(request, slug, pk):
    meeting = prepared_meeting(request, slug, pk)
    typed = copy(meeting)  # validation writes into the instance
    form = EditForm(
        request.POST or None, instance=typed, sprint=meeting.sprint, person=request.user
    )
    context = {}
    if form.is_valid():
        before = against(meeting, reader=request.user)
        with refusal_in(form):
            try:
                workflow.edit(meeting, by=request.user, seen=form.seen, draft=form.draft())
            except Stale as stale:
                current = Meeting.objects.select_related("group").get(pk=pk)
                context = {"stale": str(stale), "differences": form.compare(current)}
            else:
                messages.success(request, "Your changes are saved.")
                warn_of_new(request, meeting, before)
                return redirect(meeting)
    return form_answer(request, "edit", meeting, form, **context)


@form_page
def people(request, slug, pk):
    meeting = prepared_meeting(request, slug, pk)
    form = PeopleForm(request.POST or None, meeting=meeting, reader=request.user)
    if form.is_valid():
        before = against(meeting, reader=request.user)
        named = form.cleaned_data["people"]
        with refusal_in(form):
            try:
                workflow.name_people(meeting, by=request.user, people=named, seen=form.present)
            except Stale:  # at the same moment: a new form shows what was saved
                form = PeopleForm(request.POST, meeting=meeting, reader=request.user)
            else:
                return after_naming(request, meeting, before)
    return form_answer(request, "people", meeting, form)


def after_naming(request, meeting, before):
    """Those who are no longer chair leave the meeting's pages."""
    messages.success(request, "The people are saved.")
    if not rules.may_edit(request.user, meeting):
        return redirect(meeting.sprint)
    warn_of_new(request, meeting, before)
    return redirect("meetings:people", meeting.sprint.slug, meeting.pk)


@form_page
def agenda(request, slug, pk):
    meeting = prepared_meeting(request, slug, pk)
    points = meeting.agenda.order_by("position", "pk")
    data = request.POST if request.method == "POST" else None
    form = AgendaForm(data, agenda=list(points))
    if form.is_valid():
        items = form.cleaned_data["points"]
        with refusal_in(form):
            try:
                workflow.set_agenda(meeting, by=request.user, items=items, seen=form.present)
            except Stale:  # at the same moment: a new form shows what was saved
                form = AgendaForm(data, agenda=list(points.all()))
            else:
                messages.success(request, "The agenda is saved.")
                return redirect("meetings:agenda", slug, pk)
    context = {
        "points": points,
        "time": time_in_words(points, minutes_of(meeting)),
        "is_on": rules.join_is_open(meeting),
    }
    return form_answer(request, "agenda", meeting, form, **context)


def time_in_words(points, minutes):
    """The minutes of the points against those of the meeting, in one sentence."""
    planned = sum(point.minutes or 0 for point in points)
    if not planned:
        return f"The meeting has {minutes} minutes. How many does each point take?"
    if planned > minutes:
        return f"The points take {planned} minutes, the meeting has {minutes}: {planned - minutes} too many."
    return f"The points take {planned} of the meeting’s {minutes} minutes."


@require_POST
def turn_to(request, slug, pk, item):
    meeting = prepared_meeting(request, slug, pk)
    point = meeting.agenda.filter(pk=item).first()
    if point is None:
        messages.error(request, "The agenda has changed meanwhile. Please look again.")
    else:
        with refusal_as_message(request):
            workflow.turn_to(point, by=request.user)
    return redirect("meetings:agenda", slug, pk)


@form_page
def move(request, slug, pk):
    """Schedule a request, move a scheduled meeting, restore a cancelled one."""
    meeting = prepared_meeting(request, slug, pk, may=rules.may_move)
    refusal = rules.refusal_to_slot(meeting)
    day = request.GET.get("day", "")
    form = MoveForm(request.POST or None, meeting=meeting, reader=request.user, day=day)
    if form.is_valid():
        is_scheduled = meeting.state == Meeting.State.SCHEDULED
        run = workflow.move if is_scheduled else workflow.schedule
        with refusal_in(form):
            run(meeting, form.chosen, by=request.user, why=form.cleaned_data.get("why", ""))
            messages.success(request, f"It takes place {form.in_words(form.chosen)}.")
            return redirect(meeting)
    return form_answer(request, "move", meeting, form, refusal=refusal)


@form_page
def cancel(request, slug, pk):
    meeting = prepared_meeting(request, slug, pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_in(form):
            workflow.cancel(meeting, by=request.user, why=form.cleaned_data["why"])
            messages.success(request, "The meeting is cancelled.")
            return redirect(meeting)
    return form_answer(request, "cancel", meeting, form, refusal=rules.refusal_to_cancel(meeting))
