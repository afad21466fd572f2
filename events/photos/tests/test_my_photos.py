"""The page of the own photos: what waits, what became of each, and where one is named."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from events.photos.display import mine, removals
from events.photos.display import photo as photo_display
from events.photos.models import Photo, RemovalRequest
from events.photos.tests.factories import PhotoFactory, PhotoTagFactory, RemovalRequestFactory
from events.photos.tests.uploads import address, text
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from people.tests.factories import PersonFactory

EMPTY = "The photos that you send will stand here"


@pytest.fixture
def person(sprint):
    return RegistrationFactory(sprint=sprint, photo_name_consent=True).person


def test_before_the_first_photo_it_says_what_will_be_there_or_why_nothing(sprint, mine, client_of):
    PhotoFactory(sprint=sprint)
    page = text(mine.get(address("mine", sprint)))
    assert EMPTY in page
    assert f'href="{address("add", sprint)}"' in page
    page = client_of(PersonFactory()).get(address("mine", sprint))
    assert EMPTY in text(page)
    assert "Photos come from those who take part in this sprint." in text(page)
    assert page.context["groups"] == []


def test_each_photo_stands_under_what_became_of_it_with_the_reason(sprint, person, mine):
    why = "Please say who is on it."
    for state in Photo.State.values:
        PhotoFactory(sprint=sprint, uploaded_by=person, state=state, alt_text=state, reason=why)
    PhotoFactory(sprint=sprint)
    PhotoFactory(uploaded_by=person)
    page = mine.get(address("mine", sprint))
    assert [
        (group.heading, one.title, one.why, one.may_edit, bool(one.image))
        for group in page.context["groups"]
        for one in group.photos
    ] == [
        ("They need details", "needs_details", why, True, True),
        ("Being prepared", "processing", "", False, False),
        ("Could not be read", "failed", why, False, False),
        ("With the team", "pending", "", True, True),
        ("Not taken", "rejected", why, False, True),
        ("Hidden", "hidden", "", False, True),
        ("Published", "published", "", False, True),
    ]
    assert f'href="{address("describe", sprint)}"' in text(page)
    assert EMPTY not in text(page)


def test_each_page_says_until_when_what_waits_is_kept(sprint, person, mine):
    late = {"starts_on": date(2022, 10, 3), "ends_on": date(2022, 10, 7), "time_zone": "UTC"}
    Sprint.objects.filter(pk=sprint.pk).update(**late)
    for state in ("needs_details", "rejected"):
        photo = PhotoFactory(sprint=sprint, uploaded_by=person, state=state)
        moment = datetime(2022, 10, 8, 12, tzinfo=UTC)
        Photo.objects.filter(pk=photo.pk).update(state_changed_at=moment)
    page = mine.get(address("mine", sprint))
    assert [group.sentence.rpartition("They ")[2] for group in page.context["groups"]] == [
        "are kept until 6 December 2022.",
        "are kept until 7 November 2022.",
    ]


def test_whoever_comes_no_longer_says_no_but_not_yes(sprint, person, mine):
    tag = PhotoTagFactory(photo__sprint=sprint, person=person)
    agree = reverse("photos:agree", args=[sprint.slug, tag.photo.uuid, tag.pk])
    assert agree in text(mine.get(address("mine", sprint)))
    sprint.registrations.update(state="cancelled")
    page = text(mine.get(address("mine", sprint)))
    assert agree not in page
    assert reverse("photos:untag", args=[sprint.slug, tag.photo.uuid, tag.pk]) in page
    answer = mine.post(agree, {"back": "mine"}, follow=True)
    assert "You do not take part in this sprint." in text(answer)


def test_what_others_see_is_chosen_there_by_whoever_has_a_registration(sprint, person, mine):
    link = reverse("registration:visibility", args=[sprint.slug])
    assert link in text(mine.get(address("mine", sprint)))
    sprint.registrations.all().delete()
    assert link not in text(mine.get(address("mine", sprint)))


def test_a_photo_without_words_is_called_by_its_file(sprint, person, mine):
    more = {"sprint": sprint, "uploaded_by": person, "alt_text": "", "licence": ""}
    PhotoFactory(state="failed", sent_as="IMG_1.jpg", **more)
    PhotoFactory(state="needs_details", **more)
    page = mine.get(address("mine", sprint))
    titles = [one.title for group in page.context["groups"] for one in group.photos]
    assert titles == ["Not described yet", "IMG_1.jpg"]


def test_one_is_asked_on_published_photos_alone(sprint, person, mine):
    asked = PhotoTagFactory(photo__sprint=sprint, person=person)
    agreed = PhotoTagFactory(photo__sprint=sprint, person=person, agreed_at=timezone.now())
    PhotoTagFactory(photo__sprint=sprint, photo__state="pending", person=person)
    PhotoTagFactory(photo__sprint=sprint, photo__state="hidden", person=person)
    PhotoTagFactory(person=person)
    PhotoTagFactory(photo__sprint=sprint)
    page = mine.get(address("mine", sprint))
    assert [tag for tag, _ in page.context["waiting"]] == [asked]
    assert [tag for tag, _ in page.context["agreed"]] == [agreed]
    for name in ("agree", "untag"):
        assert f"/{asked.photo.uuid}/{name}/{asked.pk}/" in text(page)
    assert f"/{agreed.photo.uuid}/untag/{agreed.pk}/" in text(page)
    assert "Your name stands there only once you say yes." in text(page)
    assert "Your name stands on their pages." in text(page)
    person.registrations.update(photo_name_consent=False)
    page = text(mine.get(address("mine", sprint)))
    assert "Your name is not shown in either case, as you chose on your registration." in page
    assert "Your name is not shown there, as you chose on your registration." in page


def test_what_one_asked_to_remove_stands_there_with_the_answer(sprint, person, mine):
    def asked(state, photo_state, **more):
        RemovalRequestFactory(
            photo__sprint=sprint, photo__state=photo_state, person=person, state=state, **more
        )

    asked("open", "hidden")
    asked("open", "published")
    asked("declined", "published", answer="That is not you.")
    asked("granted", "removed", answer="Sorry.")
    RemovalRequestFactory(photo__sprint=sprint, state="open")
    RemovalRequestFactory(person=person, state="open")
    page = mine.get(address("mine", sprint))
    assert [
        (row.state, row.request.answer, bool(row.page)) for row in page.context["requests"]
    ] == [
        ("Taken down", "Sorry.", False),
        ("It stays", "That is not you.", True),
        ("The team has not decided yet; the photo is still to be seen", "", True),
        ("The team has not decided yet; the photo is hidden", "", False),
    ]
    assert "That is not you." in text(page)


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_takes_the_same_queries_for_few_and_many(
    sprint, person, mine, number, django_assert_num_queries
):
    PhotoFactory.create_batch(number, sprint=sprint, uploaded_by=person)
    for photo in PhotoFactory.create_batch(number, sprint=sprint):
        PhotoTagFactory(photo=photo, person=person, agreed_at=timezone.now())
        RemovalRequestFactory(photo=photo, person=person, state="declined")
    with django_assert_num_queries(12):
        page = mine.get(address("mine", sprint))
    assert len(page.context["groups"][0].photos) == len(page.context["agreed"]) == number


def test_a_long_list_has_pages_and_takes_any_number(sprint, person, mine):
    PhotoFactory.create_batch(61, sprint=sprint, uploaded_by=person)
    first = mine.get(address("mine", sprint))
    assert "Page 1 of 2" in text(first)
    last = mine.get(f"{address('mine', sprint)}?page=2")
    assert [len(group.photos) for group in last.context["groups"]] == [1]
    for odd in ("3", "x", "-1", "9" * 30):
        assert mine.get(f"{address('mine', sprint)}?page={odd}&names={odd}").status_code == 200


@pytest.mark.parametrize(
    ("table", "states", "left_out"),
    [
        (mine.GROUPS, Photo.State, {Photo.State.REMOVED}),  # which nobody sees
        (photo_display.STATE_SENTENCES, Photo.State, {Photo.State.REMOVED}),
        (photo_display.LICENCE_PAGES, Photo.Licence, set()),
        (removals.ANSWERS, RemovalRequest.State, set()),
    ],
)
def test_every_state_is_in_the_tables(table, states, left_out):
    assert set(table) == set(states) - left_out
