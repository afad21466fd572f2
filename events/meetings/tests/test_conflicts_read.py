"""How a programme is read from the database, and the list of its problems."""

import datetime
from dataclasses import replace

import pytest

from events.meetings.conflicts import Attendance, conflicts, entry_of, free_slots, load, problems
from events.meetings.models import Meeting, Rsvp
from events.meetings.tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MeetingPersonFactory,
    RoomFactory,
    RsvpFactory,
    at,
)
from events.registration.models import Registration
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Mode, TeamMember
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.tests import clock
from people.models import Person
from people.tests.factories import InterestGroupFactory, PersonFactory

State = Registration.State
Visibility = Meeting.Visibility
NOW = "2030-01-01T00:00:00+00:00"


@pytest.fixture
def sprint(db):
    days = {"starts_on": datetime.date(2030, 6, 3), "ends_on": datetime.date(2030, 6, 7)}
    with clock.at(NOW):
        yield SprintFactory(**days)


@pytest.fixture
def reader(sprint):
    return TeamMemberFactory(sprint=sprint, role=TeamMember.Role.PROGRAMME).person


def test_a_meeting_is_read_with_people_answers_and_agenda(sprint, reader):
    meeting = MeetingFactory(
        sprint=sprint, group=InterestGroupFactory(), needs=["projector"], expected_people=7
    )
    chair = MeetingPersonFactory(meeting=meeting).person
    here, afar, _ = (
        RsvpFactory(meeting=meeting, answer=answer).registration.person
        for answer in Rsvp.Answer.values
    )
    AgendaItemFactory.create_batch(2, meeting=meeting)
    slot = load(sprint, reader=reader).entries[meeting.pk]
    assert slot == entry_of(meeting)
    assert (slot.title, slot.room, slot.group) == (meeting.title, meeting.room_id, meeting.group_id)
    assert slot.span == (at(sprint, 10), at(sprint, 11))
    assert (slot.mode, slot.kind, slot.needs) == ("hybrid", "working", ("projector",))
    assert slot.people == {chair.pk: "chair"}
    assert (slot.coming, slot.coming_in_person) == ({here.pk, afar.pk}, 1)
    assert (slot.agenda_items, slot.expected) == (2, 7)


def test_answers_of_those_who_no_longer_take_part_do_not_count(sprint, reader):
    meeting = MeetingFactory(sprint=sprint)
    gone = RegistrationFactory(sprint=sprint, state=State.CANCELLED)
    RsvpFactory(meeting=meeting, registration=gone)
    assert load(sprint, reader=reader).entries[meeting.pk].coming == frozenset()
    assert entry_of(meeting).coming_in_person == 0


def test_only_scheduled_meetings_of_this_sprint_are_in_the_way(sprint, reader):
    scheduled = MeetingFactory(sprint=sprint)
    times = {"starts_at": None, "ends_at": None}
    MeetingFactory(sprint=sprint, state=Meeting.State.REQUESTED, **times)
    for state in (Meeting.State.CANCELLED, Meeting.State.DECLINED, Meeting.State.HELD):
        MeetingFactory(sprint=sprint, state=state)
    MeetingFactory()
    assert set(load(sprint, reader=reader).entries) == {scheduled.pk}


def test_rooms_come_in_their_order_and_without_those_of_other_sprints(sprint, reader):
    last, first = (RoomFactory(sprint=sprint, position=position) for position in (2, 1))
    RoomFactory()
    assert list(load(sprint, reader=reader).rooms.values()) == [first, last]


def test_attendance_tells_how_where_and_when_people_take_part(sprint, reader):
    ana, bo, cy, di = (
        PersonFactory(name=f"{name} Invented", time_zone=zone)
        for name, zone in (("Ana", ""), ("Bo", "Asia/Tokyo"), ("Cy", ""), ("Di", ""))
    )
    RegistrationFactory(sprint=sprint, person=ana)
    RegistrationFactory(sprint=sprint, person=bo, mode=Mode.REMOTE, days=[])
    waits = {"state": State.WAITLISTED, "days": ["2030-06-03"]}
    RegistrationFactory(sprint=sprint, person=cy, queue_no=1, remote_while_waiting=True, **waits)
    RegistrationFactory(sprint=sprint, person=di, queue_no=2, **waits)
    assert load(sprint, reader=reader).attendance == {
        ana.pk: Attendance("Ana Invented", "in_person", ("2030-06-03",), "Europe/Prague"),
        bo.pk: Attendance("Bo Invented", "remote", (), "Asia/Tokyo"),
        cy.pk: Attendance("Cy Invented", "remote", ("2030-06-03",), "Europe/Prague"),
    }


