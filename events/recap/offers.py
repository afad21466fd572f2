"""What the report offers to a sprint's dashboard, for those who write it."""

from events.recap import display, rules
from events.recap.models import Report
from events.sprints.models import Sprint
from events.sprints.offers import Link, Panel, by_key, by_slug, rows_of
from events.sprints.rules import has_begun
from people.models import Person


def gets_report(sprint: Sprint) -> bool:
    return sprint.state != Sprint.State.CANCELLED


def has_gifts(sprint: Sprint) -> bool:
    return sprint.gifts.exists()


LINKS = [
    Link("Report", by_slug("recap:edit"), rules.edits, gets_report),
    Link("Outcomes", by_slug("recap:outcomes"), rules.belongs),
    Link("Commits", rows_of("repository"), rules.edits, gets_report),
    Link("Gifts", rows_of("gift"), rules.edits, gets_report),
    Link("Hand out gifts", by_key("admin:events_gift_handouts"), rules.gives_out, has_gifts),
]


def panels(sprint: Sprint, person: Person) -> list[Panel]:
    """From the first day on; before that there is little to be ready."""
    if not (gets_report(sprint) and has_begun(sprint) and rules.edits(person, sprint)):
        return []
    report, facts = rules.report_of(sprint), display.Facts(sprint)
    if report.state == Report.State.PUBLISHED:
        drift = display.drift(report, facts)
        rows = [
            ("published", f"{report.published_on:%-d %B %Y}"),
            ("figures that differ from the data", len(drift.figures)),
            ("parts that have changed", len(drift.parts)),
        ]
        return [("Report", rows)]
    meter = display.meter(report, facts)
    rows = [("ready", f"{meter.percent} %"), ("still missing", len(meter.checks) - meter.done)]
    return [("Report", rows)]
