"""What travel support offers to a sprint's dashboard."""

from django.urls import reverse

from events.sprints.models import Sprint
from events.sprints.offers import Link, by_slug, form_for, rows_of
from events.travel import rules


def has_program(sprint: Sprint) -> bool:
    return rules.program_of(sprint) is not None


def may_begin(sprint: Sprint) -> bool:
    return not has_program(sprint) and sprint.state != Sprint.State.CANCELLED


def program(sprint: Sprint) -> str:
    return reverse("admin:events_travelprogram_change", args=[sprint.travel_program.pk])


LINKS = [
    Link("Reviews", by_slug("travel:queue"), rules.reads_applications, has_program),
    Link("Board", by_slug("travel:board"), rules.manages, has_program),
    Link("Program", program, rules.keeps_funds, has_program),
    Link("Offer help with travel", form_for("travelprogram"), rules.keeps_funds, may_begin),
    Link("Funds", rows_of("travelfund"), rules.reads_funds, has_program),
]
