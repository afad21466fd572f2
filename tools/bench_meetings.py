"""A programme of 200 meetings in eight rooms, for measuring pages about it."""

import datetime

from django.utils import timezone

from events.meetings.models import AgendaItem, Meeting, MeetingPerson, Room, Rsvp
from events.registration.models import Registration
from events.sprints.models import Sprint
from people.models import InterestGroup

MEETINGS = 200
ROOMS = 8
A_DAY = MEETINGS // 5
ANSWERS = 5  # a meeting


def fill_programme(sprint: Sprint, rows: list[Registration]) -> None:
    """Each room has a meeting an hour from 08:00 UTC, on each of the five days."""
    rooms = Room.objects.bulk_create(
        Room(sprint=sprint, name=f"Room {number}", slug=f"room-{number}", position=number)
        for number in range(ROOMS)
    )
    groups = InterestGroup.objects.bulk_create(
        InterestGroup(
            name=f"Group {number}",
            slug=f"group-{number}",
            channel_url="https://forum.example.org/",
        )
        for number in range(ROOMS)
    )
    meetings = Meeting.objects.bulk_create(
        meeting(sprint, rooms, groups, number) for number in range(MEETINGS)
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=row, title=f"Point {number}", position=number, minutes=20)
        for row in meetings
        for number in range(3)
    )
    MeetingPerson.objects.bulk_create(
        MeetingPerson(
            meeting=row, person=rows[number % len(rows)].person, role=MeetingPerson.Role.CHAIR
        )
        for number, row in enumerate(meetings)
    )
    Rsvp.objects.bulk_create(
        Rsvp(
            meeting=row,
            registration=rows[(number + answer) % len(rows)],
            answer=Rsvp.Answer.IN_PERSON,
        )
        for number, row in enumerate(meetings)
        for answer in range(ANSWERS)
    )


def meeting(sprint: Sprint, rooms: list[Room], groups: list[InterestGroup], number: int) -> Meeting:
    day, place = divmod(number, A_DAY)
    hour, room = divmod(place, ROOMS)
    date = sprint.starts_on + datetime.timedelta(days=day)
    starts_at = datetime.datetime.combine(date, datetime.time(8 + hour), datetime.UTC)
    return Meeting(
        sprint=sprint,
        group=groups[room],
        title=f"What comes next, part {number}",
        summary="We look at what is open.",
        state=Meeting.State.SCHEDULED,
        visibility=Meeting.Visibility.PUBLIC,
        public_since=timezone.now(),
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=1),
        room=rooms[room],
    )
