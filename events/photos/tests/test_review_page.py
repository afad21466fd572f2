"""The page on which the team decides about photos, and where each decision leads."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from events.photos import workflow
from events.photos.display import ACTIONS
from events.photos.models import Photo
from events.photos.tests.factories import (
    PhotoFactory,
    PhotoTagFactory,
    RemovalRequestFactory,
    fresh,
    made,
)
from events.photos.tests.uploads import address, participant, running_sprint, told
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory

State = Photo.State
STATES = ("pending", "needs_details", "published", "hidden", "rejected")


@pytest.fixture
def client(photographer, client_of):
    return client_of(photographer)


def page(client, sprint, query=""):
    return client.get(address("review", sprint) + query)


def text_of(answer):
    """The words of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_organizers_are_let_in_as_well(sprint, client_of):
    answer = page(client_of(TeamMemberFactory(sprint=sprint).person), sprint)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_for_everybody_else_there_is_no_such_page(sprint, client_of):
    photo = made(sprint)
    others = [
        participant(sprint),
        photo.uploaded_by,
        TeamMemberFactory(sprint=sprint, role="desk").person,
        TeamMemberFactory(role="photographer").person,
    ]
    for person in others:
        client = client_of(person)
        assert page(client, sprint).status_code == 404
        for action in ACTIONS:
            answer = client.post(
                address(action.name, sprint, photo), {"why": "x", "seen": photo.revision}
            )
            assert answer.status_code == 404
    assert fresh(photo).state == "pending"


def test_whoever_is_not_logged_in_is_asked_to(sprint):
    assert page(Client(), sprint).status_code == 302


def test_looking_decides_nothing(sprint, client):
    photo = made(sprint)
    for action in ACTIONS:
        assert client.get(address(action.name, sprint, photo)).status_code == 405
    assert fresh(photo).state == "pending"


def test_a_photo_is_found_in_its_own_sprint_alone(sprint, client):
    photo = made(running_sprint())
    assert client.post(address("reject", sprint, photo), {"why": "x"}).status_code == 404


def test_all_that_speaks_for_and_against_a_photo_is_shown(sprint, client):
    photo = made(sprint, people_recognizable=True, had_location=True, caption="The last evening")
    for name, consent in (("Ana", "yes"), ("Bo", "ask"), ("Cy", "no"), ("Di", "ask")):
        row = RegistrationFactory(sprint=sprint, person__name=name, photo_consent=consent)
        agreed_at = timezone.now() if name == "Di" else None
        PhotoTagFactory(photo=photo, person=row.person, agreed_at=agreed_at)
    PhotoTagFactory(photo=photo, person__name="Ed")
    answer = page(client, sprint)
    text = text_of(answer)
    for words in (
        "The last evening",
        f"Described as {photo.alt_text}",
        "Ann Invented, CC BY 4.0",
        "People can be recognized.",
        "Ana: yes Bo: wants to be asked – not yet answered Cy: no, wants to be left out",
        "Di: yes, agreed to this photo Ed: wants to be asked",
        f"by {photo.uploaded_by}",
        "Location data was removed.",
    ):
        assert words in text
    html = answer.content.decode()
    assert f'alt="{photo.alt_text}"' in html
    assert f'name="seen" value="{photo.revision}"' in html


def test_a_no_holds_when_the_registration_is_cancelled(sprint, client):
    row = RegistrationFactory(sprint=sprint, photo_consent="no", state="cancelled")
    PhotoTagFactory(photo=made(sprint), person=row.person)
    assert f"{row.person}: no, wants to be left out" in text_of(page(client, sprint))


def test_those_that_wait_longest_come_first(sprint, client):
    now = timezone.now()
    late, early = (made(sprint, created_at=now - timedelta(days=days)) for days in (1, 3))
    rows = page(client, sprint).context["review"].photos
    assert [row.image.photo for row in rows] == [early, late]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("pending", ["Publish", "Ask", "Reject", "Take down for good"]),
        ("needs_details", ["Take down for good"]),
        ("published", ["Set as cover", "Hide", "Take down for good"]),
        ("hidden", ["Show again", "Take down for good"]),
        ("rejected", ["Reconsider", "Take down for good"]),
    ],
)
def test_each_tab_shows_its_photos_with_what_can_be_done(sprint, client, state, shown):
    photos = {name: made(sprint, name) for name in STATES}
    review = page(client, sprint, f"?state={state}").context["review"]
    (row,) = review.photos
    assert row.image.photo == photos[state]
    assert [action.label for action in row.actions] == shown
    assert [tab.number for tab in review.tabs] == [1, 1, 1, 1, 1]


def test_the_cover_says_so_and_can_be_taken_away(sprint, client):
    made(sprint, "published", is_cover=True)
    (row,) = page(client, sprint, "?state=published").context["review"].photos
    assert [action.name for action in row.actions] == ["take_cover_away", "hide", "remove"]


def test_an_empty_tab_says_what_will_be_there_and_there_are_no_other_tabs(sprint, client):
    answer = page(client, sprint, "?state=hidden")
    assert "No photo is hidden." in text_of(answer)
    for query in ("?state=removed", "?state=x", "?state="):
        assert page(client, sprint, query).status_code == 404


def test_twenty_stand_on_a_page(sprint, client):
    PhotoFactory.create_batch(23, sprint=sprint, state="pending")
    assert len(page(client, sprint).context["review"].photos) == 20
    answer = page(client, sprint, "?page=2")
    assert len(answer.context["review"].photos) == 3
    assert "Page 2 of 2" in text_of(answer)
    for odd in ("99", "x", "-1", ""):
        assert page(client, sprint, f"?page={odd}").status_code == 200


