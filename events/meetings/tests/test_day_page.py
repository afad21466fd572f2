"""One day of a programme: a table of rooms and times, and a list for small screens."""

import re

import pytest

from events.meetings.tests.factories import MeetingFactory, RoomFactory
from events.meetings.tests.pages import autumn_sprint, meeting, plain, words
from events.tests.clock import at

pytestmark = pytest.mark.django_db
DAY = "/sprints/quill/programme/{}/"
FRIDAY, SATURDAY, SUNDAY, MONDAY = (DAY.format(f"2030-10-{day}") for day in (25, 26, 27, 28))
CELL = re.compile(r"<(th|td)([^>]*)>(.*?)</(?:th|td)>", re.DOTALL)


def table(response):
    """The rows of the grid: of each cell its text and how many rows it spans."""
    found = response.content.decode().split("<tbody>")[1].split("</tbody>")[0]
    return [
        [
            (plain(text), int((re.findall(r'rowspan="(\d+)"', attributes) or [1])[0]))
            for _, attributes, text in CELL.findall(row)
        ]
        for row in found.split("<tr")[1:]
    ]


def columns(response):
    head = response.content.decode().split("<thead>")[1].split("</thead>")[0]
    return [
        (plain(text), *re.findall(r'(colspan="\d+"|scope="\w+")', attributes))
        for _, attributes, text in CELL.findall(head)
    ]


def small_list(response):
    return plain(
        "<div " + response.content.decode().split('class="day-list"')[1].split("</main>")[0]
    )


def test_rooms_stand_across_in_the_order_of_the_team_and_times_down(client):
    sprint = autumn_sprint()
    for position, name in enumerate(("Attic", "Barn", "Cellar")):
        RoomFactory(sprint=sprint, name=name, position=position)
    barn = sprint.rooms.get(name="Barn")
    meeting(sprint, "2030-10-25 09:00", title="Grammar", minutes=90, room=barn)
    response = client.get(FRIDAY)
    names = ("Time", "Attic", "Barn", "Cellar")
    assert columns(response) == [(name, 'scope="col"') for name in names]
    assert table(response) == [
        [("09:00 CEST", 1), ("", 1), ("Grammar 09:00–10:30 CEST", 3), ("", 1)],
        [("09:30", 1), ("", 1), ("", 1)],
        [("10:00", 1), ("", 1), ("", 1)],
    ]
    page = response.content.decode()
    assert page.count('scope="row"') == 3
    assert "Rooms across, times down, in Europe/Prague</caption>" in page


def test_a_night_over_the_end_of_summer_time_spans_nine_hours(client):
    meeting(autumn_sprint(), "2030-10-26 22:00", title="Night", minutes=9 * 60)
    rows = table(client.get(SATURDAY))
    assert rows[0] == [("22:00 CEST", 1), ("Night 22:00 CEST – 06:00 +1 day CET", 18)]
    assert len(rows) == 18
    times = ["02:00 +1 day", "02:30 +1 day", "02:00 +1 day CET", "02:30 +1 day", "03:00 +1 day"]
    assert [row[0][0] for row in rows[8:13]] == times
    assert "9 h" in small_list(client.get(SATURDAY))


def test_a_night_is_found_on_the_morning_after_too(client):
    meeting(autumn_sprint(), "2030-10-26 22:00", title="Night", minutes=9 * 60)
    text = words(client.get(SUNDAY))
    assert "From the day before 22:00 CEST – 06:00 +1 day CET 9 h Night" in text
    assert "No meeting begins on this day." in text
    assert "Night" not in words(client.get(MONDAY))


def test_meetings_that_overlap_in_a_room_stand_side_by_side(client):
    sprint = autumn_sprint()
    meeting(sprint, "2030-10-25 09:00", title="First", state="cancelled")
    meeting(sprint, "2030-10-25 09:30", title="Second")
    response = client.get(FRIDAY)
    assert columns(response)[1] == ("Attic", 'colspan="2"', 'scope="colgroup"')
    assert table(response) == [
        [("09:00 CEST", 1), ("First 09:00–10:00 CEST cancelled", 2), ("", 1)],
        [("09:30", 1), ("Second 09:30–10:30 CEST", 2)],
        [("10:00", 1), ("", 1)],
    ]


