"""The page on which the team decides about photos, and where each decision leads."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

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


def page(client, sprint, query=""):
    return client.get(address("review", sprint) + query)


def text_of(answer):
    """The words of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_for_everybody_else_there_is_no_such_page(sprint, client_of):
    photo = made(sprint)
    desk, elsewhere = TeamMemberFactory(sprint=sprint, role="desk"), TeamMemberFactory()
    posted = {"why": "x", "seen": photo.revision}
    for person in (participant(sprint), photo.uploaded_by, desk.person, elsewhere.person):
        client = client_of(person)
        assert page(client, sprint).status_code == 404
        for action in ACTIONS:
            where = address(action.name, sprint, photo)
            assert client.post(where, posted).status_code == 404
    assert fresh(photo).state == "pending"


def test_looking_decides_nothing(sprint, team):
    photo = made(sprint)
    for action in ACTIONS:
        assert team.get(address(action.name, sprint, photo)).status_code == 405
    assert fresh(photo).state == "pending"


def test_a_photo_is_found_in_its_own_sprint_alone(sprint, team):
    photo = made(running_sprint())
    assert team.post(address("reject", sprint, photo), {"why": "x"}).status_code == 404


def test_all_that_speaks_for_and_against_a_photo_is_shown(sprint, team):
    photo = made(sprint, people_recognizable=True, had_location=True, caption="The last evening")
    for name, consent in (("Ana", "yes"), ("Bo", "ask"), ("Cy", "no"), ("Di", "ask")):
        row = RegistrationFactory(sprint=sprint, person__name=name, photo_consent=consent)
        agreed_at = timezone.now() if name == "Di" else None
        PhotoTagFactory(photo=photo, person=row.person, agreed_at=agreed_at)
    PhotoTagFactory(photo=photo, person__name="Ed")
    answer = page(team, sprint)
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
        assert words in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    for markup in (f'alt="{photo.alt_text}"', f'name="seen" value="{photo.revision}"'):
        assert markup in answer.content.decode()


def test_those_that_wait_longest_come_first(sprint, team):
    now = timezone.now()
    late, early = (made(sprint, created_at=now - timedelta(days=days)) for days in (1, 3))
    rows = page(team, sprint).context["review"].photos
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
def test_each_tab_shows_its_photos_with_what_can_be_done(sprint, team, state, shown):
    photos = {name: made(sprint, name) for name in STATES}
    review = page(team, sprint, f"?state={state}").context["review"]
    (row,) = review.photos
    assert row.image.photo == photos[state]
    assert [action.label for action in row.actions] == shown
    assert [tab.number for tab in review.tabs] == [1, 1, 1, 1, 1]
    Photo.objects.filter(state="published").update(is_cover=True)
    if state == "published":
        (row,) = page(team, sprint, "?state=published").context["review"].photos
        assert [action.name for action in row.actions] == ["take_cover_away", "hide", "remove"]


def test_an_empty_tab_says_what_will_be_there_and_there_are_no_other_tabs(sprint, team):
    answer = page(team, sprint, "?state=hidden")
    assert "No photo is hidden." in text_of(answer)
    for query in ("?state=removed", "?state=x", "?state="):
        assert page(team, sprint, query).status_code == 404


def test_twenty_stand_on_a_page(sprint, team):
    PhotoFactory.create_batch(23, sprint=sprint, state="pending")
    assert len(page(team, sprint).context["review"].photos) == 20
    answer = page(team, sprint, "?page=2")
    assert len(answer.context["review"].photos) == 3
    assert "Page 2 of 2" in text_of(answer)
    for odd in ("99", "x", "-1", ""):
        assert page(team, sprint, f"?page={odd}").status_code == 200


@pytest.mark.parametrize("number", [3, 30])
def test_the_queries_are_the_same_for_few_and_for_many(
    sprint, team, number, django_assert_num_queries
):
    photos = PhotoFactory.create_batch(number, sprint=sprint, state="pending")
    for photo in photos[:20]:
        row = RegistrationFactory(sprint=sprint, photo_consent="ask")
        PhotoTagFactory(photo=photo, person=row.person)
        RemovalRequestFactory(photo=photo)
    with django_assert_num_queries(12):
        page(team, sprint)


