"""The window: whole days in the zone of the sprint, and what cannot be one."""

import datetime

import pytest

from events.recap.counting import Uncountable, Window


def window(first, last, zone):
    return Window(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last), zone)


@pytest.mark.parametrize(
    ("day", "zone", "start", "end"),
    [
        ("2022-10-03", "UTC", "2022-10-03T00:00:00+00:00", "2022-10-03T23:59:59+00:00"),
        ("2022-10-03", "Asia/Kolkata", "2022-10-03T00:00:00+05:30", "2022-10-03T23:59:59+05:30"),
        # Clocks go forward at midnight: the day begins at one.
        (
            "2018-11-04",
            "America/Sao_Paulo",
            "2018-11-04T01:00:00-02:00",
            "2018-11-04T23:59:59-02:00",
        ),
        # Clocks go back at midnight: the day's last hour comes twice.
        (
            "2018-02-17",
            "America/Sao_Paulo",
            "2018-02-17T00:00:00-02:00",
            "2018-02-17T23:59:59-03:00",
        ),
        # The day before the one that Samoa left out.
        ("2011-12-29", "Pacific/Apia", "2011-12-29T00:00:00-10:00", "2011-12-29T23:59:59-10:00"),
    ],
)
def test_a_day_lasts_from_its_first_to_its_last_second(day, zone, start, end):
    one = window(day, day, zone)
    assert (one.start.isoformat(), one.end.isoformat()) == (start, end)


def test_a_window_does_not_end_before_it_starts():
    with pytest.raises(Uncountable, match="2022-10-02, comes before the first, 2022-10-03"):
        window("2022-10-03", "2022-10-02", "UTC")


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "Europe", "../Europe/Prague", "/etc/passwd", "", "a" * 300, "U\0TC"]
)
def test_an_unknown_zone_is_named(zone):
    with pytest.raises(Uncountable, match="is not the name of a time zone"):
        window("2022-10-03", "2022-10-07", zone)


@pytest.mark.parametrize(
    ("first", "last"), [("1972-12-31", "2022-10-07"), ("2022-10-03", "9999-12-31")]
)
def test_days_that_git_cannot_read_are_refused(first, last):
    with pytest.raises(Uncountable, match="git counts from 1973 to 2099 only"):
        window(first, last, "UTC")
