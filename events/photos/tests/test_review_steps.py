"""What the team decides on its page about photos, and where that leads."""

import pytest

from events.photos import workflow
from events.photos.models import Photo
from events.photos.tests.factories import (
    PhotoFactory,
)
from events.photos.tests.test_review_page import PLAIN, WITH_REASON, made, state_of, text_of
from events.photos.tests.uploads import address, running_sprint, told
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory


@pytest.fixture
def sprint(db):
    return running_sprint()


@pytest.fixture
def moderator(sprint):
    return TeamMemberFactory(sprint=sprint, role="photographer").person


@pytest.fixture
def client(moderator, client_of):
    return client_of(moderator)


def test_publishing_leads_back_to_the_same_page(sprint, client):
    PhotoFactory.create_batch(21, sprint=sprint, state="pending")
    photo = made(sprint)
    answer = client.post(
        address("publish", sprint, photo) + "?state=pending&page=2", {"seen": photo.revision}
    )
    assert answer["Location"] == address("review", sprint) + "?state=pending&page=2"
    assert told(client.get(answer["Location"])) == [f"“{photo}” is published."]
    assert state_of(photo) == "published"


@pytest.mark.parametrize(("verb", "before"), WITH_REASON.items())
def test_what_wants_a_reason_takes_one(sprint, client, verb, before):
    photo = made(sprint, before)
    answer = client.post(
        address(verb, sprint, photo) + f"?state={before}", {"why": "It is blurred."}, follow=True
    )
    assert len(answer.context["messages"]) == 1
    after = {"ask": "needs_details", "reject": "rejected", "hide": "hidden", "remove": "removed"}
    assert state_of(photo) == after[verb]


@pytest.mark.parametrize(("verb", "states"), PLAIN.items())
def test_what_wants_none_is_a_click(sprint, client, verb, states):
    before, after = states
    photo = made(sprint, before)
    client.post(address(verb, sprint, photo) + f"?state={before}")
    assert state_of(photo) == after


def test_a_cover_is_chosen_and_taken_away(sprint, client):
    photo = made(sprint, "published")
    for verb, is_cover in (("set_cover", True), ("take_cover_away", False)):
        client.post(address(verb, sprint, photo))
        assert Photo.objects.get(pk=photo.pk).is_cover is is_cover


@pytest.mark.parametrize(("verb", "state"), WITH_REASON.items())
def test_a_reason_that_is_missing_or_too_long_is_asked_for(sprint, client, verb, state):
    photo = made(sprint, state)
    for why, sentence in ((" ", "Please say why."), ("x" * 2001, "at most 2000"), ("a\0", "Null")):
        answer = client.post(
            address(verb, sprint, photo) + f"?state={state}", {"why": why}, follow=True
        )
        assert sentence in told(answer)[0]
        assert why.strip() in told(answer)[0]
    assert state_of(photo) == state


def test_a_second_click_is_told_and_what_was_typed_is_not_lost(sprint, client):
    photo = made(sprint)
    for _ in range(2):
        answer = client.post(
            address("reject", sprint, photo) + "?state=pending", {"why": "Too dark."}, follow=True
        )
    (sentence,) = told(answer)
    assert "does not wait for the team any more" in sentence
    assert "You wrote: “Too dark.”" in sentence


def test_a_photo_that_was_taken_down_meanwhile_is_told_of(sprint, client, moderator):
    photo = made(sprint, "published")
    workflow.remove(photo, by=moderator, why="Asked for.")
    answer = client.post(address("remove", sprint, photo), {"why": "Again."}, follow=True)
    assert "taken down already" in told(answer)[0]


def test_what_has_changed_is_shown_again_before_it_is_published(sprint, client):
    photo = made(sprint)
    seen = photo.revision
    workflow.describe(photo, by=photo.uploaded_by, caption="Written since")
    answer = client.post(
        address("publish", sprint, photo) + "?state=pending", {"seen": seen}, follow=True
    )
    assert "has changed since you looked at it" in told(answer)[0]
    assert "Written since" in text_of(answer)
    assert state_of(photo) == "pending"


@pytest.mark.parametrize("seen", [{}, {"seen": ""}, {"seen": "x"}, {"seen": "9" * 400}])
def test_nothing_is_published_unseen(sprint, client, seen):
    photo = made(sprint)
    answer = client.post(address("publish", sprint, photo) + "?state=pending", seen, follow=True)
    assert f"“{photo}”: " in told(answer)[0]
    assert state_of(photo) == "pending"


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", "photo"), ("?state=removed", "photo"), ("?state=hidden&page=x", "review")],
)
def test_from_elsewhere_one_is_led_to_the_photo(sprint, client, query, expected):
    photo = made(sprint, "published")
    answer = client.post(address("hide", sprint, photo) + query, {"why": "Blurred."})
    assert answer["Location"].startswith(address("review", sprint)) is (expected == "review")
    assert answer["Location"].startswith(photo.get_absolute_url()) is (expected == "photo")


def test_a_superuser_decides_as_well(sprint, client_of):
    photo = made(sprint)
    client = client_of(PersonFactory(is_superuser=True))
    client.post(address("publish", sprint, photo), {"seen": photo.revision})
    assert state_of(photo) == "published"
