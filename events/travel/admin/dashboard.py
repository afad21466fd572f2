"""The ways from a sprint's dashboard to help with travel."""

from django.urls import reverse

from events.sprints.admin.ways import Way, by_slug, form_for, rows_of
from events.sprints.models import Sprint
from events.travel import rules


def has_program(sprint: Sprint) -> bool:
    return rules.program_of(sprint) is not None


def may_begin(sprint: Sprint) -> bool:
    return not has_program(sprint) and sprint.state != Sprint.State.CANCELLED


def program(sprint: Sprint) -> str:
    return reverse("admin:events_travelprogram_change", args=[sprint.travel_program.pk])


WAYS = [
    Way("Reviews", by_slug("travel:queue"), rules.reads_applications, has_program),
    Way("Board", by_slug("travel:board"), rules.manages, has_program),
    Way("Program", program, rules.keeps_funds, has_program),
    Way("Offer help with travel", form_for("travelprogram"), rules.keeps_funds, may_begin),
    Way("Funds", rows_of("travelfund"), rules.reads_funds, has_program),
]
