"""The page of one meeting."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.meetings import exports, rules
from events.meetings.display import meeting as in_words
from events.meetings.display.clock import Clock
from events.meetings.display.lines import line
from events.meetings.models import Meeting
from events.meetings.views.programme import clock_for, public_page
from events.sprints.exports import json_for_script


@login_not_required
@require_safe
@public_page
def meeting(request, slug: str, pk: int):
    reader = request.user
    editable = rules.editable_by(reader).filter(pk=OuterRef("pk"))
    rows = Meeting.objects.visible_to(reader).select_related("sprint", "group", "room")
    meeting = get_object_or_404(
        rows.annotate(may_be_edited=Exists(editable)), pk=pk, sprint__slug=slug
    )
    clock = clock_for(request, meeting.sprint)
    url = request.build_absolute_uri(meeting.get_absolute_url())
    sprint_url = request.build_absolute_uri(meeting.sprint.get_absolute_url())
    data = exports.linked_data(meeting, url, sprint_url)
    context = {
        "meeting": meeting,
        "sprint": meeting.sprint,
        "clock": clock,
        "url": url,
        "line": line(meeting, clock, url),
        "when": in_words.when(meeting, clock),
        "agenda": [
            (item, in_words.minutes(item.minutes))
            for item in meeting.agenda.order_by("position", "pk")
        ],
        "linked_data": json_for_script(data) if data else "",
        **_part(reader, meeting, clock),
        **_rights(reader, meeting),
    }
    return render(request, "events/meetings/meeting.html", context)


def _part(reader, meeting: Meeting, clock: Clock) -> dict:
    """Who comes, and how the reader takes part."""
    registration = rules.participation(reader, meeting.sprint)
    counted = meeting.answers.counted().values_list("answer")
    mine = Count("pk", filter=Q(registration__person=reader.pk))
    answers = list(counted.annotate(number=Count("pk"), mine=mine).order_by())
    given = next((answer for answer, _, mine in answers if mine), "")
    may_join = registration is not None or rules.may_join(reader, meeting)
    return {
        "coming": in_words.coming({answer: number for answer, number, _ in answers}),
        "buttons": in_words.buttons(registration, meeting, given),
        "may_join": may_join and bool(rules.way_in(meeting)) and rules.door_is_open(meeting),
        "door": in_words.door(meeting, clock) if may_join else "",
    }


def _rights(reader, meeting: Any) -> dict:
    named = meeting.named.select_related("person").order_by("person__sort_key", "person")
    may_change = meeting.may_be_edited and rules.plans(meeting.sprint)
    return {
        "people": in_words.people(
            named if meeting.may_be_edited else rules.named_for(reader, meeting)
        ),
        "may_edit": meeting.may_be_edited,
        "may_move": may_change and rules.may_move(reader, meeting),
        "may_cancel": may_change and meeting.may_become(Meeting.State.CANCELLED),
    }
