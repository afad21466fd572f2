"""The desk's page: who takes part in one sprint, what they need, and who is here."""

import logging
from typing import NamedTuple

from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from events.admin_base import admin_page
from events.lifecycle import refusal_as_message
from events.registration import rules, workflow
from events.registration.display import days_in_words, purged_in_words
from events.registration.models import PrivateDetails, Registration
from events.sprints.display import dates_in_words
from events.sprints.models import Mode, Sprint
from events.sprints.rules import has_begun
from people.names import fold

logger = logging.getLogger(__name__)
Attended = Registration.Attended


class Row(NamedTuple):
    """One participant as the desk sees them; `needs` are pairs of label and text."""

    name: str
    mode: str
    needs: list[tuple[str, str]]
    registration: Registration

    @property
    def can_be_noted(self) -> bool:
        """Of remote participants the list of participants keeps who attended."""
        row = self.registration
        comes = (row.state, row.mode) == (Registration.State.CONFIRMED, Mode.IN_PERSON)
        return comes and not rules.refusal_of_attendance(row)

    @property
    def is_here(self) -> bool:
        return self.registration.attended == Attended.YES


def urls(admin_view):
    action = "<int:pk>/desk/<int:registration>"
    undo = {"attended": Attended.UNKNOWN}
    return [
        path("<int:pk>/desk/", admin_view(desk), name="events_registration_desk"),
        path(f"{action}/here/", admin_view(note), name="events_registration_here"),
        path(f"{action}/not-here/", admin_view(note), undo, "events_registration_undo_here"),
    ]


def sprint_of_desk(request, pk):
    sprint = get_object_or_404(Sprint.objects.with_team_member(request.user), pk=pk)
    if not rules.may_read_private(request.user, sprint):
        raise PermissionDenied
    return sprint


@require_safe
def desk(request, pk):
    """Names are found without their accents; who has looked is logged, what they saw is not."""
    sprint = sprint_of_desk(request, pk)
    asked = request.GET.get("q", "").strip()
    words = fold(asked).split()
    everybody = rows_of(sprint)
    matching = [row for row in everybody if all(word in fold(row.name) for word in words)]
    if any(row.needs for row in matching):
        logger.info("Private details of %s read by person %s", sprint.slug, request.user.pk)
    here = sum(row.can_be_noted and row.is_here for row in everybody)
    return admin_page(
        request,
        "admin/desk.html",
        f"Desk of {sprint}",
        sprint=sprint,
        dates=dates_in_words(sprint),
        purged=purged_in_words(sprint),
        asked=asked,
        number=len(everybody),
        here=f"{here} noted as here" if has_begun(sprint) else "",
        rows=matching,
        opts=Registration._meta,
    )


@require_POST
def note(request, pk, registration, attended=Attended.YES):
    """Note it, and go back to the row of this person, with the search that was on."""
    sprint = sprint_of_desk(request, pk)
    row = get_object_or_404(sprint.registrations, pk=registration)
    with refusal_as_message(request):
        workflow.mark_attended(row, by=request.user, attended=attended)
    asked = request.POST.get("q", "")
    query = f"?{urlencode({'q': asked})}" if asked else ""
    page = reverse("admin:events_registration_desk", args=[pk])
    return redirect(f"{page}{query}#person-{row.pk}")


def rows_of(sprint):
    """All who take part, in alphabetical order; one query."""
    rows = sprint.registrations.participating().select_related("person", "private_details")
    return [
        Row(row.person.name, mode_in_words(row), needs_of(row), row)
        for row in rows.order_by("person__sort_key", "pk")
    ]


def mode_in_words(registration):
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
