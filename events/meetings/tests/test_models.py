"""What can never be true of rooms, meetings and what belongs to them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from events.meetings.models import CalendarToken, Meeting, ProgrammeChange
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
from people.tests.constraints import assert_refused_twice
from people.tests.factories import GroupMemberFactory, InterestGroupFactory

FACTORIES = [
    AgendaItemFactory,
    GroupMemberFactory,
    InterestGroupFactory,
    MeetingFactory,
    MeetingPersonFactory,
    RoomFactory,
    RsvpFactory,
]
NOON = datetime.datetime(2030, 10, 7, 12, tzinfo=datetime.UTC)
HOURS = (
    "room_closes_after_it_opens",
    "Give both hours, the second after the first, or none.",
)
ENDS = ("ends_after_it_starts", "A meeting ends after it begins.")
TIMED = ("meeting_asked_for_has_no_times", "Only a meeting of the programme has a time.")
HAS_TIMES = (
    "meeting_scheduled_has_times",
    "A meeting of the programme has a beginning and an end.",
)
HAS_GROUP = (
    "meeting_of_a_group_has_one",
    "Only a meeting of a group can be for its members.",
)
HAS_CHANNEL = (
    "interest_group_has_a_channel",
    "A group needs a public channel, unless it is confidential.",
)
NINE = datetime.time(9)
IN_USE = "Another room of this sprint has this address already."
NAMED, MEMBER = "This person is named already.", "This person is in this group already."
ANSWERED = "This participant has answered already."
LATER = NOON + datetime.timedelta(hours=1)

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.mark.parametrize("factory", FACTORIES)
def test_what_the_factories_make_is_valid(factory):
    factory().full_clean()


@pytest.mark.parametrize("state", Meeting.State.values)
def test_a_meeting_of_each_state_is_valid(state):
    MeetingFactory(state=state).full_clean()


@pytest.mark.parametrize(
    ("factory", "wrong", "refusal"),
    [
        (RoomFactory, {"opens_at": NINE, "closes_at": NINE}, HOURS),
        (RoomFactory, {"opens_at": NINE}, HOURS),
        (RoomFactory, {"closes_at": NINE}, HOURS),
        (MeetingFactory, {"ends_at": NOON, "starts_at": NOON}, ENDS),
        (MeetingFactory, {"starts_at": NOON, "ends_at": None}, ENDS),
        (MeetingFactory, {"state": "held", "starts_at": None, "ends_at": NOON}, ENDS),
        (MeetingFactory, {"starts_at": None, "ends_at": None}, HAS_TIMES),
        (MeetingFactory, {"state": "requested", "starts_at": NOON, "ends_at": LATER}, TIMED),
        (MeetingFactory, {"state": "declined", "starts_at": NOON, "ends_at": LATER}, TIMED),
        (MeetingFactory, {"visibility": "group"}, HAS_GROUP),
        (InterestGroupFactory, {"channel_url": ""}, HAS_CHANNEL),
    ],
)
def test_the_impossible_is_refused(factory, wrong, refusal):
    row = factory()
    for name, value in wrong.items():
        setattr(row, name, value)
    assert_refused_twice(row, *refusal)


def test_a_meeting_has_one_of_the_known_states():
    meeting = MeetingFactory()
    meeting.state = "postponed"
    with pytest.raises(ValidationError, match="A meeting has no such state"):
        meeting.full_clean()
    with pytest.raises(IntegrityError, match="meeting_state_known"), transaction.atomic():
        meeting.save()


@pytest.mark.parametrize(
    ("factory", "same", "constraint", "sentence"),
    [
        (RoomFactory, "sprint slug", "room_slug_once_a_sprint", IN_USE),
        (MeetingPersonFactory, "meeting person", "meeting_person_once", NAMED),
        (RsvpFactory, "meeting registration", "rsvp_once", ANSWERED),
        (GroupMemberFactory, "group person", "group_member_once", MEMBER),
        (
            InterestGroupFactory,
            "name",
            "interest_group_name_once",
            "A group with this name is here already.",
        ),
    ],
)
def test_a_second_one_is_refused(factory, same, constraint, sentence):
    first = factory()
    second = factory.build(**{name: getattr(first, name) for name in same.split()})
    assert_refused_twice(second, constraint, sentence)


def test_an_agenda_has_one_present_point():
    first = AgendaItemFactory(progress="now")
    second = AgendaItemFactory(meeting=first.meeting)
    second.progress = "now"
    assert_refused_twice(
        second, "agenda_item_one_now", "Only one point of an agenda is the present one."
    )


def test_a_room_of_another_sprint_is_refused():
    meeting = MeetingFactory()
    meeting.room = RoomFactory()
    with pytest.raises(ValidationError) as refusal:
        meeting.full_clean()
    assert refusal.value.messages == ["This room is not one of the sprint's."]


@pytest.mark.parametrize("wrong", ["camera", ["hammock"], [["camera"]], {"camera": 1}])
def test_equipment_is_chosen_from_the_list(wrong):
    room = RoomFactory.build(equipment=wrong)
    with pytest.raises(ValidationError) as refusal:
        room.clean_fields(exclude=["sprint"])
    assert refusal.value.messages == ["Choose among: camera, projector, whiteboard, step_free."]


def test_what_has_a_history_in_the_programme_stays():
    meeting = MeetingFactory()
    change = ProgrammeChange.objects.create(
        sprint=meeting.sprint, meeting=meeting, kind="added", was_public=True
    )
    with pytest.raises(TypeError, match="rows are written once"):
        change.save()
    with pytest.raises(ProtectedError):
        meeting.delete()


def test_rows_name_themselves():
    named = MeetingPersonFactory(person__name="Ann Lee")
    assert str(named) == "Ann Lee, chair"
    answer = RsvpFactory(registration__person__name="Ann Lee", answer="remote")
    assert str(answer) == "Ann Lee: from afar"
    change = ProgrammeChange(meeting=named.meeting, kind="restored")
    assert str(change) == f"{named.meeting}: takes place after all"
    token = CalendarToken.objects.create(person=named.person)
    assert str(token) == "Calendar of Ann Lee"


@pytest.mark.parametrize(
    ("state", "mode", "meanwhile", "answer", "counts"),
    [
        ("confirmed", "in_person", False, "in_person", True),
        ("confirmed", "in_person", False, "remote", True),
        ("confirmed", "remote", False, "remote", True),
        ("confirmed", "remote", False, "in_person", False),
        ("waitlisted", "in_person", True, "remote", True),
        ("waitlisted", "in_person", True, "in_person", False),
        ("waitlisted", "in_person", False, "remote", False),
        ("cancelled", "in_person", False, "in_person", False),
    ],
)
def test_answers_count_as_long_as_one_takes_part_in_that_way(
    state, mode, meanwhile, answer, counts
):
    meeting = MeetingFactory()
    registration = RegistrationFactory(
        sprint=meeting.sprint,
        state=state,
        mode=mode,
        remote_while_waiting=meanwhile,
        queue_no=1 if state == Registration.State.WAITLISTED else None,
    )
    RsvpFactory(meeting=meeting, registration=registration, answer=answer)
    assert meeting.answers.counted().exists() is counts
    assert meeting.answers.coming().exists() is counts


def test_who_says_no_counts_and_does_not_come():
    answer = RsvpFactory(answer="no")
    assert answer.meeting.answers.counted().get() == answer
    assert not answer.meeting.answers.coming().exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_an_overlap_that_was_written_past_the_lock():
    first = MeetingFactory()
    later = {"starts_at": at(first.sprint, 10, 59), "ends_at": at(first.sprint, 12)}
    with pytest.raises(IntegrityError, match="meeting_room_taken_once"):
        MeetingFactory(sprint=first.sprint, room=first.room, **later)
    MeetingFactory(sprint=first.sprint, room=first.room, starts_at=at(first.sprint, 11))
    MeetingFactory(sprint=first.sprint, room=first.room, state="cancelled", **later)
    assert first.room.meetings.count() == 3
