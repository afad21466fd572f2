"""The desk's page: who takes part in one sprint, and what they need."""

import logging
from typing import NamedTuple

from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from events.registration import rules
from events.registration.figures import days_in_words, purged_in_words
from events.registration.models import PrivateDetails, Registration
from events.sprints.figures import dates_in_words
from events.sprints.models import Mode, Sprint
from people.names import fold

logger = logging.getLogger(__name__)


class Line(NamedTuple):
    """One participant as the desk sees them; `needs` are pairs of label and text."""

    name: str
    way: str
    needs: list[tuple[str, str]]


def desk_link(sprint, person):
    """The way from the dashboard, for those whom the page lets in."""
    if not rules.may_read_private(person, sprint):
        return None
    return reverse("admin:events_registration_desk", args=[sprint.pk]), "Desk"


@require_safe
def desk(request, pk):
    """Names are found without their accents; whoever has looked is in the log, what they saw is not."""
    sprint = get_object_or_404(Sprint.objects.with_team_member(request.user), pk=pk)
    if not rules.may_read_private(request.user, sprint):
        raise PermissionDenied
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
        "lines": shown,
        "opts": Registration._meta,
    }
    return render(request, "admin/desk.html", context)


def lines_of(sprint):
    """All who take part, in alphabetical order; one query."""
    rows = sprint.registrations.participating().select_related("person", "private_details")
    return [
        Line(row.person.name, way_in_words(row), needs_of(row))
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
