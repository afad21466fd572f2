"""Rooms, interest groups and a full week of meetings, one conflict and two requests among them."""

import csv
import datetime

from events.management.demo import FOLDER, Row, add_rows, group, people_of, read
from events.meetings import rules, workflow
from events.meetings.models import Room, Slot
from events.meetings.workflow import Draft
from events.meetings.workflow.preparing import request
from events.sprints.models import Sprint
from events.sprints.rules import as_moment, zone
from people.models import GroupMember, Person

People = dict[str, Person]


def load_programme(sprint: Sprint, *, by: Person) -> None:
    programme = read("programme")
    people = people_of(sprint)
    add_rows(Room, programme["rooms"], sprint=sprint)
    for row in programme["groups"]:
        add_group(row, people)
    with (FOLDER / "programme.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            more = programme["meetings"].get(row["title"], {})
            for day in range(5) if row["day"] == "*" else [row["day"]]:
                add_meeting(sprint, {**row, **more, "day": day}, people, by=by)
    for row in programme["moves"]:
        workflow.move(sprint.meetings.get(title=row["title"]), slot(sprint, row), by=by)
    for row in programme["cancelled"]:
        workflow.cancel(sprint.meetings.get(title=row["title"]), by=by, why=row["why"])
    for title, number in programme["answers"].items():
        add_answers(sprint, title, number)
    for row in programme["requests"]:
        asking = people[row.pop("by")]
        workflow.ask(sprint, by=asking, draft=Draft(**row | {"group": group(row["group"])}))


def add_group(row: Row, people: People) -> None:
    chairs, members = row.pop("chairs"), row.pop("members")
    found = group(**row)
    for role, names in (("chair", chairs), ("member", members)):
        for name in names:
            GroupMember.objects.get_or_create(
                group=found, person=people[name], defaults={"role": role}
            )


def slot(sprint: Sprint, row: Row) -> Slot:
    """Times as the clocks at the sprint show them; day 0 is the first."""
    date = sprint.starts_on + datetime.timedelta(days=int(row["day"]))
    starts_at, ends_at = (
        as_moment(
            datetime.datetime.combine(date, datetime.time.fromisoformat(row[clock])), zone(sprint)
        ).astimezone(datetime.UTC)
        for clock in ("starts", "ends")
    )
    return Slot(starts_at, ends_at, sprint.rooms.filter(name=row["room"]).first())


def add_meeting(sprint: Sprint, row: Row, people: People, *, by: Person) -> None:
    """Its people are named before it is scheduled, so that conflicts are seen."""
    where = slot(sprint, row)
    draft = Draft(
        group=group(row["group"]) if row["group"] else None,
        summary=row.get("summary", ""),
        requested_minutes=int((where.ends_at - where.starts_at).total_seconds() // 60),
        **{name: row[name] for name in ("title", "kind", "visibility", "mode")},
    )
    meeting = request(sprint, by=by, draft=draft)
    if "people" in row:
        roles = {people[name].pk: role for name, role in row["people"].items()}
        workflow.name_people(meeting, by=by, people=roles)
    if "agenda" in row:
        workflow.set_agenda(
            meeting, by=by, items=[(title, minutes) for title, minutes in row["agenda"]]
        )
    workflow.schedule(meeting, where, by=by, why=row.get("override", ""))


def add_answers(sprint: Sprint, title: str, number: int) -> None:
    """Of the first `number` participants, the first answer that they may give."""
    meeting = sprint.meetings.get(title=title)
    rows = sprint.registrations.participating().select_related("person", "sprint")
    for registration in rows.order_by("pk")[:number]:
        answer = rules.possible_answers(registration, meeting)[0]
        workflow.answer(meeting, by=registration.person, answer=answer)
