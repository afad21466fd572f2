"""Conflicts of time and room, and what is just possible."""

import datetime

import pytest

from events.meetings.conflicts import conflicts
from events.meetings.models import Meeting, Room
from events.meetings.tests.programmes import OCTOBER, local, meeting, programme, stands, told
from events.sprints.models import Mode, Sprint

Kind = Meeting.Kind
HOURS = {"opens_at": datetime.time(9), "closes_at": datetime.time(18)}
OPEN_ROOM = Room(pk=1, name="The Old Press", equipment=["camera"], **HOURS)
NO_TIME = ("error", "bad_times", "The meeting needs a beginning and an end.")
BACKWARDS = ("error", "bad_times", "The meeting has to end after it begins.")
TOO_LONG = ("error", "bad_times", "A meeting lasts twelve hours at most.")
OUTSIDE = ("error", "outside_sprint", "The sprint takes place 3–7 June 2030.")
CLOSED = ("error", "room_closed", "The Old Press can be used 09:00–18:00 only.")
TAKEN = ("error", "room_taken", "The Old Press is taken 10:00–11:00 by “C API”.")
LONG_DAY = ("warning", "group_hours", "The group meets for more than 4 hours on 3 June 2030.")
SOON = ("warning", "short_notice", "The meeting begins in less than 24 hours.")
PAST = ("warning", "short_notice", "This time has passed already.")


def test_nothing_speaks_against_a_free_room_in_the_hours_of_the_sprint():
    assert conflicts(meeting(), programme()) == []


def test_the_gravest_conflicts_come_first():
    slot = meeting(needs=("whiteboard",), agenda_items=0)
    found = told(slot, programme(stands(room=1)))
    assert [severity for severity, _, _ in found] == ["error", "overridable", "warning"]


def test_a_room_belongs_to_the_sprint():
    sentence = "This room does not belong to this sprint."
    assert told(meeting(room=99), programme()) == [("error", "room_unknown", sentence)]


@pytest.mark.parametrize(
    ("mode", "kind", "room", "sentence"),
    [
        (Mode.HYBRID, Kind.TALK, None, "The meeting needs a room."),
        (Mode.HYBRID, Kind.SOCIAL, None, ""),
        (Mode.REMOTE, Kind.WORKING, None, ""),
        (Mode.IN_PERSON, Kind.TALK, 1, ""),
        (Mode.REMOTE, Kind.TALK, 3, ""),
        (Mode.HYBRID, Kind.TALK, 3, "Call 1 is online; who comes in person needs a room."),
    ],
)
def test_whoever_comes_in_person_needs_a_room_in_the_venue(mode, kind, room, sentence):
    expected = [("overridable", "room_missing", sentence)] if sentence else []
    assert told(meeting(mode=mode, kind=kind, room=room), programme()) == expected


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2030-06-03T09:00", "2030-06-03T10:00", []),
        ("2030-06-03T09:00", "2030-06-03T10:01", [TAKEN]),
        ("2030-06-03T09:00", "2030-06-03T12:00", [TAKEN]),
        ("2030-06-03T10:59", "2030-06-03T12:00", [TAKEN]),
        ("2030-06-03T11:00", "2030-06-03T12:00", []),
    ],
)
def test_a_room_holds_one_meeting_at_a_time_and_the_next_begins_as_it_ends(starts, ends, expected):
    assert told(meeting(starts, ends), programme(stands(room=1))) == expected


def test_a_long_meeting_is_found_behind_short_ones():
    long = stands("2030-06-03T08:00", "2030-06-03T18:00", room=1)
    short = stands("2030-06-03T12:00", "2030-06-03T12:30", meeting=8, room=2)
    slot = meeting("2030-06-03T17:30", "2030-06-03T18:30")
    sentence = "The Old Press is taken 08:00–18:00 by “C API”."
    assert told(slot, programme(long, short)) == [("error", "room_taken", sentence)]


def test_each_meeting_in_the_way_is_named_in_the_order_of_the_day():
    second = stands("2030-06-03T10:30", "2030-06-03T11:00", meeting=7, room=1, title="Second")
    first = stands("2030-06-03T10:00", "2030-06-03T10:30", meeting=8, room=1, title="First")
    assert told(meeting(), programme(second, first)) == [
        ("error", "room_taken", "The Old Press is taken 10:00–10:30 by “First”."),
        ("error", "room_taken", "The Old Press is taken 10:30–11:00 by “Second”."),
    ]


def test_a_meeting_is_not_in_its_own_way_nor_in_that_of_another_room():
    standing = stands(room=1, meeting=7)
    assert told(meeting(meeting=7), programme(standing)) == []
    assert told(meeting(room=2), programme(standing)) == []


