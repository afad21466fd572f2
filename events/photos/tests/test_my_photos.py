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
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.tests.factories import PersonFactory

EMPTY = "The photos that you send will stand here"


@pytest.fixture
def person(sprint):
    return RegistrationFactory(sprint=sprint, photo_name_consent=True).person


@pytest.fixture
def client(person, client_of):
    return client_of(person)


def test_before_the_first_photo_it_says_what_will_be_there(sprint, client):
    page = client.get(address("mine", sprint))
    assert EMPTY in text(page)
    assert f'href="{address("add", sprint)}"' in text(page)


def test_whoever_has_nothing_to_do_with_the_sprint_reads_why_there_is_nothing(sprint, client_of):
    PhotoFactory(sprint=sprint)
    page = client_of(PersonFactory()).get(address("mine", sprint))
    assert EMPTY in text(page)
    assert "Photos come from those who take part in this sprint." in text(page)
    assert page.context["groups"] == []


def test_it_is_for_accounts_and_for_sprints_that_can_be_seen(sprint, client, client_of):
    anonymous = client_of(PersonFactory())
    anonymous.logout()
    assert "/accounts/login/" in anonymous.get(address("mine", sprint)).url
    assert client.post(address("mine", sprint)).status_code == 405
    draft = SprintFactory(state=Sprint.State.DRAFT, announced_at=None)
    assert client.get(address("mine", draft)).status_code == 404


def test_each_photo_stands_under_what_became_of_it_with_the_reason(sprint, person, client):
    why = "Please say who is on it."
    for state in Photo.State.values:
        PhotoFactory(sprint=sprint, uploaded_by=person, state=state, alt_text=state, reason=why)
    PhotoFactory(sprint=sprint)
    PhotoFactory(uploaded_by=person)
    page = client.get(address("mine", sprint))
    found = [
        (
            group.heading,
            [(one.title, one.why, one.may_edit, bool(one.image)) for one in group.photos],
        )
        for group in page.context["groups"]
    ]
    assert found == [
        ("They need details", [("needs_details", why, True, True)]),
        ("Being prepared", [("processing", "", False, False)]),
        ("Could not be read", [("failed", why, False, False)]),
        ("With the team", [("pending", "", True, True)]),
        ("Not taken", [("rejected", why, False, True)]),
        ("Hidden", [("hidden", "", False, True)]),
        ("Published", [("published", "", False, True)]),
    ]
    assert f'href="{address("describe", sprint)}"' in text(page)
    assert EMPTY not in text(page)


def test_each_page_says_until_when_what_waits_is_kept(sprint, person, client):
    late = {"starts_on": date(2022, 10, 3), "ends_on": date(2022, 10, 7), "time_zone": "UTC"}
    Sprint.objects.filter(pk=sprint.pk).update(**late)
    for state in ("needs_details", "rejected"):
        photo = PhotoFactory(sprint=sprint, uploaded_by=person, state=state)
        moment = datetime(2022, 10, 8, 12, tzinfo=UTC)
        Photo.objects.filter(pk=photo.pk).update(state_changed_at=moment)
    page = client.get(address("mine", sprint))
    assert [group.sentence.rpartition("They ")[2] for group in page.context["groups"]] == [
        "are kept until 6 December 2022.",
        "are kept until 7 November 2022.",
    ]


def test_whoever_comes_no_longer_says_no_but_not_yes(sprint, person, client):
    tag = PhotoTagFactory(photo__sprint=sprint, person=person)
    agree = reverse("photos:agree", args=[sprint.slug, tag.photo.uuid, tag.pk])
    assert agree in text(client.get(address("mine", sprint)))
    sprint.registrations.update(state="cancelled")
    page = text(client.get(address("mine", sprint)))
    assert agree not in page
    assert reverse("photos:untag", args=[sprint.slug, tag.photo.uuid, tag.pk]) in page
    answer = client.post(agree, {"back": "mine"}, follow=True)
    assert "You do not take part in this sprint." in text(answer)


