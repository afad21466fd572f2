"""What a sprint's dashboard shows of its report, to those who write it."""

from events.recap import display, rules
from events.recap.models import Report
from events.sprints.admin.ways import Way, by_key, by_slug, rows_of
from events.sprints.models import Sprint
from events.sprints.rules import has_begun


def gets_report(sprint: Sprint) -> bool:
    return sprint.state != Sprint.State.CANCELLED


def has_gifts(sprint: Sprint) -> bool:
    return sprint.gifts.exists()


WAYS = [
    Way("Report", by_slug("recap:edit"), rules.edits, gets_report),
    Way("Outcomes", by_slug("recap:outcomes"), rules.belongs),
    Way("Commits", rows_of("repository"), rules.edits, gets_report),
    Way("Gifts", rows_of("gift"), rules.edits, gets_report),
    Way("Hand out gifts", by_key("admin:events_gift_handouts"), rules.gives_out, has_gifts),
]


def report_panel(sprint, person):
    """From the first day on; before there is little to be ready."""
    if not (gets_report(sprint) and has_begun(sprint) and rules.edits(person, sprint)):
        return None
    report, facts = rules.report_of(sprint), display.facts_of(sprint)
    if report.state == Report.State.PUBLISHED:
        drift = display.drift(report, facts)
        return "Report", [
            ("published", f"{report.published_on:%-d %B %Y}"),
            ("figures that differ from the data", len(drift.figures)),
            ("parts that have changed", len(drift.parts)),
        ]
    meter = display.meter(report, facts)
    return "Report", [
        ("ready", f"{meter.percent} %"),
        ("still missing", len(meter.checks) - meter.done),
    ]
