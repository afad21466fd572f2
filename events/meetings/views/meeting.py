"""The page of one meeting, and what participants do there: answer and join."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from events.lifecycle import refusal_as_message
from events.meetings import exports, rules, workflow
from events.meetings.display import meetings as in_words
from events.meetings.display.clock import Clock
from events.meetings.models import Meeting, Rsvp
from events.meetings.views.programme import clock_for, programme_page
from events.registration.display import counted
from events.sprints.exports import json_for_script

THANKS = {
    Rsvp.Answer.IN_PERSON: "You are expected in the room.",
    Rsvp.Answer.REMOTE: "You are expected from afar.",
    Rsvp.Answer.NO: "Thank you for telling. You can change your answer.",
}


def visible_meeting(request, slug, pk, **extra: Any) -> Any:
    """The meeting, 404 for readers who may not see it."""
    rows = Meeting.objects.visible_to(request.user).select_related("sprint", "group", "room")
    return get_object_or_404(rows.annotate(**extra), sprint__slug=slug, pk=pk)


@login_not_required
@require_safe
@programme_page
def meeting(request, slug: str, pk: int):
    reader = request.user
    may_edit = Exists(rules.editable_by(reader).filter(pk=OuterRef("pk")))
    meeting = visible_meeting(request, slug, pk, may_be_edited=may_edit)
    clock = clock_for(request, meeting.sprint)
    url = request.build_absolute_uri(meeting.get_absolute_url())
    sprint_url = request.build_absolute_uri(meeting.sprint.get_absolute_url())
    data = exports.linked_data(meeting, url, sprint_url)
    item = in_words.item(meeting, clock, url)
    context = {
        "meeting": meeting,
        "sprint": meeting.sprint,
        "clock": clock,
        "url": url,
        "item": item,
        "when": in_words.when(item, meeting.sprint, clock),
        "agenda": [
            (point, counted(point.minutes, "minute", "minutes") if point.minutes else "")
            for point in meeting.agenda.order_by("position", "pk")
        ],
        "linked_data": json_for_script(data) if data else "",
        **_attendance(reader, meeting, clock),
        **_rights(reader, meeting),
    }
    return render(request, "events/meetings/meeting.html", context)


def _attendance(reader, meeting: Meeting, clock: Clock) -> dict:
    registration = rules.participation(reader, meeting.sprint)
    given = meeting.answers.counted().values_list("answer")
    mine = Count("pk", filter=Q(registration__person=reader.pk))
    answers = list(given.annotate(number=Count("pk"), mine=mine).order_by())
    own_answer = next((answer for answer, _, mine in answers if mine), "")
    may_join = registration is not None or rules.may_join(reader, meeting)
    return {
        "coming": in_words.coming({answer: number for answer, number, _ in answers}),
        "buttons": in_words.buttons(registration, meeting, own_answer),
        "may_join": may_join and bool(rules.join_link(meeting)) and rules.join_is_open(meeting),
        "join_opens": in_words.join_opens(meeting, clock) if may_join else "",
    }


def _rights(reader, meeting: Any) -> dict:
    named = meeting.named.select_related("person").order_by("person__sort_key", "person")
    may_change = meeting.may_be_edited and rules.plans(meeting.sprint)
    visible = named if meeting.may_be_edited else rules.named_for(reader, meeting)
    return {
        "people": in_words.people(visible),
        "may_edit": meeting.may_be_edited,
        "may_move": may_change and rules.may_move(reader, meeting),
        "may_cancel": may_change and meeting.may_become(Meeting.State.CANCELLED),
    }


@require_POST
def answer(request, slug, pk):
    meeting = visible_meeting(request, slug, pk)
    with refusal_as_message(request):
        row = workflow.answer(meeting, by=request.user, answer=request.POST.get("answer", ""))
        messages.success(request, THANKS[Rsvp.Answer(row.answer)])
    return redirect(meeting)


@never_cache
@require_GET
def join(request, slug, pk):
    """Redirect to the secret address. A link, and why: docs/decisions/0012-joining.md."""
    meeting = visible_meeting(request, slug, pk)
    with refusal_as_message(request):
        response = HttpResponseRedirect(workflow.join(meeting, by=request.user))
        response["Referrer-Policy"] = "no-referrer"
        return response
    return redirect(meeting)
