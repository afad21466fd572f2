"""The ways from a sprint's dashboard to what is prepared and paid for help with travel."""

from django.urls import reverse

from events.back_office import list_of
from events.sprints.models import Sprint, TeamRole
from events.sprints.rules import roles
from events.travel import rules


def program_link(sprint, person):
    """Of a sprint without one: to the form that begins it."""
    if not rules.keeps_funds(person, sprint) or sprint.state == Sprint.State.CANCELLED:
        return None
    if program := rules.program_of(sprint):
        return reverse("admin:events_travelprogram_change", args=[program.pk]), "Program"
    address = reverse("admin:events_travelprogram_add")
    return f"{address}?sprint={sprint.pk}", "Offer help with travel"


def funds_link(sprint, person):
    reads = rules.keeps_funds(person, sprint) or TeamRole.TREASURER in roles(person, sprint)
    if not (reads and rules.program_of(sprint)):
        return None
    return list_of("travelfund", sprint), "Funds"
