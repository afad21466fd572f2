"""What speaks against a slot for the people of a meeting, and what a reader learns of it."""

import pytest

from events.meetings.tests.programmes import ANA, BO, Role, comes, meeting, programme, stands, told
from events.sprints.models import Mode

DAYS = ("2030-06-04", "2030-06-05")
MARKER = "Quokka"


@pytest.mark.parametrize(
    ("here", "there", "code"),
    [
        (Role.CHAIR, Role.CHAIR, "chair_clash"),
        (Role.CHAIR, Role.REQUIRED, "chair_clash"),
        (Role.PRESENTER, Role.CHAIR, "required_clash"),
        (Role.REQUIRED, Role.PRESENTER, "required_clash"),
        (Role.INVITED, Role.CHAIR, ""),
        (Role.CHAIR, Role.INVITED, ""),
    ],
)
def test_nobody_is_needed_in_two_meetings_at_once(here, there, code):
    sentence = "Ana Invented is needed in “C API” 10:00–11:00."
    found = told(meeting(people={ANA: here}), programme(stands(people={ANA: there})))
    assert found == ([("overridable", code, sentence)] if code else [])


def test_a_meeting_does_not_clash_with_itself_nor_with_other_people():
    standing = stands(people={ANA: Role.CHAIR}, coming=frozenset({ANA}))
    same = meeting(meeting=7, people={ANA: Role.CHAIR}, coming=frozenset({ANA}))
    assert told(same, programme(standing)) == []
    assert told(meeting(people={BO: Role.CHAIR}), programme(standing)) == []


@pytest.mark.parametrize(
    ("starts", "group", "clashes"),
    [
        ("2030-06-03T10:30", 5, True),
        ("2030-06-03T10:30", 6, False),
        ("2030-06-03T10:30", None, False),
        ("2030-06-03T11:00", 5, False),
    ],
)
def test_a_group_does_not_meet_in_two_rooms_at_once(starts, group, clashes):
    slot = meeting(starts, "2030-06-03T12:00", group=5)
    found = told(slot, programme(stands(group=group)))
    sentence = "The group meets in “C API” 10:00–11:00."
    assert found == ([("overridable", "group_clash", sentence)] if clashes else [])


def test_of_a_group_s_meeting_that_is_not_for_the_reader_nothing_is_said():
    slot, standing = meeting(group=5), stands(group=5, title=MARKER)
    assert told(slot, programme(standing, seen=frozenset())) == []


def test_a_group_whose_chair_is_needed_twice_is_told_once():
    people = {ANA: Role.CHAIR}
    found = told(meeting(group=5, people=people), programme(stands(group=5, people=people)))
    assert [code for _, code, _ in found] == ["chair_clash"]


FROM_AFAR = comes(mode=Mode.REMOTE, days=())
SOME_DAYS = comes(days=DAYS)
AWAY = "Ana Invented is not there on 3 June 2030"
ABSENT = ("overridable", "required_absent", f"{AWAY}.")
ONLY_FROM_AFAR = ("warning", "required_remote", f"{AWAY} and can join from afar only.")
REMOTE = ("warning", "required_remote", "Ana Invented takes part from afar.")
NOT_IN_PERSON = "Ana Invented takes part from afar, and this meeting is in person only."
NOT_HERE = "Ana Invented does not take part in this sprint."


@pytest.mark.parametrize(
    ("attendance", "mode", "expected"),
    [
        (comes(), Mode.IN_PERSON, []),
        (comes(), Mode.REMOTE, []),
        (comes(days=()), Mode.IN_PERSON, []),
        (FROM_AFAR, Mode.IN_PERSON, [("overridable", "required_absent", NOT_IN_PERSON)]),
        (FROM_AFAR, Mode.HYBRID, [REMOTE]),
        (FROM_AFAR, Mode.REMOTE, []),
        (SOME_DAYS, Mode.IN_PERSON, [ABSENT]),
        (SOME_DAYS, Mode.HYBRID, [ONLY_FROM_AFAR]),
        (SOME_DAYS, Mode.REMOTE, [ONLY_FROM_AFAR]),
        (None, Mode.REMOTE, [("overridable", "required_absent", NOT_HERE)]),
    ],
)
def test_whoever_is_needed_can_take_part_in_the_way_of_the_meeting(attendance, mode, expected):
    slot = meeting(mode=mode, people={ANA: Role.REQUIRED})
    assert told(slot, programme(attendance={ANA: attendance})) == expected


def test_who_is_only_invited_may_be_absent():
    slot = meeting(mode=Mode.IN_PERSON, people={ANA: Role.INVITED})
    assert told(slot, programme(attendance={ANA: None})) == []


def test_somebody_of_whom_the_programme_knows_no_name_is_missed_all_the_same():
    sentence = "Somebody named here does not take part in this sprint."
    found = told(meeting(people={99: Role.REQUIRED}), programme())
    assert found == [("overridable", "required_absent", sentence)]


HIDDEN = {"known": frozenset({BO})}


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("attendance", [None, comes(), SOME_DAYS, FROM_AFAR])
def test_how_somebody_takes_part_whom_the_reader_may_not_know_is_not_said(attendance, mode):
    slot = meeting("2030-06-03T05:00", "2030-06-03T11:00", mode=mode, people={ANA: Role.CHAIR})
    assert told(slot, programme(attendance={ANA: attendance}, **HIDDEN)) == []


