"""Groups, rooms and meetings of the demo, through the same door as everybody's."""

import datetime
from typing import Any

from django.utils.text import slugify

from events.management import demo_programme, sprint_2022
from events.meetings import rules, workflow
from events.meetings.models import Meeting, MeetingPerson, Room, Slot
from events.meetings.workflow import Draft
from events.meetings.workflow.preparing import request
from events.registration.models import Registration
from events.sprints.models import Sprint
from events.sprints.rules import as_moment, zone
from people.models import GroupMember, InterestGroup, Person


def group(name: str, **fields: Any) -> InterestGroup:
    return InterestGroup.objects.get_or_create(
        name=name, defaults=fields | {"slug": slugify(name)}
    )[0]


def load_meetings_of_2022(sprint: Sprint) -> None:
    """That they took place is known; when, where, how and who led them is not, and stays empty."""
    for name in sprint_2022.GROUPS:
        confidential = name == sprint_2022.CONFIDENTIAL
        channel = "" if confidential else sprint_2022.GROUPS_GO_ON
        group(name, channel_url=channel, confidential=confidential)
        add_held(sprint, title=name, group=group(name), programme_note=sprint_2022.GROUPS_NOTE)
    for kind, title, presenter, summary in sprint_2022.SESSIONS:
        meeting = add_held(sprint, title=title, kind=kind, summary=summary)
        if presenter:
            person = Person.objects.get(registrations__sprint=sprint, name=presenter)
            MeetingPerson.objects.create(meeting=meeting, person=person, role="presenter")


def add_held(sprint: Sprint, **fields: Any) -> Meeting:
    meeting = Meeting(sprint=sprint, visibility="public", mode="", **fields)
    meeting.begin(Meeting.State.HELD, by=None, why="Entered from the published report.")
    return meeting


def load_programme(sprint: Sprint, accounts: dict[str, Person]) -> None:
    """A full week, with something waiting and something to solve."""
    team = accounts["programme"]
    people = {row.person.name: row.person for row in _participants(sprint)}
    add_rooms(sprint)
    add_groups(people)
    rooms = {room.name: room for room in sprint.rooms.all()}
    for line in demo_programme.MEETINGS.strip().splitlines():
        when, *columns = (column.strip() for column in line.split("|"))
        day, starts, ends = when.split()
        draft = draft_of(*columns[1:])
        for number in range(5) if day == "*" else [int(day)]:
            where = place(sprint, number, starts, ends, rooms.get(columns[0]))
            add_meeting(sprint, draft, where, by=team, people=people)
    change_programme(sprint, rooms, by=team)
    add_answers(sprint)
    for name, of, title, minutes, wishes in demo_programme.REQUESTS:
        draft = Draft(title=title, group=group(of), requested_minutes=minutes, wishes=wishes)
        workflow.ask(sprint, by=people[name], draft=draft)


def _participants(sprint: Sprint) -> list[Registration]:
    rows = sprint.registrations.participating().select_related("person", "sprint")
    return list(rows.order_by("pk"))


def add_rooms(sprint: Sprint) -> None:
    for position, (name, kind, capacity, equipment, where, join) in enumerate(demo_programme.ROOMS):
        Room.objects.create(
            sprint=sprint,
            name=name,
            slug=slugify(name),
            kind=kind,
            capacity=capacity,
            equipment=equipment,
            where=where,
            join_url=join and demo_programme.JOIN + join,
            position=position,
        )


def add_groups(people: dict[str, Person]) -> None:
    for name, purpose, channel in demo_programme.GROUPS:
        channel_url = channel and demo_programme.CHANNEL + channel
        found = group(name, purpose=purpose, channel_url=channel_url, confidential=not channel)
        for role, names in (("chair", demo_programme.CHAIRS), ("member", demo_programme.MEMBERS)):
            for person in names[name]:
                GroupMember.objects.get_or_create(
                    group=found, person=people[person], defaults={"role": role}
                )


def draft_of(kind: str, of: str, visibility: str, mode: str, title: str) -> Draft:
    return Draft(
        title=title,
        kind=kind,
        group=group(of) if of else None,
        visibility=visibility,
        mode=mode,
        summary=demo_programme.SUMMARIES.get(title, ""),
    )


def place(sprint: Sprint, day: int, starts: str, ends: str, room: Room | None) -> Slot:
    """Times as the clocks show them on this day of the sprint, 0 the first."""
    date = sprint.starts_on + datetime.timedelta(days=day)
    first, last = (
        as_moment(
            datetime.datetime.combine(date, datetime.time.fromisoformat(clock)), zone(sprint)
        ).astimezone(datetime.UTC)
        for clock in (starts, ends)
    )
    return Slot(first, last, room)


def add_meeting(
    sprint: Sprint, draft: Draft, where: Slot, *, by: Person, people: dict[str, Person]
) -> None:
    """With its people before it is placed, so that conflicts are seen."""
    draft.requested_minutes = int((where.ends_at - where.starts_at).total_seconds() // 60)
    meeting = request(sprint, by=by, draft=draft)
    named = demo_programme.PEOPLE.get(draft.title, {})
    if named:
        roles = {people[name].pk: role for name, role in named.items()}
        workflow.name_people(meeting, by=by, people=roles)
    agenda = demo_programme.AGENDAS.get(draft.title, [])
    if agenda:
        workflow.set_agenda(meeting, by=by, items=[*agenda])
    why = demo_programme.ALL_THE_SAME.get(draft.title, "")
    workflow.schedule(meeting, where, by=by, why=why)


def change_programme(sprint: Sprint, rooms: dict[str, Room], *, by: Person) -> None:
    for title, day, starts, ends, room in demo_programme.MOVES:
        where = place(sprint, day, starts, ends, rooms[room])
        workflow.move(sprint.meetings.get(title=title), where, by=by)
    for title, why in demo_programme.CANCELLED.items():
        workflow.cancel(sprint.meetings.get(title=title), by=by, why=why)


def add_answers(sprint: Sprint) -> None:
    coming = _participants(sprint)
    for title, number in demo_programme.ANSWERS.items():
        meeting = sprint.meetings.get(title=title)
        for registration in coming[:number]:
            answer = rules.possible_answers(registration, meeting)[0]
            workflow.answer(meeting, by=registration.person, answer=answer)
