"""The desk's page: who takes part in one sprint, what they need, and who is here."""

import logging
from typing import NamedTuple

from django.contrib import admin, messages
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from events.lifecycle import Refused
from events.registration import rules, workflow
from events.registration.display import days_in_words, purged_in_words
from events.registration.models import PrivateDetails, Registration
from events.sprints.display import dates_in_words
from events.sprints.models import Mode, Sprint
from events.sprints.rules import has_begun
from people.names import fold

logger = logging.getLogger(__name__)
Attended = Registration.Attended


class Line(NamedTuple):
    """One participant as the desk sees them; `needs` are pairs of label and text."""

    name: str
    way: str
    needs: list[tuple[str, str]]
    registration: Registration

    @property
    def passes_the_door(self) -> bool:
        """Of those from afar the list of participants keeps who attended."""
        row = self.registration
        comes = (row.state, row.mode) == (Registration.State.CONFIRMED, Mode.IN_PERSON)
        return comes and not rules.refusal_of_attendance(row)

    @property
    def is_here(self) -> bool:
        return self.registration.attended == Attended.YES


def urls(admin_view):
    step = "<int:pk>/desk/<int:registration>"
    return [
        path("<int:pk>/desk/", admin_view(desk), name="events_registration_desk"),
        path(f"{step}/here/", admin_view(here), name="events_registration_here"),
        path(f"{step}/not-here/", admin_view(undo_here), name="events_registration_undo_here"),
    ]


@require_safe
def desk(request, pk):
    """Names are found without their accents; whoever has looked is in the log, what they saw is not."""
    sprint = found_sprint(request, pk)
    asked = request.GET.get("q", "").strip()
    words = fold(asked).split()
    everybody = lines_of(sprint)
    shown = [line for line in everybody if all(word in fold(line.name) for word in words)]
    if any(line.needs for line in shown):
        logger.info("Private details of %s read by person %s", sprint.slug, request.user.pk)
    context = {
        **admin.site.each_context(request),
        "title": f"Desk of {sprint}",
        "sprint": sprint,
        "dates": dates_in_words(sprint),
        "purged": purged_in_words(sprint),
        "asked": asked,
        "number": len(everybody),
        "here": f"{here_of(everybody)} noted as here" if has_begun(sprint) else "",
        "lines": shown,
        "opts": Registration._meta,
    }
    return render(request, "admin/desk.html", context)


def here_of(lines: list[Line]) -> int:
    return sum(line.passes_the_door and line.is_here for line in lines)


def found_sprint(request, pk):
    sprint = get_object_or_404(Sprint.objects.with_team_member(request.user), pk=pk)
    if not rules.may_read_private(request.user, sprint):
        raise PermissionDenied
    return sprint


def here(request, pk, registration):
    return noted(request, pk, registration, Attended.YES)


def undo_here(request, pk, registration):
    return noted(request, pk, registration, Attended.UNKNOWN)


@require_POST
def noted(request, pk, registration, attended):
    """Note it, and go back to the line of this person, with the search that was on."""
    sprint = found_sprint(request, pk)
    row = get_object_or_404(sprint.registrations, pk=registration)
    try:
        workflow.mark_attended(row, by=request.user, attended=attended)
    except Refused as refusal:
        messages.error(request, str(refusal))
    asked = request.POST.get("q", "")
    query = f"?{urlencode({'q': asked})}" if asked else ""
    return redirect(
        f"{reverse('admin:events_registration_desk', args=[pk])}{query}#person-{row.pk}"
    )


def lines_of(sprint):
    """All who take part, in alphabetical order; one query."""
    rows = sprint.registrations.participating().select_related("person", "private_details")
    return [
        Line(row.person.name, way_in_words(row), needs_of(row), row)
        for row in rows.order_by("person__sort_key", "pk")
    ]


def way_in_words(registration):
    if registration.state != Registration.State.CONFIRMED:
        return "From afar, waiting for a place in person"
    if registration.mode == Mode.REMOTE:
        return "From afar"
    return f"In person. {days_in_words(registration) or 'Days not known'}"


def needs_of(registration):
    """What the person wrote, question by question; nothing where they left it empty."""
    details = getattr(registration, "private_details", None)
    return [
        (label_for_field(name, PrivateDetails), getattr(details, name))
        for name in PrivateDetails.CONTENTS
        if getattr(details, name, "")
    ]