def test_in_which_meeting_somebody_is_needed_whom_the_reader_may_not_know_is_not_said():
    other = stands(people={ANA: Role.CHAIR})
    sentence = "Ana Invented is not available 10:00–11:00."
    found = told(meeting(people={ANA: Role.CHAIR}), programme(other, **HIDDEN))
    assert found == [("overridable", "chair_clash", sentence)]


def test_a_night_session_asks_for_the_day_on_which_it_begins():
    night = ("2030-06-03T23:30", "2030-06-04T01:00")
    slot = meeting(*night, mode=Mode.IN_PERSON, people={ANA: Role.CHAIR})
    assert told(slot, programme(attendance={ANA: comes(days=("2030-06-03",))})) == []
    assert told(slot, programme(attendance={ANA: comes(days=DAYS)})) == [ABSENT]


@pytest.mark.parametrize(
    ("here", "there", "people"),
    [
        ({"coming": frozenset({ANA})}, {"coming": frozenset({BO})}, ""),
        ({"coming": frozenset({ANA})}, {"coming": frozenset({ANA})}, "1 person"),
        ({"coming": frozenset({ANA, BO})}, {"coming": frozenset({ANA, BO, 9})}, "2 people"),
        ({"people": {ANA: Role.CHAIR}}, {"coming": frozenset({ANA})}, "1 person"),
        ({"coming": frozenset({ANA})}, {"people": {ANA: Role.CHAIR}}, "1 person"),
        ({"people": {ANA: Role.INVITED}}, {"coming": frozenset({ANA})}, ""),
    ],
)
def test_those_who_come_to_both_are_counted_and_not_named(here, there, people):
    sentence = f"{people} expected here would also be expected in “C API” 10:00–11:00."
    expected = [("warning", "rsvp_clash", sentence)] if people else []
    assert told(meeting(**here), programme(stands(**there))) == expected


def test_who_is_needed_in_both_is_not_counted_again():
    both = {"people": {ANA: Role.CHAIR}, "coming": frozenset({ANA})}
    found = told(meeting(**both), programme(stands(**both)))
    assert [code for _, code, _ in found] == ["chair_clash"]


@pytest.mark.parametrize(
    ("starts", "ends", "when"),
    [  # New York is six hours behind Prague
        ("2030-06-03T12:59", "2030-06-03T14:00", "06:59–08:00"),
        ("2030-06-03T13:00", "2030-06-03T14:00", ""),
        ("2030-06-04T03:00", "2030-06-04T04:00", ""),
        ("2030-06-04T03:00", "2030-06-04T04:01", "21:00–22:01"),
        ("2030-06-04T05:30", "2030-06-04T06:30", "23:30–00:30"),
        ("2030-06-04T03:30", "2030-06-04T14:30", "21:30–08:30"),
    ],
)
def test_nobody_is_asked_to_join_from_afar_at_night(starts, ends, when):
    ana = comes(mode=Mode.REMOTE, days=(), zone="America/New_York")
    slot = meeting(starts, ends, mode=Mode.REMOTE, people={ANA: Role.REQUIRED})
    sentence = f"For Ana Invented this is {when} (America/New_York)."
    expected = [("warning", "late_hour", sentence)] if when else []
    assert told(slot, programme(attendance={ANA: ana})) == expected


@pytest.mark.parametrize(
    ("attendance", "mode", "is_late"),
    [
        (FROM_AFAR, Mode.HYBRID, True),
        (SOME_DAYS, Mode.REMOTE, True),
        (comes(), Mode.HYBRID, False),
        (FROM_AFAR, Mode.IN_PERSON, False),
        (None, Mode.HYBRID, False),
    ],
)
def test_the_night_matters_to_those_who_join_from_afar(attendance, mode, is_late):
    slot = meeting("2030-06-03T21:30", "2030-06-03T22:30", mode=mode, people={ANA: Role.CHAIR})
    codes = [code for _, code, _ in told(slot, programme(attendance={ANA: attendance}))]
    assert ("late_hour" in codes) == is_late


def test_the_sentences_about_an_unseen_meeting_say_when_and_nothing_else():
    secret = stands(
        room=1,
        title=f"{MARKER} affairs",
        group=5,
        people={ANA: Role.CHAIR, 77: Role.REQUIRED},
        coming=frozenset({BO, 78}),
    )
    long = stands("2030-06-03T12:00", "2030-06-03T18:00", title=MARKER, group=5, meeting=8)
    slot = meeting(group=5, people={ANA: Role.CHAIR}, coming=frozenset({BO}))
    names = {ANA: "Ana Invented", BO: f"Bo {MARKER}", 77: f"Cy {MARKER}", 78: f"Di {MARKER}"}
    found = told(slot, programme(secret, long, names=names, seen=frozenset()))
    assert found == [
        ("error", "room_taken", "The Old Press is taken 10:00–11:00."),
        ("overridable", "chair_clash", "Ana Invented is not available 10:00–11:00."),
        ("warning", "rsvp_clash", "1 person expected here would not be available 10:00–11:00."),
    ]
    assert MARKER not in str(found)


def test_a_meeting_without_times_has_no_span():
    with pytest.raises(ValueError, match="“New” has no times"):
        _ = meeting(None, None).span
