"""Several photos are published in the back office as they were looked at."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from events.photos import workflow
from events.photos.tests.factories import PhotoFactory, PhotoTagFactory
from events.photos.tests.test_admin import LIST, PUBLISH, change, fresh, made
from events.photos.tests.uploads import running_sprint, told
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]


@pytest.fixture
def sprint():
    return running_sprint()


@pytest.fixture
def moderator(sprint):
    return TeamMemberFactory(sprint=sprint, role="photographer").person


@pytest.fixture
def client(moderator, client_of):
    return client_of(moderator)


def choose(client, *photos):
    chosen = {"action": "publish_chosen", ACTION_CHECKBOX_NAME: [photo.pk for photo in photos]}
    return client.post(LIST, chosen)


def seen(*photos):
    return {"seen": [f"{photo.pk}-{photo.revision}" for photo in photos]}


def test_photos_are_looked_at_before_they_are_published(client, sprint):
    photos = [made(sprint) for _ in range(3)]
    row = RegistrationFactory(sprint=sprint, person__name="Cy", photo_consent="no")
    PhotoTagFactory(photo=photos[0], person=row.person)
    public = made(sprint, "published")
    answer = choose(client, *photos, public)
    html = answer.content.decode()
    assert [row.shown.photo for row in answer.context["rows"]] == photos
    assert html.count('<img class="picture"') == 3
    assert "Cy: no, wants to be left out" in html
    assert f"“{public}” (published)" in html
    for photo in photos:
        assert f'value="{photo.pk}-{photo.revision}"' in html
        assert fresh(photo).state == "pending"


@pytest.mark.parametrize("role", ["treasurer", "reviewer", "desk", "programme"])
def test_who_does_not_decide_about_photos_does_not_open_the_page(sprint, client_of, role):
    client = client_of(TeamMemberFactory(sprint=sprint, role=role).person)
    assert client.get(PUBLISH).status_code == 403
    assert client.post(PUBLISH, seen(made(sprint))).status_code == 403


def test_those_seen_are_published_and_the_others_are_told_of_by_name(client, sprint):
    first, second, changed = (made(sprint) for _ in range(3))
    posted = seen(first, second, changed)
    workflow.describe(changed, by=changed.uploaded_by, caption="Written since")
    answer = client.post(PUBLISH, posted, follow=True)
    assert told(answer) == [
        "2 photos are published.",
        f"“{changed}”: This photo has changed since you looked at it. Please look again.",
    ]
    assert [fresh(photo).state for photo in (first, second, changed)] == [
        "published",
        "published",
        "pending",
    ]
    again = client.post(PUBLISH, seen(first), follow=True)
    assert told(again) == [f"“{first}”: This photo is published already."]


def test_one_photo_is_published_from_its_own_page(client, sprint):
    photo = made(sprint)
    link = f"{PUBLISH}?photo={photo.pk}"
    assert link in client.get(change(photo)).content.decode()
    assert [row.shown.photo for row in client.get(link).context["rows"]] == [photo]
    assert told(client.post(PUBLISH, seen(photo), follow=True)) == [f"“{photo}” is published."]
    assert link not in client.get(change(photo)).content.decode()


def test_more_than_thirty_are_looked_at_in_turns(client, sprint):
    photos = PhotoFactory.create_batch(33, sprint=sprint, state="pending")
    answer = choose(client, *photos)
    assert len(answer.context["rows"]) == 30
    assert "3 more wait; choose them afterwards." in " ".join(answer.content.decode().split())


@pytest.mark.parametrize("posted", [{}, {"seen": []}])
def test_none_ticked_is_said(client, posted):
    assert told(client.post(PUBLISH, posted, follow=True)) == ["Choose at least one photo."]


@pytest.mark.parametrize(
    "value",
    ["x", "", "1", "1-", "a\0", "9" * 30 + "-1", "-1-1", "1-1-1", "\N{ARABIC-INDIC DIGIT ONE}-1"],
)
def test_what_names_no_photo_is_refused(client, sprint, value):
    photo = made(sprint)
    answer = client.post(PUBLISH, {"seen": [*seen(photo)["seen"], value]})
    assert answer.status_code == 400
    assert fresh(photo).state == "pending"


@pytest.mark.parametrize("value", ["x", "", "9" * 30, "-1", "999999"])
def test_an_odd_address_shows_no_photo(client, value):
    answer = client.get(PUBLISH, {"photo": value})
    assert answer.context["rows"] == []
    assert "None of these photos waits for the team." in answer.content.decode()


def test_thirty_of_two_sprints_take_as_many_queries_as_four(
    client, moderator, sprint, django_assert_num_queries
):
    other = TeamMemberFactory(person=moderator, role="organizer").sprint
    for number in (2, 15):
        photos = [
            photo
            for of in (sprint, other)
            for photo in PhotoFactory.create_batch(number, sprint=of, state="pending")
        ]
        with django_assert_num_queries(8):
            client.get(PUBLISH, {"photo": [photo.pk for photo in photos]})
