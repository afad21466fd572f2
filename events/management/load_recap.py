"""What came of the demo's sprints, and their reports."""

from django.db import transaction

from events.management import demo_data, sprint_2022
from events.recap import workflow
from events.recap.models import Gift, Outcome, OutcomePerson, Report
from events.sprints.models import Sprint
from people.models import Organization, Person


def load_reports() -> None:
    """After the photos, since a report is frozen with its cover. May be run again."""
    history = Sprint.objects.get(slug=sprint_2022.SPRINT["slug"])
    if not Report.objects.filter(sprint=history).exists():
        load_report_of_2022(history)
    coming = Sprint.objects.get(slug=demo_data.SPRINT["slug"])
    if not Report.objects.filter(sprint=coming).exists():
        load_draft(coming, Person.objects.get(email="organizer@example.org"))


@transaction.atomic
def load_report_of_2022(sprint: Sprint) -> None:
    """The facts of the report that was published then, in words that the data give."""
    people = {row.person.name: row.person for row in sprint.registrations.select_related("person")}
    for position, (kind, title, names, fields) in enumerate(sprint_2022.OUTCOMES):
        nominee = people.get(fields.get("nominee", ""))
        outcome = Outcome.objects.create(
            sprint=sprint,
            kind=kind,
            title=title,
            position=position,
            **fields | {"nominee": nominee, "nominee_agreed": nominee is not None},
        )
        for place, name in enumerate(names):
            OutcomePerson.objects.create(outcome=outcome, person=people[name], position=place)
    giver, item, whom = sprint_2022.GIFT
    organization = Organization.objects.get(name=giver)
    Gift.objects.create(sprint=sprint, organization=organization, item=item, for_whom=whom)
    workflow.save(
        sprint, by=None, head=sprint_2022.REPORT, blocks=sprint_2022.REPORT_BLOCKS, seen=None
    )
    why = "Entered from the published report."
    workflow.publish(sprint, by=None, on=sprint_2022.REPORT_PUBLISHED_ON, why=why)


def load_draft(sprint: Sprint, organizer: Person) -> None:
    """A report that has begun long before the sprint: about half of it is there."""
    workflow.save(
        sprint,
        by=organizer,
        head={"author": organizer.name},
        blocks={"why": {"text": demo_data.WHY_IT_MATTERS}},
        seen=None,
    )
