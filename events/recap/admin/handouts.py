"""The page on which organizers and the desk hand out gifts: a line a participant, a button a gift."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from events.lifecycle import Refused
from events.recap import rules, workflow
from events.recap.models import Gift, Handout
from events.registration.models import Registration
from events.sprints.display import dates_in_words
from events.sprints.models import Sprint
from people.names import fold


@dataclass(frozen=True)
class Place:
    """One gift beside one person."""

    gift: Gift
    has_one: bool


@dataclass(frozen=True)
class Line:
    registration: Registration
    name: str
    places: list[Place]


@require_safe
def page(request, pk):
    sprint = found_sprint(request, pk)
    asked = request.GET.get("q", "").strip()
    words = fold(asked).split()
    gifts = list(sprint.gifts.select_related("organization").order_by("pk"))
    everybody = lines_of(sprint, gifts)
    context = {
        **admin.site.each_context(request),
        "title": f"Gifts of {sprint}",
        "sprint": sprint,
        "dates": dates_in_words(sprint),
        "gifts": [(gift, stock_in_words(gift)) for gift in gifts],
        "asked": asked,
        "number": len(everybody),
        "lines": [line for line in everybody if all(word in fold(line.name) for word in words)],
        "opts": Gift._meta,
    }
    return render(request, "admin/handouts.html", context)


def found_sprint(request, pk) -> Sprint:
    """404 for whoever hands nothing out there."""
    sprint = get_object_or_404(Sprint.objects.with_team_member(request.user), pk=pk)
    if not rules.gives_out(request.user, sprint):
        raise Http404
    return sprint


def lines_of(sprint, gifts) -> list[Line]:
    """All who come in person, in alphabetical order; two queries."""
    pairs = Handout.objects.filter(gift__in=gifts).values_list("gift", "registration")
    given = set(pairs)
    rows = rules.comes_in_person(sprint).select_related("person")
    return [
        Line(row, row.person.name, [Place(gift, (gift.pk, row.pk) in given) for gift in gifts])
        for row in rows.order_by("person__sort_key", "pk")
    ]


def stock_in_words(gift) -> str:
    if gift.quantity is None:
        return f"{gift.handed_out} handed out"
    return f"{gift.handed_out} of {gift.quantity} handed out"


def hand_out(request, pk, registration):
    return changed(request, pk, registration, workflow.hand_out)


def undo(request, pk, registration):
    return changed(request, pk, registration, workflow.undo_handout)


@require_POST
def changed(request, pk, registration, verb):
    """Take the step, and go back to the line of this person, with the search that was on."""
    gift = get_object_or_404(Gift.objects.select_related("sprint"), pk=pk)
    sprint = found_sprint(request, gift.sprint_id)
    row = get_object_or_404(sprint.registrations.select_related("person"), pk=registration)
    try:
        verb(gift, row, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    asked = request.POST.get("q", "")
    query = f"?{urlencode({'q': asked})}" if asked else ""
    address = reverse("admin:events_gift_handouts", args=[sprint.pk])
    return redirect(f"{address}{query}#person-{row.pk}")
