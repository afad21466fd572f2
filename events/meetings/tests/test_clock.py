"""Times in words, over the end of summer time and in other zones."""

import datetime
import zoneinfo

import pytest
from django.contrib.auth.models import AnonymousUser

from events.meetings.display.clock import Clock, clock, length, mark
from events.meetings.tests.pages import FRIDAY, autumn_sprint
from people.tests.factories import PersonFactory

PRAGUE = zoneinfo.ZoneInfo("Europe/Prague")
SATURDAY = FRIDAY + datetime.timedelta(days=1)


def utc(text):
    """A day of October 2030 and a time."""
    return datetime.datetime.fromisoformat(f"2030-10-{text}+00:00")


def shown_in(name):
    return Clock(PRAGUE, zoneinfo.ZoneInfo(name))


@pytest.mark.parametrize(
    ("name", "starts", "ends", "text"),
    [
        ("Europe/Prague", "26 07:00", "26 08:00", "09:00–10:00 CEST"),
        ("America/New_York", "26 07:00", "26 08:00", "03:00–04:00 EDT"),
        ("Europe/Prague", "26 20:00", "27 05:00", "22:00 CEST – 06:00 +1 day CET"),
        ("America/New_York", "26 02:00", "26 06:00", "22:00 −1 day – 02:00 EDT"),
        ("Pacific/Auckland", "26 20:00", "26 21:00", "09:00 +1 day – 10:00 +1 day NZDT"),
        ("Asia/Tashkent", "26 07:00", "26 08:00", "12:00–13:00 UTC+05"),
    ],
)
def test_a_span_says_its_zone_and_the_days_beside_its_own(name, starts, ends, text):
    assert shown_in(name).span(utc(starts), utc(ends), SATURDAY) == text


def test_a_night_over_the_end_of_summer_time_is_nine_hours_long_in_any_zone():
    starts, ends = utc("26 20:00"), utc("27 05:00")
    assert length(starts, ends) == "9 h"
    assert length(starts.astimezone(PRAGUE), ends.astimezone(PRAGUE)) == "9 h"


@pytest.mark.parametrize(("minutes", "text"), [(45, "45 min"), (60, "1 h"), (90, "1 h 30 min")])
def test_a_length_has_hours_and_minutes(minutes, text):
    starts = utc("26 20:00")
    assert length(starts, starts + datetime.timedelta(minutes=minutes)) == text


@pytest.mark.parametrize(
    ("days", "text"), [(0, ""), (1, " +1 day"), (-1, " −1 day"), (2, " +2 days")]
)
def test_a_mark_counts_the_days_between(days, text):
    assert mark(SATURDAY + datetime.timedelta(days=days), SATURDAY) == text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("profile", "asked", "zone", "refusal"),
    [
        ("", "", "Europe/Prague", ""),
        ("Asia/Tokyo", "", "Europe/Prague", ""),
        ("Asia/Tokyo", "mine", "Asia/Tokyo", ""),
        ("Asia/Tokyo", "Asia/Seoul", "Asia/Seoul", ""),
        ("", "mine", "Europe/Prague", "Your profile names no time zone. Times are the sprint’s."),
        (
            "",
            "Mars/Base",
            "Europe/Prague",
            "“Mars/Base” is not the name of a time zone. A good one is Europe/Prague."
            " Times are the sprint’s.",
        ),
    ],
)
def test_the_reader_asks_for_a_zone_by_name_or_for_their_own(profile, asked, zone, refusal):
    found = clock(autumn_sprint(), asked, PersonFactory(time_zone=profile))
    assert (found.zone.key, found.refusal) == (zone, refusal)


@pytest.mark.django_db
def test_a_stranger_has_no_zone_of_their_own():
    found = clock(autumn_sprint(), "mine", AnonymousUser())
    assert (found.zone.key, found.mine) == ("Europe/Prague", "")
    assert found.refusal.startswith("Your profile names no time zone.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "\0", "localtime", "x" * 5000, "europe/prague"]
)
def test_what_is_no_zone_is_refused_whatever_it_is(name):
    found = clock(autumn_sprint(), name, AnonymousUser())
    assert found.is_home
    assert found.refusal.startswith(f"“{name[:64]}” is not the name of a time zone.")


def test_another_zone_is_kept_from_page_to_page():
    assert shown_in("America/New_York").query == "?tz=America%2FNew_York"
    assert shown_in("Europe/Prague").query == ""
