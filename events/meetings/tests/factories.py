"""Plain valid rows of meetings for tests."""

import datetime

import factory
from django.db import transaction

from events.meetings import workflow
from events.meetings.models import AgendaItem, Meeting, MeetingPerson, Room, Rsvp, Slot
from events.meetings.workflow.preparing import request
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory
from people.tests.factories import PersonFactory

PLACELESS = (Meeting.State.REQUESTED, Meeting.State.DECLINED)


def at(sprint, hour, minute=0, *, day=0):
    """The moment at this time of day in UTC, on this day of the sprint."""
    date = sprint.starts_on + datetime.timedelta(days=day)
    return datetime.datetime.combine(date, datetime.time(hour, minute), datetime.UTC)


def slot_at(room, hour, *, day=0, hours=1):
    """In this room from this hour (UTC) of this day of the sprint."""
    starts_at = at(room.sprint, hour, day=day)
    return Slot(starts_at, starts_at + datetime.timedelta(hours=hours), room)


@transaction.atomic
def book(sprint, *, by, draft, slot, why=""):
    """Ask for this slot and get it at once."""
    meeting = request(sprint, by=by, draft=draft)
    return workflow.schedule(meeting, slot, by=by, why=why)


class RoomFactory(factory.django.DjangoModelFactory):
    """A room with forty chairs, camera and microphone, bookable all day."""

    class Meta:
        model = Room

    sprint = factory.SubFactory(SprintFactory)
    name = factory.Sequence(lambda number: f"Room {number}")
    slug = factory.Sequence(lambda number: f"room-{number}")
    capacity = 40
    equipment = factory.LazyFunction(lambda: ["camera", "projector"])


class MeetingFactory(factory.django.DjangoModelFactory):
    """A public meeting in the programme, 10:00-11:00 UTC on the first day, in a room of its own.

    One that is asked for, or was declined, has neither time nor room.
    """

    class Meta:
        model = Meeting

    sprint = factory.SubFactory(SprintFactory)
    title = factory.Sequence(lambda number: f"Meeting {number}")
    state = Meeting.State.SCHEDULED
    visibility = Meeting.Visibility.PUBLIC
    starts_at = factory.LazyAttribute(
        lambda meeting: None if meeting.state in PLACELESS else at(meeting.sprint, 10)
    )
    ends_at = factory.LazyAttribute(
        lambda meeting: meeting.starts_at and meeting.starts_at + datetime.timedelta(hours=1)
    )
    room = factory.Maybe(
        "starts_at", factory.SubFactory(RoomFactory, sprint=factory.SelfAttribute("..sprint")), None
    )


class MeetingPersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeetingPerson

    meeting = factory.SubFactory(MeetingFactory)
    person = factory.SubFactory(PersonFactory)
    role = MeetingPerson.Role.CHAIR


class RsvpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Rsvp

    meeting = factory.SubFactory(MeetingFactory)
    registration = factory.SubFactory(
        RegistrationFactory, sprint=factory.SelfAttribute("..meeting.sprint")
    )
    answer = Rsvp.Answer.IN_PERSON


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    title = factory.Sequence(lambda number: f"Point {number}")
    position = factory.Sequence(lambda number: number)
