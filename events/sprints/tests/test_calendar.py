"""A sprint as an event that calendars understand."""

import datetime

import pytest
from icalendar import Calendar

from events.sprints.calendar import sprint_calendar
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory

URL = "https://sprints.example.org/sprints/demo/"


@pytest.fixture
def sprint(db):
    sprint = SprintFactory(
        name="Sprint, with; signs\\",
        starts_on=datetime.date(2022, 10, 3),
        ends_on=datetime.date(2022, 10, 7),
        venue_name="Building 7",
        city="Sunnyvale",
        country="US",
        time_zone="America/Los_Angeles",
    )
    sprint.refresh_from_db()
    return sprint


def event(sprint):
    """What a calendar reads out of the file's only event."""
    calendar = Calendar.from_ical(sprint_calendar(sprint, URL))
    (found,) = calendar.events
    assert (calendar["VERSION"], calendar["PRODID"]) == ("2.0", "-//Sprintbook//EN")
    assert found.errors == []
    return {name: found.decoded(name) for name in found}


def as_stored(moment):
    """Calendars count in whole seconds."""
    return moment.astimezone(datetime.UTC).replace(microsecond=0)


@pytest.mark.parametrize(
    ("status", "states"),
    [
        ("TENTATIVE", "draft announced"),
        ("CONFIRMED", "open closed finished"),
        ("CANCELLED", "cancelled"),
    ],
)
def test_a_calendar_says_how_certain_the_dates_are(sprint, status, states):
    for state in states.split():
        sprint.state = state
        assert event(sprint)["STATUS"] == status


def test_calendars_read_back_what_is_stored(sprint):
    sprint.state = Sprint.State.OPEN
    assert event(sprint) == {
        "UID": str(sprint.uid),
        "DTSTAMP": as_stored(sprint.changed_at),
        "LAST-MODIFIED": as_stored(sprint.changed_at),
        "DTSTART": datetime.date(2022, 10, 3),
        "DTEND": datetime.date(2022, 10, 8),  # the first day that is no part of it
        "SUMMARY": "Sprint, with; signs\\",
        "URL": URL,
        "TRANSP": "TRANSPARENT",
        "STATUS": "CONFIRMED",
        "LOCATION": "Building 7, Sunnyvale, United States of America",
    }


def test_the_same_row_gives_the_same_bytes(sprint):
    first = sprint_calendar(sprint, URL)
    assert sprint_calendar(Sprint.objects.get(), URL) == first
    assert {len(line) <= 75 for line in first.split(b"\r\n")} == {True}  # RFC 5545, 3.1


def test_a_change_moves_the_stamp(sprint):
    before = event(sprint)
    Sprint.objects.update(changed_at=sprint.changed_at + datetime.timedelta(hours=1), name="Other")
    after = event(Sprint.objects.get())
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"DTSTAMP", "LAST-MODIFIED", "SUMMARY"}


@pytest.mark.parametrize(
    "fields", [{"venue_name": "", "city": "", "country": ""}, {"mode": "remote"}]
)
def test_a_place_that_nobody_knows_or_goes_to_is_left_out(sprint, fields):
    for name, value in fields.items():
        setattr(sprint, name, value)
    assert "LOCATION" not in event(sprint)
