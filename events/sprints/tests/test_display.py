"""A sprint's facts in words."""

import datetime

import pytest

from events.sprints import display
from events.sprints.models import Mode, Sprint
from events.sprints.tests.factories import SprintFactory
from events.tests.clock import at

State = Sprint.State
OPENS = datetime.datetime(2030, 1, 8, 8, tzinfo=datetime.UTC)
CLOSES = datetime.datetime(2030, 4, 30, 21, 59, tzinfo=datetime.UTC)
HOURS = {"registration_opens_at": OPENS, "registration_closes_at": CLOSES}
OPENS_LATER = "Save the date. Registration opens on 8 January 2030, 09:00 CET (Europe/Prague)."
OPEN_UNTIL = "Registration is open until 30 April 2030, 23:59 CEST (Europe/Prague)."


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2022-10-03", "2022-10-07", "3–7 October 2022"),
        ("2022-10-03", "2022-10-03", "3 October 2022"),
        ("2022-09-30", "2022-10-02", "30 September – 2 October 2022"),
        ("2022-12-30", "2023-01-02", "30 December 2022 – 2 January 2023"),
        ("2022-10-03", "2023-10-07", "3 October 2022 – 7 October 2023"),
    ],
)
def test_dates_say_once_what_both_ends_share(first, last, expected):
    first, last = (datetime.date.fromisoformat(day) for day in (first, last))
    sprint = SprintFactory.build(starts_on=first, ends_on=last)
    assert display.dates_in_words(sprint) == expected


@pytest.mark.parametrize(
    ("time_zone", "expected"),
    [
        ("Europe/Prague", "8 January 2030, 09:00 CET (Europe/Prague)"),
        ("America/Los_Angeles", "8 January 2030, 00:00 PST (America/Los_Angeles)"),
        ("Pacific/Kiritimati", "8 January 2030, 22:00 +14 (Pacific/Kiritimati)"),
    ],
)
def test_a_moment_is_told_in_the_zone_of_the_sprint(time_zone, expected):
    sprint = SprintFactory.build(time_zone=time_zone)
    assert display.moment_in_words(sprint, OPENS) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"city": "Sunnyvale", "country": "US"}, "Sunnyvale, United States of America"),
        ({"city": "", "country": "CZ"}, "Czechia"),
        ({"city": "Prague", "country": ""}, "Prague"),
        ({"city": "", "country": ""}, ""),
        ({"mode": Mode.REMOTE}, "From afar"),
    ],
)
def test_a_place_is_told_as_far_as_it_is_known(fields, expected):
    assert display.place_in_words(SprintFactory.build(**fields)) == expected


@pytest.mark.parametrize(
    ("state", "more", "moment", "expected"),
    [
        (State.DRAFT, {}, OPENS, "A draft: only its team can see its public page."),
        (State.ANNOUNCED, {}, OPENS, "Save the date. Do not book yet."),
        (State.OPEN, {}, OPENS, "Registration is open."),
        (State.OPEN, HOURS, OPENS - datetime.timedelta(seconds=1), OPENS_LATER),
        (State.OPEN, HOURS, OPENS, OPEN_UNTIL),
        (State.CLOSED, {}, OPENS, "Registration is closed."),
        (State.CLOSED, {}, CLOSES + datetime.timedelta(days=7), "Happening now."),
        (State.CLOSED, {}, CLOSES + datetime.timedelta(days=70), ""),
        (State.FINISHED, {}, OPENS, ""),
        (State.CANCELLED, {}, OPENS, "This sprint was cancelled."),
    ],
)
def test_the_gate_is_told_in_one_sentence(state, more, moment, expected):
    sprint = SprintFactory.build(
        state=state,
        starts_on=datetime.date(2030, 5, 6),
        ends_on=datetime.date(2030, 5, 10),
        **more,
    )
    with at(moment.isoformat()):
        assert display.gate_in_words(sprint) == expected
