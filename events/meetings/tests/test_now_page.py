"""What takes place now, on a page and on the screen on the wall."""

import pytest

from events.meetings.models import Meeting
from events.meetings.tests.factories import AgendaItemFactory, RoomFactory
from events.meetings.tests.pages import autumn_sprint, meeting, words
from events.tests.clock import at

pytestmark = pytest.mark.django_db
NOW = "/sprints/quill/now/"
OVER = "This sprint is over. It ended on 29 October 2030."
HALF_PAST_NINE = "2030-10-25T07:30+00:00"


def test_each_room_says_what_takes_place_which_point_and_what_comes_next(client):
    sprint = autumn_sprint()
    attic = RoomFactory(sprint=sprint, name="Attic", where="Third floor", position=0)
    barn = RoomFactory(sprint=sprint, name="Barn", position=1)
    RoomFactory(sprint=sprint, name="Cellar", position=2)
    grammar = meeting(sprint, "2030-10-25 09:00", title="Grammar", room=attic)
    AgendaItemFactory(meeting=grammar, title="Past point", progress="done")
    AgendaItemFactory(meeting=grammar, title="Present point", progress="now")
    meeting(sprint, "2030-10-25 10:00", title="Lexer", room=attic)
    meeting(sprint, "2030-10-25 11:00", title="Too late to show", room=attic)
    meeting(sprint, "2030-10-26 09:00", title="Tomorrow", room=barn)
    meeting(sprint, "2030-10-25 08:00", title="Over", room=barn)
    meeting(sprint, "2030-10-25 09:00", title="Off", room=barn, state="cancelled")
    meeting(sprint, "2030-10-25 19:00", title="Dinner", room=None)
    with at(HALF_PAST_NINE):
        text = words(client.get(NOW))
    assert (
        "It is 09:30 in Europe/Prague."
        " Attic Third floor Now Grammar 09:00–10:00 CEST Present point"
        " Next Lexer 10:00–11:00 CEST"
        " Barn Next Tomorrow Saturday, 26 October, 09:00–10:00 CEST"
        " Cellar Nothing more is planned here."
        " Without a room Next Dinner 19:00–20:00 CEST"
    ) in text
    assert not {"Too late to show", "Over", "Off", "Past point"} & set(text.split())
    assert "Too late" not in text


def test_the_screen_on_the_wall_has_no_header_and_loads_itself_anew(client):
    sprint = autumn_sprint()
    meeting(sprint, "2030-10-25 09:00", title="Grammar")
    RoomFactory(sprint=sprint, name="Empty Room", position=1)
    with at(HALF_PAST_NINE):
        page, wall = (client.get(f"{NOW}{query}").content.decode() for query in ("", "?screen=1"))
    refresh = '<meta http-equiv="refresh" content="60">'
    for part in ("site-header", "site-footer", "Another time zone", "Empty Room"):
        assert part in page
        assert part not in wall
    assert refresh in wall
    assert refresh not in page
    assert "Grammar" in wall
    assert "09:30 · Europe/Prague" in wall


@pytest.mark.parametrize(
    ("state", "moment", "sentence", "shows_meetings"),
    [
        ("open", "2030-10-24T12:00+00:00", "This sprint begins on 25 October 2030.", True),
        ("open", "2030-10-30T12:00+00:00", OVER, False),
        ("finished", HALF_PAST_NINE, OVER, False),
        ("cancelled", HALF_PAST_NINE, "This sprint was cancelled.", False),
        ("open", HALF_PAST_NINE, "", True),
    ],
)
def test_before_and_after_the_sprint_the_page_says_so(
    client, state, moment, sentence, shows_meetings
):
    meeting(autumn_sprint(state=state), "2030-10-29 09:00", title="Grammar")
    with at(moment):
        text = words(client.get(NOW))
    assert sentence in text
    assert ("This sprint" in text) == bool(sentence)
    assert ("Grammar" in text) == shows_meetings


def test_the_page_is_kept_for_a_minute_and_until_a_meeting_begins(
    client, django_assert_num_queries
):
    meeting(autumn_sprint(), "2030-10-25 09:00", title="Grammar")
    Meeting.objects.update(starts_at="2030-10-25T07:00:30+00:00")

    def said(second, queries):
        with at(f"2030-10-25T07:{second}+00:00"), django_assert_num_queries(queries):
            text = words(client.get(NOW))
        return text[text.index("It is") :][:11], "Now Grammar" in text

    assert said("00:00", 8) == said("00:29", 1) == ("It is 09:00", False)
    assert said("00:30", 8) == said("00:59", 1) == ("It is 09:00", True)
    assert said("01:00", 8) == ("It is 09:01", True)


def test_the_clock_is_that_of_the_zone_that_is_asked_for(client):
    meeting(autumn_sprint(), "2030-10-25 09:00")
    with at(HALF_PAST_NINE):
        text = words(client.get(NOW, {"tz": "America/New_York"}))
    assert "It is 03:30 in America/New_York." in text
    assert "03:00–04:00 EDT" in text
