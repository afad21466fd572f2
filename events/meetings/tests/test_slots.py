"""Where a meeting would fit: what is offered, in which order, and what is not."""

import datetime

import pytest

from events.meetings.conflicts import FreeSlot, free_slots
from events.meetings.models import Meeting, Room, Slot
from events.meetings.tests.programmes import (
    ANA,
    CELLAR,
    JUNE,
    OCTOBER,
    ONLINE,
    PRAGUE,
    PRESS,
    Role,
    comes,
    local,
    meeting,
    programme,
    stands,
)
from events.sprints.models import Mode, Sprint

ONE_DAY = Sprint(starts_on=JUNE.starts_on, ends_on=JUNE.starts_on, time_zone="Europe/Prague")


def small_room(opens=9, closes=11, **more):
    """A room with few hours, so that a test can list them all."""
    hours = {"opens_at": datetime.time(opens), "closes_at": datetime.time(closes)}
    return Room(**{"pk": 1, "name": "The Old Press", "equipment": ["camera"], **hours, **more})


def offered(slot, programme, **more):
    """Room and local beginning of each slot offered."""
    found = free_slots(slot, programme, **{"minutes": 60, **more})
    return [
        (free.slot.room_id, f"{free.slot.starts_at.astimezone(PRAGUE):%d %H:%M}") for free in found
    ]


def test_a_free_slot_has_a_room_and_a_time_in_utc():
    room = small_room(9, 10)
    one_day = programme(sprint=ONE_DAY, rooms=[room])
    nine = datetime.datetime(2030, 6, 3, 7, tzinfo=datetime.UTC)
    ten = nine + datetime.timedelta(hours=1)
    assert free_slots(meeting(), one_day, minutes=60) == [FreeSlot(Slot(nine, ten, room), [])]


def test_a_meeting_may_begin_every_half_hour_in_the_rooms_hours():
    one_day = programme(sprint=ONE_DAY, rooms=[small_room()])
    assert offered(meeting(), one_day) == [(1, "03 09:00"), (1, "03 09:30"), (1, "03 10:00")]
    assert offered(meeting(), one_day, step=60) == [(1, "03 09:00"), (1, "03 10:00")]
    assert offered(meeting(), one_day, minutes=120) == [(1, "03 09:00")]
    assert offered(meeting(), one_day, minutes=121) == []


def test_a_room_without_hours_is_offered_from_seven_to_ten():
    found = offered(meeting(), programme(sprint=ONE_DAY, rooms=[PRESS]))
    assert (len(found), found[0], found[-1]) == (29, (1, "03 07:00"), (1, "03 21:00"))


def test_every_day_of_the_sprint_is_looked_at_whatever_the_clocks_do():
    october = programme(sprint=OCTOBER, rooms=[small_room(9, 10)])
    assert offered(meeting(), october) == [(1, "26 09:00"), (1, "27 09:00")]


def test_nothing_is_offered_that_would_have_begun():
    today = {"sprint": ONE_DAY, "rooms": [small_room()]}
    half_past, late = (local(f"2030-06-03T{time}") for time in ("09:30", "10:01"))
    left = [(1, "03 09:30"), (1, "03 10:00")]
    assert offered(meeting(), programme(**today, now=half_past)) == left
    assert offered(meeting(), programme(**today, now=late)) == []


def test_a_room_is_offered_between_its_meetings():
    taken = stands("2030-06-03T09:30", "2030-06-03T10:30", room=1)
    one_day = programme(taken, sprint=ONE_DAY, rooms=[small_room(8, 12)])
    found = offered(meeting(), one_day)
    assert [begins for _, begins in found] == ["03 08:00", "03 08:30", "03 10:30", "03 11:00"]


def test_a_meeting_that_moves_is_not_in_its_own_way():
    one_day = programme(stands(room=1), sprint=ONE_DAY, rooms=[small_room(10, 11)])
    assert offered(meeting(meeting=7), one_day) == [(1, "03 10:00")]


def test_the_people_needed_are_free_in_every_slot_offered():
    people = {ANA: Role.CHAIR}
    elsewhere = stands("2030-06-03T09:00", "2030-06-03T10:00", people=people)
    one_day = programme(elsewhere, sprint=ONE_DAY, rooms=[small_room(), CELLAR])
    found = offered(meeting(people=people), one_day)
    assert (1, "03 10:00") in found
    assert [one for one in found if one[1] in ("03 08:30", "03 09:00", "03 09:30")] == []


def test_days_on_which_somebody_needed_is_away_are_not_offered():
    slot = meeting(mode=Mode.IN_PERSON, people={ANA: Role.CHAIR})
    ana = comes(days=("2030-06-05",))
    found = offered(slot, programme(rooms=[small_room(9, 10)], attendance={ANA: ana}))
    assert found == [(1, "05 09:00")]


def test_nothing_is_free_for_a_meeting_whose_chair_does_not_take_part():
    slot = meeting(people={ANA: Role.CHAIR})
    assert offered(slot, programme(attendance={ANA: None})) == []


def test_rooms_that_do_not_suit_are_left_out():
    bare = small_room(pk=4, equipment=[])
    small = small_room(pk=5, capacity=2)
    rooms = [bare, small, small_room(9, 10)]
    slot = meeting(coming_in_person=3)
    assert offered(slot, programme(sprint=ONE_DAY, rooms=rooms)) == [(1, "03 09:00")]


@pytest.mark.parametrize(
    ("mode", "kind", "rooms", "expected"),
    [
        (Mode.HYBRID, Meeting.Kind.TALK, [PRESS, ONLINE], [1]),
        (Mode.IN_PERSON, Meeting.Kind.TALK, [ONLINE], []),
        (Mode.REMOTE, Meeting.Kind.TALK, [PRESS, ONLINE], [3]),
        (Mode.REMOTE, Meeting.Kind.TALK, [PRESS], [None]),
        (Mode.IN_PERSON, Meeting.Kind.SOCIAL, [], [None]),
        (Mode.HYBRID, Meeting.Kind.WORKING, [], []),
    ],
)
def test_a_room_of_the_right_kind_or_none_where_none_is_needed(mode, kind, rooms, expected):
    slot = meeting(mode=mode, kind=kind)
    assert [room for room, _ in offered(slot, programme(rooms=rooms))[:1]] == expected


def test_fewest_warnings_come_first_then_the_earliest_then_the_first_room():
    bo = {ANA: comes(mode=Mode.REMOTE, days=(), zone="America/New_York")}
    rooms = [small_room(12, 14), small_room(12, 14, pk=2, name="The Cellar")]
    slot = meeting(people={ANA: Role.CHAIR})
    here = programme(sprint=ONE_DAY, rooms=rooms, attendance=bo)
    # Until 13:00 it is not yet seven in New York.
    times = ("13:00", "12:00", "12:30")
    assert offered(slot, here) == [(room, f"03 {time}") for time in times for room in (1, 2)]
    warnings = [[one.code for one in free.warnings] for free in free_slots(slot, here, minutes=60)]
    assert warnings == [["required_remote"]] * 2 + [["required_remote", "late_hour"]] * 4
