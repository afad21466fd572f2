"""The page of the own portrait, and where portraits stand."""

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile

from events.photos.models import Portrait
from events.photos.tests.uploads import picture
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
PAGE, REMOVE = "/people/me/portrait/", "/people/me/portrait/remove/"


def upload(content=None, name="me.jpg"):
    return {"picture": SimpleUploadedFile(name, picture() if content is None else content)}


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def mine(client_of, person):
    """The person's own browser."""
    return client_of(person)


def give_portrait(person):
    """A row as if it were prepared; no page looks into the files."""
    return Portrait.objects.create(
        person=person, folder=f"{person.pk:032x}", widths=[96, 256], width=256, height=256
    )


def test_the_page_says_what_is_taken_and_where_it_is_shown(mine):
    said = " ".join(mine.get(PAGE).content.decode().split())
    assert "JPEG, PNG, WebP or AVIF, up to 20 MB, 96 pixels or more" in said
    assert "Beside your name in the lists of those sprints" in said
    assert "Remove my portrait" not in said
    assert 'href="/people/me/portrait/"' in mine.get("/people/me/edit/").content.decode()


def test_a_stranger_is_asked_to_log_in(client):
    for path in (PAGE, REMOVE):
        assert client.post(path).headers["Location"].startswith("/accounts/login/")


def test_a_picture_is_sent_shown_and_removed(mine, person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = mine.post(PAGE, upload(), follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Your picture has arrived." in answer.content.decode()
    shown = mine.get(PAGE).content.decode()
    folder = Portrait.objects.get(person=person).folder
    assert f'src="/media/{folder}/96.webp"' in shown
    assert "Send another one" in shown
    with django_capture_on_commit_callbacks(execute=True):
        answer = mine.post(REMOVE, follow=True)
    assert "Your picture is gone." in answer.content.decode()
    assert not Portrait.objects.exists()
    assert "There is no picture." in mine.post(REMOVE, follow=True).content.decode()


def test_whoever_sends_one_learns_that_it_is_being_prepared(mine):
    said = mine.post(PAGE, upload(), follow=True).content.decode()
    assert "Your picture is being prepared." in said
    assert "Remove my portrait" in said


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Choose a picture."),
        ({"picture": "a word"}, "Choose a picture."),
        (upload(b""), "The file is empty."),
        (upload(b"<svg>" + b" " * 2000), "SVG drawings are not accepted."),
        (upload(b"GIF89a" + b" " * 2000), "GIF pictures are not accepted."),
        (upload(b"\xff\xd8\xff", "a" * 300 + ".jpg"), "too small to hold a photo"),
    ],
)
def test_what_is_not_taken_is_said_at_the_field(mine, data, sentence):
    answer = mine.post(PAGE, data)
    assert answer.status_code == 200
    assert sentence in str(answer.context["form"].errors["picture"])
    assert not Portrait.objects.exists()


def test_what_could_not_be_prepared_is_said_on_the_page(mine, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        mine.post(PAGE, upload(picture(size=(95, 200)) + b" " * 1024))
    said = mine.get(PAGE).content.decode()
    assert "The last file could not be used." in said
    assert "at least 96 on its shorter side" in said


def test_everybody_keeps_the_own_portrait_alone(mine):
    other = give_portrait(PersonFactory())
    assert other.folder not in mine.get(PAGE).content.decode()
    mine.post(REMOVE)
    assert Portrait.objects.filter(pk=other.pk).exists()


def test_too_many_in_a_while_are_told_how_long_to_wait(settings, mine):
    settings.PHOTOS = settings.PHOTOS | {"per_ten_minutes": 1}
    mine.post(PAGE, upload())
    answer = mine.post(PAGE, upload())
    assert (answer.status_code, answer["Retry-After"]) == (429, "600")
    assert "Please wait 10 minutes" in answer.content.decode()


def test_removing_is_a_form_and_never_a_link(mine):
    assert mine.get(REMOVE).status_code == 405


def test_a_portrait_stands_beside_the_name_of_those_alone_who_are_listed(client_of):
    sprint = SprintFactory(slug="soon")
    listed = RegistrationFactory(sprint=sprint, person__name="Listed Person")
    unlisted = RegistrationFactory(sprint=sprint, listed="nobody")
    shown, hidden = give_portrait(listed.person), give_portrait(unlisted.person)
    said = client_of(PersonFactory()).get("/sprints/soon/people/").content.decode()
    assert f'src="/media/{shown.folder}/96.webp"' in said
    assert 'alt=""' in said
    assert hidden.folder not in said


@pytest.mark.parametrize("people", [1, 30])
def test_the_list_of_people_costs_the_same_with_portraits(
    client, people, django_assert_num_queries
):
    sprint = SprintFactory(slug="soon")
    for row in RegistrationFactory.create_batch(people, sprint=sprint):
        give_portrait(row.person)
    RegistrationFactory(sprint=sprint)
    caches["pages"].clear()
    with django_assert_num_queries(6):
        said = client.get("/sprints/soon/people/").content.decode()
    assert said.count('class="portrait"') == people


def test_a_portrait_that_was_removed_is_gone_at_the_next_request(client):
    portrait = give_portrait(RegistrationFactory(sprint__slug="soon").person)
    assert portrait.folder in client.get("/sprints/soon/people/").content.decode()
    portrait.delete()
    assert portrait.folder not in client.get("/sprints/soon/people/").content.decode()
