"""The Python core sprint of 2022, with the facts of its published report and nothing else."""

from typing import Any

from django.db import transaction

from events.management.demo import Row, add_rows, group, organization, people_of, read
from events.meetings.models import Meeting, MeetingPerson
from events.recap import workflow as recap_workflow
from events.recap.models import Gift, Outcome, OutcomePerson, Report
from events.registration import workflow as registration_workflow
from events.registration.models import Financing, Registration
from events.sprints import workflow
from events.sprints.models import (
    Channel,
    Credit,
    EarlierYear,
    PublishedFigure,
    Series,
    Sponsorship,
    Sprint,
)
from people.models import Person

WHY = "Entered from the published report."


def load_history() -> Sprint:
    """The sprint without photo and report. What the report does not say stays empty."""
    facts = read("python-core-2022")
    if sprint := Sprint.objects.filter(slug=facts["sprint"]["slug"]).first():
        return sprint
    source = facts["source"]
    series, is_new = Series.objects.get_or_create(
        slug=facts["series"]["slug"], defaults=facts["series"]
    )
    if is_new:
        add_rows(Channel, facts["channels"], series=series)
        for row in facts["earlier_years"]:
            EarlierYear.objects.create(series=series, source=source, **row)
    sprint = Sprint.objects.create(series=series, **facts["sprint"])
    workflow.finish(sprint, by=None, why=WHY)
    add_rows(Sponsorship, facts["sponsors"], sprint=sprint)
    add_rows(
        PublishedFigure,
        facts["figures"],
        sprint=sprint,
        source=source,
        source_url=facts["source_url"],
    )
    for row in facts["participants"]:
        add_participant(sprint, row)
    add_meetings(sprint, facts)
    return sprint


def add_participant(sprint: Sprint, row: Row) -> None:
    person = Person.objects.create(**row["person"])
    registration = Registration(
        sprint=sprint,
        person=person,
        mode="in_person",
        attended="yes",
        listed="everybody",
        roles=row.get("roles", []),
    )
    registration_workflow.enter(registration, by=None)
    if "paid_by" in row:
        payer = organization(row["paid_by"])
        Financing.objects.create(registration=registration, organization=payer)
    if "thanks" in row:
        Credit.objects.create(sprint=sprint, person=person, reason=row["thanks"])


def add_meetings(sprint: Sprint, facts: Row) -> None:
    """They took place. When, where, how and who led them is not known, and stays empty."""
    people = people_of(sprint)
    for row in facts["groups"]:
        note = facts["groups_note"]
        add_held(sprint, title=row["name"], group=group(**row), programme_note=note)
    for row in facts["sessions"]:
        presenter = row.pop("presenter", None)
        meeting = add_held(sprint, **row)
        if presenter:
            person = people[presenter]
            MeetingPerson.objects.create(meeting=meeting, person=person, role="presenter")


def add_held(sprint: Sprint, **fields: Any) -> Meeting:
    meeting = Meeting(sprint=sprint, visibility="public", mode="", **fields)
    meeting.begin(Meeting.State.HELD, by=None, why=WHY)
    return meeting


@transaction.atomic
def load_report_of_2022(sprint: Sprint) -> None:
    """Outcomes and report, after the photo: a report is frozen with its cover."""
    if Report.objects.filter(sprint=sprint).exists():
        return
    facts = read("python-core-2022")
    people = people_of(sprint)
    for position, row in enumerate(facts["outcomes"]):
        names = row.pop("people", [])
        if "nominee" in row:
            row |= {"nominee": people[row["nominee"]], "nominee_agreed": True}
        outcome = Outcome.objects.create(sprint=sprint, position=position, **row)
        for place, name in enumerate(names):
            OutcomePerson.objects.create(outcome=outcome, person=people[name], position=place)
    gift = facts["gift"]
    gift["organization"] = organization(gift["organization"])
    Gift.objects.create(sprint=sprint, **gift)
    report = facts["report"]
    recap_workflow.save(sprint, by=None, head=report["head"], blocks=report["blocks"], seen=None)
    recap_workflow.publish(sprint, by=None, on=report["published_on"], why=WHY)
