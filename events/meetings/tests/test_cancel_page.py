"""Calling a meeting off."""

import pytest

from events.lifecycle import Transition
from events.meetings.rules import PROGRAMME_IS_FIXED as FIXED
from events.meetings.tests.factories import MeetingFactory
from events.meetings.tests.forms import LONG, page, refused, row_of


@pytest.fixture
def meeting(sprint, group, chair):
    return MeetingFactory(sprint=sprint, group=group)


def test_a_meeting_is_cancelled_with_a_reason(meeting, chair, ann):
    assert b"It stays in the programme as cancelled" in ann.get(page("cancel", meeting)).content
    answer = ann.post(page("cancel", meeting), {"why": "Ill."})
    assert (answer.status_code, answer.url) == (302, meeting.get_absolute_url())
    step = Transition.objects.of(meeting).latest("pk")
    assert (step.to_state, step.by, step.why) == ("cancelled", chair, "Ill.")


def test_a_request_is_withdrawn(sprint, group, ann):
    asked = MeetingFactory(sprint=sprint, group=group, state="requested")
    assert b"no longer looks for a slot" in ann.get(page("cancel", asked)).content
    ann.post(page("cancel", asked), {"why": "Not needed."})
    assert row_of(asked)["state"] == "cancelled"


def test_a_reason_that_is_none_gets_a_sentence_and_is_kept(meeting, ann):
    before = row_of(meeting)
    for why, sentence in (
        ("  ", "Please say why; others have planned with this meeting."),
        (LONG, "Ensure this value has at most 2000 characters (it has 10000)."),
    ):
        answer = ann.post(page("cancel", meeting), {"why": why})
        assert refused(answer) == {"why": [sentence]}
        assert answer.context["form"]["why"].value() == why
    assert row_of(meeting) == before


@pytest.mark.parametrize(
    ("ended", "shown", "refusal"),
    [
        ({"state": "cancelled"}, "This meeting is cancelled.", "cannot become cancelled"),
        ({"state": "held"}, "This meeting is held.", "cannot become cancelled"),
        ({"sprint__state": "finished"}, FIXED, FIXED),
    ],
)
def test_what_cannot_be_cancelled_any_more_says_so(group, ann, ended, shown, refusal):
    meeting = MeetingFactory(group=group, **ended)
    text = ann.get(page("cancel", meeting)).content.decode()
    assert shown in text
    assert "<textarea" not in text
    [sentence] = refused(ann.post(page("cancel", meeting), {"why": "Ill."}))["__all__"]
    assert refusal in sentence