def test_meetings_taken_out_of_the_programme_are_in_nobodys_way():
    whole = programme(stands(room=1), stands(room=1, meeting=8))
    assert told(meeting(), whole.without(7, 8)) == []
    assert told(meeting(), whole.without(8)) == [TAKEN]


def test_a_meeting_over_the_change_of_the_clocks_is_told_with_both_names_of_the_zone():
    night = stands("2030-10-27T01:30", "2030-10-27T04:00", room=1)
    found = told(meeting("2030-10-27T03:00", "2030-10-27T05:00"), programme(night, sprint=OCTOBER))
    sentence = "The Old Press is taken 01:30 CEST–04:00 CET by “C API”."
    assert found == [("error", "room_taken", sentence)]


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2030-06-03T08:59", "2030-06-03T10:00", [CLOSED]),
        ("2030-06-03T09:00", "2030-06-03T18:00", []),
        ("2030-06-03T17:00", "2030-06-03T18:01", [CLOSED]),
        ("2030-06-03T17:00", "2030-06-04T05:00", [CLOSED]),
    ],
)
def test_a_room_is_used_in_its_hours_of_one_day(starts, ends, expected):
    assert told(meeting(starts, ends), programme(rooms=[OPEN_ROOM])) == expected


def test_a_rooms_hours_are_those_on_the_wall_when_the_clocks_change():
    changing = programme(sprint=OCTOBER, rooms=[OPEN_ROOM])
    assert told(meeting("2030-10-27T09:00", "2030-10-27T18:00"), changing) == []
    assert told(meeting("2030-10-27T08:59", "2030-10-27T18:00"), changing) == [CLOSED]


@pytest.mark.parametrize(
    ("coming", "expected", "mode", "said"),
    [
        (40, 40, Mode.HYBRID, ""),
        (41, 0, Mode.IN_PERSON, "41 come in person"),
        (41, 80, Mode.REMOTE, ""),
        (41, 80, Mode.HYBRID, "80 are expected"),
        (41, 5, Mode.HYBRID, "41 come in person"),
    ],
)
def test_a_room_holds_those_who_come_in_person_or_are_expected(coming, expected, mode, said):
    slot = meeting(coming_in_person=coming, expected=expected, mode=mode)
    sentence = f"The Old Press has chairs for 40; {said}."
    found = [("overridable", "over_capacity", sentence)] if said else []
    assert told(slot, programme()) == found


def test_uncounted_chairs_are_enough_and_a_room_online_needs_nothing():
    assert told(meeting(room=2, coming_in_person=1000), programme()) == []
    assert told(meeting(room=3, mode=Mode.REMOTE, needs=("projector",)), programme()) == []


@pytest.mark.parametrize(
    ("mode", "needs", "has", "lacks"),
    [
        (Mode.HYBRID, (), ["camera"], ""),
        (Mode.HYBRID, (), [], "no camera and microphone"),
        (Mode.REMOTE, (), [], ""),
        (Mode.IN_PERSON, ("projector",), ["projector"], ""),
        (Mode.IN_PERSON, ("projector",), ["camera"], "no projector"),
        (Mode.HYBRID, ("step_free",), [], "no camera and microphone and no step-free access"),
    ],
)
def test_a_room_has_what_the_meeting_needs(mode, needs, has, lacks):
    room = Room(pk=1, name="The Old Press", equipment=has)
    sentence = f"The Old Press has {lacks}."
    expected = [("overridable", "missing_equipment", sentence)] if lacks else []
    assert told(meeting(mode=mode, needs=needs), programme(rooms=[room])) == expected


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2030-06-03T10:00", None, [NO_TIME]),
        (None, "2030-06-03T11:00", [NO_TIME]),
        ("2030-06-03T10:00", "2030-06-03T10:00", [BACKWARDS]),
        ("2030-06-03T10:00", "2030-06-03T10:01", []),
        ("2030-06-03T08:00", "2030-06-03T20:00", []),
        ("2030-06-03T08:00", "2030-06-03T20:01", [TOO_LONG]),
    ],
)
def test_a_meeting_has_times_in_their_order_not_far_apart(starts, ends, expected):
    assert told(meeting(starts, ends), programme()) == expected


