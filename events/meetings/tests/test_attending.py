"""Answering whether one comes, and being led into a meeting from afar."""

import logging

import pytest

from events.meetings.models import Meeting, Rsvp
from events.meetings.tests.factories import MeetingFactory
from events.meetings.tests.forms import LONG, page
from events.registration.tests.factories import RegistrationFactory
from events.tests.clock import at as it_is

ADDRESS = "https://meet.example.org/secret?pwd=1"
DURING = "2030-10-07T09:46:00+00:00"
NOT_SO = "You cannot take part in this meeting in that way."


@pytest.fixture
def meeting(sprint, room):
    """At noon in Prague, ten o'clock UTC."""
    return MeetingFactory(sprint=sprint, room=room, mode="hybrid", join_url=ADDRESS)


@pytest.fixture
def afar(sprint):
    return RegistrationFactory(sprint=sprint, mode="remote", days=[]).person


@pytest.fixture
def present(sprint):
    return RegistrationFactory(sprint=sprint).person


def sentences(answer):
    return [str(message) for message in answer.context["messages"]]


@pytest.fixture
def join(meeting, client_of):
    """A function that logs in and follows the link while the meeting lasts."""

    def follow_link(person):
        with it_is(DURING):
            return client_of(person).get(page("join", meeting))

    return follow_link


def test_an_answer_is_stored_and_confirmed(meeting, present, client_of):
    client = client_of(present)
    for value, sentence in (
        ("in_person", "You are expected in the room."),
        ("remote", "You are expected from afar."),
        ("no", "Thank you for telling. You can change your answer."),
        (LONG, NOT_SO),
        ("a\0b", NOT_SO),
    ):
        answer = client.post(page("answer", meeting), {"answer": value}, follow=True)
        assert answer.redirect_chain == [(meeting.get_absolute_url(), 302)]
        assert sentences(answer) == [sentence]
    assert Rsvp.objects.get().answer == "no"


def test_whoever_takes_part_is_led_to_the_secret_address(join, meeting, afar, caplog):
    before = Meeting.objects.values().get()
    with caplog.at_level(logging.INFO):
        answer = join(afar)
    assert (answer.status_code, answer.url) == (302, ADDRESS)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert answer.content == b""
    assert f"Person {afar.pk} joins meeting {meeting.pk}" in caplog.text
    assert "secret" not in caplog.text
    assert Meeting.objects.values().get() == before


def test_joining_is_following_a_link_and_nothing_else(meeting, afar, client_of, caplog):
    """A form would be stopped by the content policy: docs/decisions/0012-joining.md."""
    with caplog.at_level(logging.INFO), it_is(DURING):
        client = client_of(afar)
        assert client.post(page("join", meeting)).status_code == 405
        assert client.head(page("join", meeting)).status_code == 405
        shown = client.get(meeting.get_absolute_url()).content.decode()
    assert "joins" not in caplog.text
    link = f'href="{page("join", meeting)}" rel="noreferrer"'
    assert link in shown
    assert "meet.example.org" not in shown
