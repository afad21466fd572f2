"""Calling a meeting off."""

import pytest

from events.lifecycle import Transition
from events.meetings.models import Meeting
from events.meetings.tests.factories import MeetingFactory
from events.meetings.tests.forms import LONG, page, refused, row_of
from events.sprints.models import Sprint


@pytest.fixture
def meeting(sprint, group, chair):
    return MeetingFactory(sprint=sprint, group=group)


@pytest.fixture
def client(chair, client_of):
    """Ann's browser."""
    return client_of(chair)


def test_a_meeting_is_cancelled_with_a_reason(meeting, chair, client):
    assert b"It stays in the programme as cancelled" in client.get(page("cancel", meeting)).content
    answer = client.post(page("cancel", meeting), {"why": "Ill."})
    assert (answer.status_code, answer.url) == (302, meeting.get_absolute_url())
    step = Transition.objects.of(meeting).latest("pk")
    assert (step.to_state, step.by, step.why) == ("cancelled", chair, "Ill.")


def test_a_request_is_withdrawn(sprint, group, client):
    asked = MeetingFactory(sprint=sprint, group=group, state="requested")
    assert b"no longer looks for a slot" in client.get(page("cancel", asked)).content
    client.post(page("cancel", asked), {"why": "Not needed."})
    assert row_of(asked)["state"] == "cancelled"


def test_a_reason_that_is_none_gets_a_sentence_and_is_kept(meeting, client):
    before = row_of(meeting)
    for why, sentence in (
        ("  ", "Please say why; others have planned with this meeting."),
        (LONG, "Ensure this value has at most 2000 characters (it has 10000)."),
    ):
        answer = client.post(page("cancel", meeting), {"why": why})
        assert refused(answer) == {"why": [sentence]}
        assert answer.context["form"]["why"].value() == why
    assert row_of(meeting) == before


def test_the_second_click_and_a_stale_page_get_a_sentence(meeting, client):
    client.post(page("cancel", meeting), {"why": "Ill."})
    assert b"This meeting is cancelled." in client.get(page("cancel", meeting)).content
    answer = client.post(page("cancel", meeting), {"why": "Ill."})
    assert refused(answer) == {
        "__all__": ["This meeting is cancelled and cannot become cancelled."]
    }
    assert Transition.objects.of(meeting).count() == 1


def test_what_was_held_stays_held(meeting, client):
    Meeting.objects.update(state="held")
    answer = client.get(page("cancel", meeting))
    assert b"This meeting is held." in answer.content
    assert b"<textarea" not in answer.content
    assert list(refused(client.post(page("cancel", meeting), {"why": "Ill."}))) == ["__all__"]


def test_after_the_sprint_nothing_is_cancelled(meeting, client):
    Sprint.objects.update(state="finished")
    sentence = "The programme of this sprint no longer changes."
    assert sentence.encode() in client.get(page("cancel", meeting)).content
    answer = client.post(page("cancel", meeting), {"why": "Ill."})
    assert refused(answer) == {"__all__": [sentence]}