def test_what_others_see_is_chosen_there_by_whoever_has_a_registration(sprint, person, client):
    link = reverse("registration:visibility", args=[sprint.slug])
    assert link in text(client.get(address("mine", sprint)))
    sprint.registrations.all().delete()
    assert link not in text(client.get(address("mine", sprint)))


def test_a_photo_without_words_is_called_by_its_file(sprint, person, client):
    more = {"sprint": sprint, "uploaded_by": person, "alt_text": "", "licence": ""}
    PhotoFactory(state="failed", sent_as="IMG_1.jpg", **more)
    PhotoFactory(state="needs_details", **more)
    page = client.get(address("mine", sprint))
    titles = [one.title for group in page.context["groups"] for one in group.photos]
    assert titles == ["Not described yet", "IMG_1.jpg"]


def test_one_is_asked_on_published_photos_alone(sprint, person, client):
    asked = PhotoTagFactory(photo__sprint=sprint, person=person)
    agreed = PhotoTagFactory(photo__sprint=sprint, person=person, agreed_at=timezone.now())
    PhotoTagFactory(photo__sprint=sprint, photo__state="pending", person=person)
    PhotoTagFactory(photo__sprint=sprint, photo__state="hidden", person=person)
    PhotoTagFactory(person=person)
    PhotoTagFactory(photo__sprint=sprint)
    page = client.get(address("mine", sprint))
    assert [tag for tag, _ in page.context["waiting"]] == [asked]
    assert [tag for tag, _ in page.context["agreed"]] == [agreed]
    for name in ("agree", "untag"):
        assert f"/{asked.photo.uuid}/{name}/{asked.pk}/" in text(page)
    assert f"/{agreed.photo.uuid}/untag/{agreed.pk}/" in text(page)
    assert "Your name stands there only once you say yes." in text(page)
    assert "Your name stands on their pages." in text(page)


def test_whoever_chose_not_to_be_named_reads_that(sprint, person, client):
    person.registrations.update(photo_name_consent=False)
    PhotoTagFactory(photo__sprint=sprint, person=person)
    PhotoTagFactory(photo__sprint=sprint, person=person, agreed_at=timezone.now())
    page = client.get(address("mine", sprint))
    assert "Your name is not shown in either case, as you chose on your registration." in text(page)
    assert "Your name is not shown there, as you chose on your registration." in text(page)


def test_what_one_asked_to_remove_stands_there_with_the_answer(sprint, person, client):
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
    page = client.get(address("mine", sprint))
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
    sprint, person, client, number, django_assert_num_queries
):
    PhotoFactory.create_batch(number, sprint=sprint, uploaded_by=person)
    for photo in PhotoFactory.create_batch(number, sprint=sprint):
        PhotoTagFactory(photo=photo, person=person, agreed_at=timezone.now())
        RemovalRequestFactory(photo=photo, person=person, state="declined")
    with django_assert_num_queries(12):
        page = client.get(address("mine", sprint))
    assert len(page.context["groups"][0].photos) == len(page.context["agreed"]) == number


def test_a_long_list_has_pages_and_takes_any_number(sprint, person, client):
    PhotoFactory.create_batch(61, sprint=sprint, uploaded_by=person)
    first = client.get(address("mine", sprint))
    assert "Page 1 of 2" in text(first)
    last = client.get(f"{address('mine', sprint)}?page=2")
    assert [len(group.photos) for group in last.context["groups"]] == [1]
    for odd in ("3", "x", "-1", "9" * 30):
        assert client.get(f"{address('mine', sprint)}?page={odd}&names={odd}").status_code == 200


def test_a_team_member_without_registration_sends_and_sees(sprint, client_of):
    member = TeamMemberFactory(sprint=sprint, role="organizer").person
    PhotoFactory(sprint=sprint, uploaded_by=member)
    page = client_of(member).get(address("mine", sprint))
    assert (page.context["refusal_to_send"], len(page.context["groups"])) == ("", 1)


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