def test_names_are_known_of_participants_and_of_people_of_requests(sprint, reader):
    participant = RegistrationFactory(sprint=sprint).person
    request = MeetingFactory(sprint=sprint, state=Meeting.State.REQUESTED)
    named = MeetingPersonFactory(meeting=request).person
    MeetingPersonFactory()
    names = {participant.pk: participant.name, named.pk: named.name}
    assert load(sprint, reader=reader).names == names


def test_the_team_knows_of_everybody_a_chair_of_whom_the_list_shows(sprint, reader):
    meeting = MeetingFactory(sprint=sprint)
    chair, shown, hidden, absent = (
        MeetingPersonFactory(meeting=meeting).person.pk for _ in range(4)
    )
    for person, listed in ((shown, "everybody"), (hidden, "nobody")):
        RegistrationFactory(sprint=sprint, person=Person.objects.get(pk=person), listed=listed)
    other_sprint = {"person": Person.objects.get(pk=absent), "listed": "everybody"}
    RegistrationFactory(**other_sprint)
    everybody = {chair, shown, hidden, absent}
    for person in (reader, PersonFactory(is_superuser=True)):
        assert load(sprint, reader=person).known == everybody
    assert load(sprint, reader=Person.objects.get(pk=chair)).known == {chair, shown}
    assert load(sprint, reader=TeamMemberFactory().person).known == {shown}


def test_a_chair_reads_nothing_of_a_meeting_that_is_not_for_them(sprint, reader):
    room = RoomFactory(sprint=sprint, name="The Old Press")
    MeetingFactory(sprint=sprint, room=room, visibility=Visibility.INVITED, title="Quokka affairs")
    own = MeetingFactory(sprint=sprint)
    chair = MeetingPersonFactory(meeting=own).person
    slot = replace(entry_of(own), room=room.pk)

    def told(person):
        found = conflicts(slot, load(sprint, reader=person))
        return [one.sentence for one in found if one.code == "room_taken"]

    assert told(chair) == ["The Old Press is taken 12:00–13:00."]
    assert told(reader) == ["The Old Press is taken 12:00–13:00 by “Quokka affairs”."]


def test_problems_are_the_scheduled_meetings_against_which_something_speaks(sprint, reader):
    ana = RegistrationFactory(sprint=sprint, person__name="Ana Invented").person
    later, first = (
        MeetingFactory(sprint=sprint, title=title, kind=Meeting.Kind.TALK, starts_at=starts_at)
        for title, starts_at in (("C API", at(sprint, 10, 30)), ("Docs", at(sprint, 10)))
    )
    for meeting in (later, first):
        MeetingPersonFactory(meeting=meeting, person=ana)
    MeetingFactory(sprint=sprint, kind=Meeting.Kind.TALK)
    found = [
        (slot.meeting, [(one.code, one.sentence) for one in speaks])
        for slot, speaks in problems(sprint, reader=reader)
    ]
    assert found == [
        (first.pk, [("chair_clash", "Ana Invented is needed in “C API” 12:30–13:30.")]),
        (later.pk, [("chair_clash", "Ana Invented is needed in “Docs” 12:00–13:00.")]),
    ]


def test_problems_name_no_meeting_that_the_reader_may_not_see(sprint):
    MeetingFactory(sprint=sprint, visibility=Visibility.INVITED)
    seen = MeetingFactory(sprint=sprint)
    [(slot, found)] = problems(sprint, reader=PersonFactory())
    assert (slot.meeting, [one.code for one in found]) == (seen.pk, ["no_agenda"])


def fill(sprint, number):
    """So many meetings, each with a room, a participant as chair, an answer and a point."""
    for _ in range(number):
        registration, meeting = RegistrationFactory(sprint=sprint), MeetingFactory(sprint=sprint)
        MeetingPersonFactory(meeting=meeting, person=registration.person)
        RsvpFactory(meeting=meeting, registration=registration)
        AgendaItemFactory(meeting=meeting)


@pytest.mark.parametrize("number", [1, 3])
def test_a_programme_of_any_size_is_read_and_judged_with_six_queries(
    sprint, reader, number, django_assert_num_queries
):
    fill(sprint, number)
    with django_assert_num_queries(6):
        programme = load(sprint, reader=reader)
    assert len(programme.entries) == number
    slot = replace(programme.entries[min(programme.entries)], meeting=None)
    with django_assert_num_queries(0):
        conflicts(slot, programme)
        free_slots(slot, programme, minutes=60, step=24 * 60)
    with django_assert_num_queries(6):
        problems(sprint, reader=reader)


@pytest.mark.parametrize("number", [1, 3])
def test_one_meeting_is_read_with_three_queries(sprint, number, django_assert_num_queries):
    meeting = MeetingFactory(sprint=sprint)
    MeetingPersonFactory.create_batch(number, meeting=meeting)
    RsvpFactory.create_batch(number, meeting=meeting)
    AgendaItemFactory.create_batch(number, meeting=meeting)
    with django_assert_num_queries(3):
        entry_of(meeting)