@pytest.mark.parametrize("number", [3, 30])
def test_the_queries_are_the_same_for_few_and_for_many(
    sprint, client, number, django_assert_num_queries
):
    photos = PhotoFactory.create_batch(number, sprint=sprint, state="pending")
    for photo in photos[:20]:
        row = RegistrationFactory(sprint=sprint, photo_consent="ask")
        PhotoTagFactory(photo=photo, person=row.person)
    for photo in photos[:3]:
        RemovalRequestFactory(photo=photo)
    with django_assert_num_queries(12):
        page(client, sprint)


def test_open_requests_stand_above_and_the_urgent_ones_say_so(sprint, client):
    now = timezone.now()
    hidden = made(sprint, "hidden")
    RemovalRequestFactory(photo=hidden, message="I did not know.", created_at=now)
    old = RemovalRequestFactory(
        photo=made(sprint, "published"),
        person=None,
        email="somebody@example.org",
        kind="other",
        created_at=now - timedelta(hours=49),
    )
    RemovalRequestFactory(photo=made(sprint, "published"), state="declined")
    RemovalRequestFactory(photo=made(running_sprint(), "published"))
    answer = page(client, sprint)
    first, second = (row for row, _ in answer.context["removals"])
    assert (first.request, first.is_urgent, second.is_urgent) == (old, True, False)
    text = text_of(answer)
    assert text.count("Urgent: this has waited for 2 days.") == text.count("Urgent") == 1
    assert "I did not know." in text
    assert "somebody@example.org" in text
    html = answer.content.decode()
    for name in ("grant", "decline"):
        assert f"/removals/{old.pk}/{name}/" in html


def test_without_a_request_there_is_no_such_part(sprint, client):
    assert "Asked to take down" not in text_of(page(client, sprint))


def test_publishing_leads_back_to_the_same_page(sprint, client):
    PhotoFactory.create_batch(21, sprint=sprint, state="pending")
    photo = made(sprint)
    answer = client.post(
        address("publish", sprint, photo) + "?state=pending&page=2", {"seen": photo.revision}
    )
    assert answer["Location"] == address("review", sprint) + "?state=pending&page=2"
    assert told(client.get(answer["Location"])) == [f"“{photo}” is published."]
    assert fresh(photo).state == "published"


AFTER = {
    "ask": ("pending", "needs_details"),
    "reject": ("pending", "rejected"),
    "hide": ("published", "hidden"),
    "remove": ("published", "removed"),
    "reconsider": ("rejected", "pending"),
    "show_again": ("hidden", "published"),
}


@pytest.mark.parametrize(("name", "states"), AFTER.items())
def test_each_action_is_one_request_and_a_message(sprint, client, name, states):
    photo = made(sprint, states[0])
    where = address(name, sprint, photo) + f"?state={states[0]}"
    answer = client.post(where, {"why": "It is blurred."}, follow=True)
    assert [sentence.startswith("“") for sentence in told(answer)] == [True]
    assert fresh(photo).state == states[1]


def test_a_cover_is_chosen_and_taken_away(sprint, client):
    photo = made(sprint, "published")
    for name, is_cover in (("set_cover", True), ("take_cover_away", False)):
        client.post(address(name, sprint, photo))
        assert fresh(photo).is_cover is is_cover


@pytest.mark.parametrize(
    ("why", "sentence"), [(" ", "Please say why."), ("x" * 2001, "at most 2000"), ("a\0", "Null")]
)
def test_a_reason_that_is_missing_or_too_long_is_asked_for(sprint, client, why, sentence):
    photo = made(sprint)
    where = address("reject", sprint, photo) + "?state=pending"
    answer = client.post(where, {"why": why}, follow=True)
    assert sentence in told(answer)[0]
    assert why.strip() in told(answer)[0]
    assert fresh(photo).state == "pending"


def test_a_second_click_is_told_and_what_was_typed_is_not_lost(sprint, client):
    photo = made(sprint)
    for _ in range(2):
        answer = client.post(
            address("reject", sprint, photo) + "?state=pending", {"why": "Too dark."}, follow=True
        )
    (sentence,) = told(answer)
    assert "does not wait for the team any more" in sentence
    assert "You wrote: “Too dark.”" in sentence


def test_what_has_changed_is_shown_again_before_it_is_published(sprint, client):
    photo = made(sprint)
    seen = photo.revision
    workflow.describe(photo, by=photo.uploaded_by, caption="Written since")
    answer = client.post(
        address("publish", sprint, photo) + "?state=pending", {"seen": seen}, follow=True
    )
    assert "has changed since you looked at it" in told(answer)[0]
    assert "Written since" in text_of(answer)
    assert fresh(photo).state == "pending"


@pytest.mark.parametrize("seen", [{}, {"seen": ""}, {"seen": "x"}, {"seen": "9" * 400}])
def test_nothing_is_published_unseen(sprint, client, seen):
    photo = made(sprint)
    answer = client.post(address("publish", sprint, photo) + "?state=pending", seen, follow=True)
    assert f"“{photo}”: " in told(answer)[0]
    assert fresh(photo).state == "pending"


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", "photo"), ("?state=removed", "photo"), ("?state=hidden&page=x", "review")],
)
def test_from_elsewhere_one_is_led_to_the_photo(sprint, client, query, expected):
    photo = made(sprint, "published")
    answer = client.post(address("hide", sprint, photo) + query, {"why": "Blurred."})
    assert answer["Location"].startswith(address("review", sprint)) is (expected == "review")
    assert answer["Location"].startswith(photo.get_absolute_url()) is (expected == "photo")
