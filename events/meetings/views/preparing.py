"""How chairs and the programme team ask for a meeting, and prepare it."""

from copy import copy

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from events.lifecycle import Refused
from events.meetings import rules, workflow
from events.meetings.conflicts import against
from events.meetings.forms import AgendaForm, EditForm, PeopleForm, RequestForm
from events.meetings.forms.move import minutes_of
from events.meetings.views.finding import prepared_meeting, show
from events.sprints.display import dates_in_words
from events.sprints.models import Sprint


@require_http_methods(["GET", "HEAD", "POST"])
def request(request, slug):
    sprint = get_object_or_404(Sprint.objects.visible_to(request.user), slug=slug)
    refusal = rules.refusal_to_requests(request.user, sprint)
    form = RequestForm(request.POST or None, sprint=sprint, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = workflow.ask(sprint, by=request.user, draft=form.draft())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return after_request(request, meeting)
    context = {
        "sprint": sprint,
        "dates": dates_in_words(sprint),
        "form": form,
        "refusal": refusal,
        "has_to_register": refusal and rules.may_request(request.user, sprint),
        "may_book": sprint.chairs_may_book or rules.may_place(request.user, sprint),
    }
    status = 403 if refusal else 200
    return render(request, "events/meetings/request.html", context, status=status)


def after_request(request, meeting):
    """Whoever may book goes on to choose a slot."""
    if rules.may_move(request.user, meeting):
        messages.success(request, "Your meeting is written down. Now choose a slot.")
        return redirect("meetings:move", meeting.sprint.slug, meeting.pk)
    messages.success(
        request, "Your request is in. The programme team gives it a slot and writes to you."
    )
    return redirect(meeting)


def warn_of_new(request, meeting, before):
    """Say what speaks against the meeting's place since it was saved, and did not before."""
    for one in against(meeting, reader=request.user):
        if one not in before:
            messages.warning(request, one.sentence)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug, pk):
    meeting = prepared_meeting(request, slug, pk)
    form = EditForm(
        request.POST or None, instance=copy(meeting), sprint=meeting.sprint, person=request.user
    )
    context = {}
    if request.method == "POST" and form.is_valid():
        before = against(meeting, reader=request.user)
        try:
            workflow.edit(meeting, by=request.user, seen=form.seen, draft=form.draft())
        except workflow.Stale as stale:
            context = {"stale": str(stale), "differences": form.compare(stale.current)}
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your changes are saved.")
            warn_of_new(request, meeting, before)
            return redirect(meeting)
    return show(request, "edit", meeting, form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def people(request, slug, pk):
    meeting = prepared_meeting(request, slug, pk)
    form = PeopleForm(request.POST or None, meeting=meeting, reader=request.user)
    if request.method == "POST" and form.is_valid():
        before = against(meeting, reader=request.user)
        try:
            workflow.name_people(
                meeting, by=request.user, people=form.cleaned_data["people"], seen=form.present
            )
        except workflow.Stale:  # at the same moment: the form says what is there now
            form = PeopleForm(request.POST, meeting=meeting, reader=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The people are saved.")
            if rules.may_edit(request.user, meeting):
                warn_of_new(request, meeting, before)
                return redirect("meetings:people", slug, pk)
            return redirect(meeting.sprint)  # whoever has left the chair to others
    return show(request, "people", meeting, form)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request, slug, pk):
    meeting = prepared_meeting(request, slug, pk)
    points = meeting.agenda.order_by("position", "pk")
    data = request.POST if request.method == "POST" else None
    form = AgendaForm(data, agenda=list(points))
    if form.is_valid():
        try:
            workflow.set_agenda(
                meeting, by=request.user, items=form.cleaned_data["points"], seen=form.present
            )
        except workflow.Stale:  # at the same moment: the form says what is there now
            form = AgendaForm(data, agenda=list(points.all()))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The agenda is saved.")
            return redirect("meetings:agenda", slug, pk)
    context = {
        "points": points,
        "time": time_in_words(points, minutes_of(meeting)),
        "is_on": rules.door_is_open(meeting),
    }
    return show(request, "agenda", meeting, form, **context)


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
    """Make a point of the agenda the present one, while the meeting lasts."""
    meeting = prepared_meeting(request, slug, pk)
    point = meeting.agenda.filter(pk=item).first()
    if point is None:
        messages.error(request, "The agenda has changed meanwhile. Please look again.")
        return redirect("meetings:agenda", slug, pk)
    try:
        workflow.turn_to(point, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("meetings:agenda", slug, pk)