def test_hours_are_counted_in_utc_when_the_clocks_change():
    clocks_say_eleven = meeting("2030-10-26T19:30", "2030-10-27T06:30")
    clocks_say_twelve = meeting("2030-10-26T18:30", "2030-10-27T06:30")
    assert told(clocks_say_eleven, programme(sprint=OCTOBER)) == []
    assert told(clocks_say_twelve, programme(sprint=OCTOBER)) == [TOO_LONG]
    later = local("2030-10-27T02:15").replace(fold=1)
    happens_twice = meeting("2030-10-27T02:30", "2030-10-27T02:15", ends_at=later)
    assert told(happens_twice, programme(sprint=OCTOBER)) == []


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2030-06-02T23:59", "2030-06-03T01:00", [OUTSIDE]),
        ("2030-06-03T00:00", "2030-06-03T01:00", []),
        ("2030-06-07T23:00", "2030-06-08T00:00", []),
        ("2030-06-07T23:00", "2030-06-08T00:01", [OUTSIDE]),
    ],
)
def test_a_meeting_takes_place_on_the_local_days_of_the_sprint(starts, ends, expected):
    assert told(meeting(starts, ends), programme()) == expected


@pytest.mark.parametrize(("day", "hours"), [("2030-10-27", 25), ("2030-03-31", 23)])
def test_a_day_on_which_the_clocks_change_ends_at_its_midnight(day, hours):
    date = datetime.date.fromisoformat(day)
    sprint = Sprint(starts_on=date, ends_on=date, time_zone="Europe/Prague")
    begins = local(f"{day}T00:00").astimezone(datetime.UTC)
    midnight = begins + datetime.timedelta(hours=hours)
    an_hour, a_minute = datetime.timedelta(hours=1), datetime.timedelta(minutes=1)
    last = meeting(starts_at=midnight - an_hour, ends_at=midnight)
    late = meeting(starts_at=midnight - an_hour, ends_at=midnight + a_minute)
    assert told(last, programme(sprint=sprint)) == []
    assert [code for _, code, _ in told(late, programme(sprint=sprint))] == ["outside_sprint"]


@pytest.mark.parametrize(
    ("ends", "expected"), [("2030-06-03T12:00", []), ("2030-06-03T12:01", [LONG_DAY])]
)
def test_a_group_meets_up_to_four_hours_a_day(ends, expected):
    morning = stands("2030-06-03T08:00", "2030-06-03T10:00", group=5)
    others = [stands(meeting=8, group=6), stands("2030-06-04T10:00", "2030-06-04T12:00", meeting=9)]
    slot = meeting("2030-06-03T10:00", ends, group=5)
    assert told(slot, programme(morning, *others)) == expected


def test_a_meeting_that_moves_does_not_count_twice_for_its_group():
    slot = meeting("2030-06-03T12:00", "2030-06-03T15:00", group=5, meeting=7)
    standing = stands("2030-06-03T08:00", "2030-06-03T11:00", group=5)
    assert told(slot, programme(standing)) == []


def test_the_hours_of_a_night_session_count_for_the_day_on_which_they_are():
    evening = stands("2030-06-03T20:00", "2030-06-03T23:00", group=5)
    long_before = stands("2030-06-04T09:00", "2030-06-04T12:00", group=5, meeting=8)
    night = meeting("2030-06-03T23:00", "2030-06-04T01:00", group=5)
    assert told(night, programme(evening, long_before)) == []
    longer = meeting("2030-06-03T23:00", "2030-06-04T01:01", group=5)
    next_day = LONG_DAY[2].replace("3 June", "4 June")
    assert told(longer, programme(evening, long_before)) == [("warning", "group_hours", next_day)]
    until_midnight = meeting("2030-06-03T23:00", "2030-06-04T00:00", group=5)
    full = stands("2030-06-04T09:00", "2030-06-04T14:00", group=5, meeting=8)
    assert told(until_midnight, programme(evening, full)) == []


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2030-06-02T10:00", []),
        ("2030-06-02T10:01", [SOON]),
        ("2030-06-03T10:00", [SOON]),
        ("2030-06-03T10:01", [PAST]),
    ],
)
def test_a_meeting_that_begins_within_a_day_is_short_notice(now, expected):
    assert told(meeting(), programme(now=local(now))) == expected


def test_what_stands_there_and_then_already_is_no_news():
    tonight = programme(stands(room=1), now=local("2030-06-03T09:00"))
    assert told(meeting(meeting=7), tonight) == []
    assert told(meeting(meeting=7, room=2), tonight) == [SOON]
    assert told(meeting(meeting=7, ends="2030-06-03T11:30"), tonight) == [SOON]


@pytest.mark.parametrize(
    ("kind", "points", "is_told"),
    [(Kind.WORKING, 1, False), (Kind.WORKING, 0, True), (Kind.TALK, 0, False)],
)
def test_a_working_meeting_has_an_agenda(kind, points, is_told):
    expected = [("warning", "no_agenda", "The meeting has no agenda yet.")] if is_told else []
    assert told(meeting(kind=kind, agenda_items=points), programme()) == expected
