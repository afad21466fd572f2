"""Who may do what about a meeting, and what the time allows."""

import datetime

import pytest

from events.meetings import rules
from events.meetings.display import meetings as display
from events.meetings.forms import schedule
from events.meetings.models import Meeting, Rsvp
from events.meetings.tests.cast import Cast
from events.meetings.tests.factories import MeetingFactory, RoomFactory
from events.meetings.views import meeting as views
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory
from events.tests import clock

PLACING = {"organizer", "programme", "superuser"}
CHAIRS = {"group_chair", "named_chair"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


@pytest.mark.parametrize(
    ("table", "choices"),
    [
        (display.STATES, Meeting.State),
        (display.AUDIENCES, Meeting.Visibility),
        (display.BUTTONS, Rsvp.Answer),
        (views.THANKS, Rsvp.Answer),
        (schedule.BUTTONS, Meeting.State),
    ],
)
def test_a_table_has_a_row_for_each_choice(table, choices):
    assert set(table) == set(choices)


def who_may(cast, rule, about):
    return cast.who(lambda person: rule(person, about))


def test_the_team_places_and_chairs_where_the_sprint_lets_them(cast):
    meeting = cast.meeting()
    assert who_may(cast, rules.may_schedule, cast.sprint) == PLACING
    assert who_may(cast, rules.may_move, meeting) == PLACING
    cast.sprint.chairs_may_book = True
    assert who_may(cast, rules.may_schedule, cast.sprint) == PLACING
    assert who_may(cast, rules.may_move, meeting) == {*PLACING, *CHAIRS}


def test_a_meeting_is_edited_by_its_chairs_and_the_team(cast):
    meetings = [cast.meeting(state=state, visibility="invited") for state in Meeting.State.values]
    meetings += [cast.meeting(visibility=visibility) for visibility in Meeting.Visibility.values]
    for meeting in meetings:
        assert who_may(cast, rules.may_edit, meeting) == {*PLACING, *CHAIRS}


def test_of_a_draft_the_chairs_know_nothing():
    cast = Cast(state=Sprint.State.DRAFT, announced_at=None, chairs_may_book=True)
    meeting = cast.meeting()
    assert who_may(cast, rules.may_edit, meeting) == PLACING
    assert who_may(cast, rules.may_move, meeting) == PLACING
    assert who_may(cast, rules.may_request, cast.sprint) == PLACING


def test_a_slot_is_asked_for_by_who_chairs_a_group_that_meets(cast):
    assert who_may(cast, rules.may_request, cast.sprint) == {*PLACING, "group_chair", "other_chair"}
    cast.group.archived = True
    cast.group.save()
    assert who_may(cast, rules.may_request, cast.sprint) == {*PLACING, "other_chair"}
    assert not rules.groups_chaired_by(cast.people["group_chair"]).exists()
    assert who_may(cast, rules.may_edit, cast.meeting()) == {*PLACING, *CHAIRS}


def test_nobody_asks_once_the_sprint_has_ended(cast):
    for state in ("finished", "cancelled"):
        cast.sprint.state = state
        assert not rules.plans(cast.sprint)
        assert who_may(cast, rules.may_request, cast.sprint) == set()


def test_a_programme_changes_until_the_last_day_is_over():
    sprint = SprintFactory(starts_on=datetime.date(2030, 10, 7))
    with clock.at("2030-10-11T23:59:00+02:00"):
        assert rules.plans(sprint)
    with clock.at("2030-10-12T00:00:00+02:00"):
        assert not rules.plans(sprint)


def test_led_in_are_those_who_take_part_the_named_and_who_prepares(cast):
    inside = {*PLACING, *CHAIRS, "invited"}
    for visibility in Meeting.Visibility.values:
        is_open = visibility in {"public", "participants"}
        people = inside | ({"participant", "waiting_remote"} if is_open else set())
        assert who_may(cast, rules.may_join, cast.meeting(visibility=visibility)) == people
    RegistrationFactory(sprint=cast.sprint, person=cast.people["member"], mode="remote")
    assert rules.may_join(cast.people["member"], cast.meeting(visibility="group"))


def test_takes_part_who_is_confirmed_or_from_afar_meanwhile(cast):
    assert who_may(cast, rules.participation, cast.sprint) == {"participant", "waiting_remote"}


@pytest.mark.parametrize(
    ("coming", "mode", "answers"),
    [
        ("in_person", "hybrid", ["in_person", "remote", "no"]),
        ("in_person", "in_person", ["in_person", "no"]),
        ("in_person", "remote", ["remote", "no"]),
        ("remote", "hybrid", ["remote", "no"]),
        ("remote", "in_person", ["no"]),
        ("meanwhile", "hybrid", ["remote", "no"]),
    ],
)
def test_one_answers_how_one_can_come(coming, mode, answers):
    how = {"mode": coming}
    if coming == "meanwhile":
        how = {"state": "waitlisted", "queue_no": 1, "remote_while_waiting": True}
    registration = RegistrationFactory(**how)
    meeting = MeetingFactory(sprint=registration.sprint, mode=mode)
    assert rules.possible_answers(registration, meeting) == answers


def moment(meeting, minutes):
    return clock.at((meeting.ends_at + datetime.timedelta(minutes=minutes)).isoformat())


@pytest.mark.parametrize(
    ("state", "minutes", "is_open"),
    [
        ("scheduled", -1, True),
        ("scheduled", 0, False),
        ("held", -1, False),
        ("cancelled", -1, False),
        ("requested", -1, False),
    ],
)
def test_answers_are_taken_until_the_end(state, minutes, is_open):
    meeting = MeetingFactory()
    with moment(meeting, minutes):
        meeting.state = state
        if state == "requested":
            meeting.starts_at = meeting.ends_at = None
        assert rules.answers_open(meeting) is is_open


@pytest.mark.parametrize(
    ("state", "minutes", "is_open"),
    [
        ("scheduled", -76, False),
        ("scheduled", -75, True),
        ("scheduled", 30, True),
        ("held", 30, True),
        ("held", 31, False),
        ("cancelled", -30, False),
        ("requested", -30, False),
    ],
)
def test_the_door_opens_a_quarter_before_and_closes_half_an_hour_after(state, minutes, is_open):
    meeting = MeetingFactory(state=state)
    with moment(meeting if meeting.ends_at else MeetingFactory(), minutes):
        assert rules.join_is_open(meeting) is is_open


def test_a_meeting_held_at_an_unknown_hour_has_no_door():
    assert not rules.join_is_open(MeetingFactory(state="held", starts_at=None))


@pytest.mark.parametrize(
    ("mode", "own", "of_room", "address"),
    [
        ("hybrid", "https://a.example.org/", "https://b.example.org/", "https://a.example.org/"),
        ("remote", "", "https://b.example.org/", "https://b.example.org/"),
        ("hybrid", "", None, ""),
        ("in_person", "https://a.example.org/", "https://b.example.org/", ""),
    ],
)
def test_the_way_in_is_the_meetings_own_or_the_rooms(mode, own, of_room, address):
    sprint = SprintFactory()
    room = None if of_room is None else RoomFactory(sprint=sprint, join_url=of_room)
    meeting = MeetingFactory(sprint=sprint, mode=mode, join_url=own, room=room)
    assert rules.join_link(meeting) == address


def test_over_is_what_was_to_take_place_and_has_ended():
    meeting = MeetingFactory()
    MeetingFactory(sprint=meeting.sprint, state="cancelled")
    MeetingFactory(sprint=meeting.sprint, state="held")
    with moment(meeting, -1):
        assert not rules.over().exists()
    with moment(meeting, 0):
        assert rules.over().get() == meeting


@pytest.mark.parametrize(
    ("day", "first", "last", "hours"),
    [
        ("2030-10-26", "2030-10-25T22:00+00:00", "2030-10-26T22:00+00:00", 24),
        ("2030-10-27", "2030-10-26T22:00+00:00", "2030-10-27T23:00+00:00", 25),
        ("2030-03-31", "2030-03-30T23:00+00:00", "2030-03-31T22:00+00:00", 23),
    ],
)
def test_a_day_of_the_sprint_is_as_long_as_its_clocks_make_it(day, first, last, hours):
    sprint = SprintFactory.build(time_zone="Europe/Prague")
    begins, ends = rules.day_bounds(sprint, datetime.date.fromisoformat(day))
    assert begins.isoformat(timespec="minutes") == first
    assert ends.isoformat(timespec="minutes") == last
    assert ends - begins == datetime.timedelta(hours=hours)


def test_of_changes_one_hears_after_ten_quiet_minutes():
    meeting = MeetingFactory()
    changes = [
        meeting.changes.create(
            sprint=meeting.sprint, kind="moved", was_public=True, at=meeting.starts_at + minutes
        )
        for minutes in (datetime.timedelta(), datetime.timedelta(minutes=9))
    ]
    quiet = meeting.starts_at + datetime.timedelta(minutes=19)
    with clock.at((quiet - datetime.timedelta(seconds=1)).isoformat()):
        assert not rules.with_unsent_changes().exists()
    with clock.at(quiet.isoformat()):
        assert rules.with_unsent_changes().get() == meeting
        for change, unsent in zip(changes, ([meeting], []), strict=True):
            Meeting.objects.update(told_up_to=change.pk)
            assert list(rules.with_unsent_changes()) == unsent


def test_the_next_moments_of_a_programme_are_when_its_meetings_begin_and_end():
    meeting = MeetingFactory()
    other = MeetingFactory()
    sprint = meeting.sprint_id
    for minutes, moments in (
        (-61, [meeting.starts_at, meeting.ends_at]),
        (-60, [meeting.ends_at]),
        (0, []),
    ):
        with moment(meeting, minutes):
            assert rules.next_moments(sprint) == moments
            assert set(rules.next_moments(None)) == set(moments)
    type(other).objects.filter(pk=other.pk).update(
        ends_at=other.ends_at + datetime.timedelta(days=1)
    )
    with moment(meeting, 0):
        assert rules.next_moments(sprint) == []
        assert len(rules.next_moments(None)) == 1