def test_open_requests_stand_above_and_the_urgent_ones_say_so(sprint, team):
    now = timezone.now()
    hidden = made(sprint, "hidden")
    RemovalRequestFactory(photo=hidden, message="I did not know.", created_at=now)
    stranger = {"person": None, "email": "somebody@example.org", "kind": "other"}
    before, public = now - timedelta(hours=49), made(sprint, "published")
    old = RemovalRequestFactory(photo=public, created_at=before, **stranger)
    RemovalRequestFactory(photo=made(sprint, "published"), state="declined")
    RemovalRequestFactory(photo=made(running_sprint(), "published"))
    answer = page(team, sprint)
    first, second = (row for row, _ in answer.context["removals"])
    assert (first.request, first.is_urgent, second.is_urgent) == (old, True, False)
    text = text_of(answer)
    assert text.count("Urgent: this has waited for 2 days.") == text.count("Urgent") == 1
    assert "I did not know." in text
    assert "somebody@example.org" in text
    html = answer.content.decode()
    for name in ("grant", "decline"):
        assert f"/removals/{old.pk}/{name}/" in html


def test_publishing_leads_back_to_the_same_page(sprint, team):
    PhotoFactory.create_batch(21, sprint=sprint, state="pending")
    photo = made(sprint)
    where = address("publish", sprint, photo) + "?state=pending&page=2"
    answer = team.post(where, {"seen": photo.revision})
    assert answer["Location"] == address("review", sprint) + "?state=pending&page=2"
    assert told(team.get(answer["Location"])) == [f"“{photo}” is published."]
    assert fresh(photo).state == "published"


AFTER = {
    "ask": ("pending", "needs_details"),
    "reject": ("pending", "rejected"),
    "hide": ("published", "hidden"),
    "remove": ("published", "removed"),
    "reconsider": ("rejected", "pending"),
    "show_again": ("hidden", "published"),
    "set_cover": ("published", "published"),
}


@pytest.mark.parametrize(("name", "states"), AFTER.items())
def test_each_action_is_one_request_and_a_message(sprint, team, name, states):
    photo = made(sprint, states[0])
    where = address(name, sprint, photo) + f"?state={states[0]}"
    answer = team.post(where, {"why": "It is blurred."}, follow=True)
    assert [sentence.startswith("“") for sentence in told(answer)] == [True]
    assert fresh(photo).state == states[1]


@pytest.mark.parametrize(
    ("why", "sentence"), [(" ", "Please say why."), ("x" * 2001, "at most 2000"), ("a\0", "Null")]
)
def test_a_reason_that_is_missing_or_too_long_is_asked_for(sprint, team, why, sentence):
    photo = made(sprint)
    where = address("reject", sprint, photo) + "?state=pending"
    answer = team.post(where, {"why": why}, follow=True)
    assert sentence in told(answer)[0]
    assert why.strip() in told(answer)[0]
    assert fresh(photo).state == "pending"


def test_a_second_click_is_told_and_what_was_typed_is_not_lost(sprint, team):
    photo = made(sprint)
    where = address("reject", sprint, photo) + "?state=pending"
    for _ in range(2):
        answer = team.post(where, {"why": "Too dark."}, follow=True)
    (sentence,) = told(answer)
    assert "does not wait for the team any more" in sentence
    assert "You wrote: “Too dark.”" in sentence


@pytest.mark.parametrize("seen", [{}, {"seen": ""}, {"seen": "x"}, {"seen": "9" * 400}])
def test_nothing_is_published_unseen(sprint, team, seen):
    photo = made(sprint)
    answer = team.post(address("publish", sprint, photo) + "?state=pending", seen, follow=True)
    assert f"“{photo}”: " in told(answer)[0]
    assert fresh(photo).state == "pending"


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", "photo"), ("?state=removed", "photo"), ("?state=hidden&page=x", "review")],
)
def test_from_elsewhere_one_is_led_to_the_photo(sprint, team, query, expected):
    photo = made(sprint, "published")
    answer = team.post(address("hide", sprint, photo) + query, {"why": "Blurred."})
    assert answer["Location"].startswith(address("review", sprint)) is (expected == "review")
    assert answer["Location"].startswith(photo.get_absolute_url()) is (expected == "photo")
