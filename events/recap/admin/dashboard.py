"""What a sprint's dashboard shows of its report, to those who write it."""

from django.urls import reverse

from events.back_office import list_of
from events.recap import figures, rules
from events.recap.models import Report
from events.sprints.models import Sprint
from events.sprints.rules import has_begun


def report_link(sprint, person):
    if not rules.edits(person, sprint) or sprint.state == Sprint.State.CANCELLED:
        return None
    return reverse("recap:edit", args=[sprint.slug]), "Report"


def commits_link(sprint, person):
    """Where the counts of each repository are read, and published ones are typed."""
    if not report_link(sprint, person):
        return None
    return list_of("repository", sprint), "Commits"


def gifts_link(sprint, person):
    if not report_link(sprint, person):
        return None
    return list_of("gift", sprint), "Gifts"


def report_panel(sprint, person):
    """From the first day on; before there is little to be ready."""
    if not report_link(sprint, person) or not has_begun(sprint):
        return None
    report, facts = rules.report_of(sprint), figures.facts_of(sprint)
    if report.state == Report.State.PUBLISHED:
        drift = figures.drift(report, facts)
        return "Report", [
            ("published", f"{report.published_on:%-d %B %Y}"),
            ("figures that differ from the data", len(drift.figures)),
            ("parts that have changed", len(drift.parts)),
        ]
    meter = figures.meter(report, facts)
    return "Report", [
        ("ready", f"{meter.percent} %"),
        ("still missing", len(meter.checks) - meter.done),
    ]