def test_meetings_that_follow_within_a_half_hour_share_a_column(client):
    sprint = autumn_sprint()
    meeting(sprint, "2030-10-25 09:00", title="First", minutes=45)
    meeting(sprint, "2030-10-25 09:45", title="Second", minutes=45)
    assert table(client.get(FRIDAY)) == [
        [("09:00 CEST", 1), ("First 09:00–09:45 CEST", 2)],
        [("09:30", 1)],
        [("10:00", 1), ("Second 09:45–10:30 CEST", 1)],
    ]


def test_two_meetings_within_one_half_hour_need_two_columns(client):
    sprint = autumn_sprint()
    meeting(sprint, "2030-10-25 09:00", title="First", minutes=10)
    meeting(sprint, "2030-10-25 09:10", title="Second", minutes=10)
    assert table(client.get(FRIDAY)) == [
        [("09:00 CEST", 1), ("First 09:00–09:10 CEST", 1), ("Second 09:10–09:20 CEST", 1)]
    ]


def test_what_has_no_room_stands_in_a_column_of_its_own(client):
    sprint = autumn_sprint()
    RoomFactory(sprint=sprint, name="Attic")
    meeting(sprint, "2030-10-25 19:00", title="Dinner", minutes=30, room=None)
    response = client.get(FRIDAY)
    assert [name for name, *_ in columns(response)] == ["Time", "Attic", "Without a room"]
    assert table(response) == [[("19:00 CEST", 1), ("", 1), ("Dinner 19:00–19:30 CEST", 1)]]


def test_rows_are_labelled_in_the_zone_that_is_asked_for(client):
    meeting(autumn_sprint(), "2030-10-25 03:30", title="Early")
    rows = table(client.get(FRIDAY, {"tz": "America/New_York"}))
    assert rows == [
        [("21:30 −1 day EDT", 1), ("Early 21:30 −1 day – 22:30 −1 day EDT", 2)],
        [("22:00 −1 day", 1)],
    ]


def test_on_a_small_screen_what_takes_place_now_stands_on_top(client):
    sprint = autumn_sprint()
    meeting(sprint, "2030-10-25 09:00", title="Early")
    meeting(sprint, "2030-10-25 10:00", title="Present")
    with at("2030-10-25T08:30+00:00"):
        response = client.get(FRIDAY)
    text = small_list(response)
    assert text.index("Now") < text.index("Present") < text.index("The rest of the day")
    assert text.index("The rest of the day") < text.index("Early")
    assert "is-now" in response.content.decode().split("<tbody>")[1].split("</tbody>")[0]


def test_the_days_before_and_after_are_one_link_away(client):
    autumn_sprint()
    last = DAY.format("2030-10-29")
    for path, links in ((FRIDAY, [SATURDAY]), (SATURDAY, [FRIDAY, SUNDAY]), (last, [MONDAY])):
        page = client.get(path).content.decode()
        around = page.split('class="neighbours"')[1].split("</nav>")[0]
        assert re.findall(r'href="([^"]+)"', around) == links


def test_an_empty_day_says_so(client):
    RoomFactory(sprint=autumn_sprint())
    response = client.get(FRIDAY)
    assert "No meeting begins on this day." in words(response)
    assert "<table" not in response.content.decode()


def test_a_meeting_of_the_day_whose_time_nobody_knows_is_listed(client):
    sprint = autumn_sprint()
    facts = {"sprint": sprint, "starts_at": None, "ends_at": None, "room": None, "state": "held"}
    MeetingFactory(**facts, title="Grammar", on_day="2030-10-25")
    MeetingFactory(**facts, title="Another day", on_day="2030-10-26")
    text = words(client.get(FRIDAY))
    assert "Time not known Grammar" in text
    assert "Another day" not in text
    assert "No meeting begins" not in text


def test_what_is_no_day_of_the_sprint_is_not_found(client):
    autumn_sprint()
    for date in ("2030-10-24", "2030-10-30", "20301025", "2030-W43-5", "9999-12-31", "2030-13-45"):
        assert client.get(DAY.format(date)).status_code == 404
