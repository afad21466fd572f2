"""Who sees a photo in which state: its page, its files, and every page that shows it."""

import re
import uuid

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from events.photos import workflow
from events.photos.models import Photo, PhotoTag, RemovalRequest
from events.photos.tests.factories import PhotoFactory, PhotoTagFactory, store_files
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint, TeamRole
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

State = Photo.State
LETS_IN = {"uploader", "photographer", "organizer", "superuser"}
PEOPLE = ("stranger", "participant", "treasurer", "other team", *sorted(LETS_IN))


def team_member(sprint, role):
    return TeamMemberFactory(sprint=sprint, role=role).person


def viewer(who, photo):
    """None is nobody."""
    sprint = photo.sprint
    people = {
        "stranger": lambda: None,
        "participant": lambda: RegistrationFactory(sprint=sprint).person,
        "treasurer": lambda: team_member(sprint, TeamRole.TREASURER),
        "other team": lambda: team_member(SprintFactory(), TeamRole.ORGANIZER),
        "uploader": lambda: photo.uploaded_by,
        "photographer": lambda: team_member(sprint, TeamRole.PHOTOGRAPHER),
        "organizer": lambda: team_member(sprint, TeamRole.ORGANIZER),
        "superuser": lambda: PersonFactory(is_superuser=True),
    }
    return people[who]()


@pytest.fixture
def get(client, client_of):
    """A function that opens an address as this person, or as nobody."""

    def opened(address, person=None):
        return read((client_of(person) if person else client).get(address))

    return opened


def read(response):
    """The response, read to its end, which closes its file."""
    response.read = b"".join(response) if response.streaming else response.content
    return response


def photo_page(photo):
    return reverse("photos:photo", args=[photo.sprint.slug, photo.uuid])


def file_address(photo, name="320.webp"):
    return reverse("photos:file", args=[photo.sprint.slug, photo.uuid, name])


def is_kept_nowhere(response):
    directives = response["Cache-Control"].replace(" ", "").split(",")
    return {"private", "no-store"} <= set(directives)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("state", State)
def test_the_page_of_a_photo_is_seen_by_whoever_may(get, state, who):
    photo = PhotoFactory(state=state)
    response = get(photo_page(photo), viewer(who, photo))
    if state == State.PUBLISHED:
        assert response.status_code == 200
        return
    shown = state != State.REMOVED and who in LETS_IN
    assert response.status_code == (200 if shown else 404)
    assert is_kept_nowhere(response)
    assert (photo.alt_text in response.content.decode()) == shown


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("state", State)
def test_a_file_that_is_not_public_is_seen_by_uploader_and_team(get, state, who):
    photo = store_files(PhotoFactory(state=state))
    response = get(file_address(photo), viewer(who, photo))
    if who == "stranger":
        assert response.status_code == 302
        return
    shown = state not in (State.PUBLISHED, State.REMOVED) and who in LETS_IN
    assert response.status_code == (200 if shown else 404)
    assert is_kept_nowhere(response)


def test_a_file_that_is_not_public_is_a_picture_and_no_more(client_of):
    photo = store_files(PhotoFactory(state=State.PENDING))
    response = read(client_of(photo.uploaded_by).get(file_address(photo, "master.jpg")))
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    with storages["pending"].open(f"{photo.folder}/master.jpg") as stored:
        assert response.read == stored.read()


@pytest.mark.parametrize("name", ["original", "1920.webp", "..", "master.png", "master.jpg.webp"])
def test_only_the_names_of_a_photo_lead_to_a_file(client_of, name):
    photo = store_files(PhotoFactory(state=State.PENDING))
    assert client_of(photo.uploaded_by).get(file_address(photo, name)).status_code == 404


def test_a_stranger_does_not_learn_whether_there_is_a_photo(client):
    photo = store_files(PhotoFactory(state=State.PENDING))
    slug, nobody = photo.sprint.slug, uuid.uuid4()
    for known, guessed in (
        (file_address(photo), reverse("photos:file", args=[slug, nobody, "320.webp"])),
        (photo_page(photo), reverse("photos:photo", args=[slug, nobody])),
    ):
        answers = [client.get(address) for address in (known, guessed)]
        assert [answer.status_code for answer in answers] in ([302, 302], [404, 404])
        assert [answer.get("Location", "").replace(known, guessed) for answer in answers] == (
            [answers[1].get("Location", "")] * 2
        )


def test_a_photo_is_looked_for_in_its_own_sprint(get):
    photo = PhotoFactory()
    elsewhere = reverse("photos:photo", args=[SprintFactory().slug, photo.uuid])
    assert get(elsewhere).status_code == 404


@pytest.mark.parametrize(
    ("who", "shown"),
    [("stranger", False), ("uploader", False), ("photographer", True), ("treasurer", True)],
)
def test_photos_of_a_draft_are_seen_by_its_team(get, who, shown):
    sprint = SprintFactory(state=Sprint.State.DRAFT, announced_at=None)
    photo = PhotoFactory(sprint=sprint)
    person = viewer(who, photo)
    for address in (photo_page(photo), reverse("photos:gallery", args=[sprint.slug])):
        assert get(address, person).status_code == (200 if shown else 404)


@pytest.mark.parametrize("who", ["stranger", "uploader", "organizer", "superuser"])
@pytest.mark.parametrize("state", State)
def test_pages_show_published_photos_alone_whoever_looks(get, state, who):
    photo = PhotoFactory(state=state, is_cover=True)
    person = viewer(who, photo)
    sprint = photo.sprint.get_absolute_url()
    for address in (reverse("photos:gallery", args=[photo.sprint.slug]), sprint, "/", "/sprints/"):
        page = get(address, person)
        assert page.status_code == 200
        assert (photo.folder in page.content.decode()) == (state == State.PUBLISHED)


def pages_with_the_cover(photo):
    slug = photo.sprint.slug
    return (reverse("photos:gallery", args=[slug]), f"/sprints/{slug}/", "/", "/sprints/")


def test_whoever_is_on_the_cover_takes_it_away_everywhere_at_once(
    client, django_capture_on_commit_callbacks
):
    photo = store_files(PhotoFactory(is_cover=True))
    person = RegistrationFactory(sprint=photo.sprint).person
    tags = {}
    for address in pages_with_the_cover(photo):
        page = client.get(address)  # kept from now on
        tags[address] = page["ETag"]
        assert photo.folder in page.content.decode()
    old_file = storages["public"].url(f"{photo.folder}/320.webp")
    assert read(client.get(old_file)).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        workflow.ask_removal(photo, by=person, kind=RemovalRequest.Kind.IN_IT)
    hidden = Photo.objects.get()
    for address, tag in tags.items():
        page = client.get(address, headers={"if-none-match": tag})
        assert page.status_code == 200
        assert not re.search(
            f"{photo.folder}|{hidden.folder}|{photo.alt_text}|og:image", page.content.decode()
        )
    assert client.get(old_file).status_code == 404
    assert client.get(photo_page(photo)).status_code == 404
    renamed = storages["public"].url(f"{hidden.folder}/320.webp")
    assert client.get(renamed).status_code == 404


@pytest.mark.parametrize(
    ("agreed", "choice", "named", "shown"),
    [
        (True, "yes", True, True),
        (True, "ask", True, True),
        (True, "no", True, False),
        (True, "yes", False, False),
        (False, "ask", True, False),
    ],
)
def test_a_name_stands_where_the_person_agreed_to_it(client, agreed, choice, named, shown):
    photo = PhotoFactory()
    row = RegistrationFactory(
        sprint=photo.sprint,
        person__name="Marked Name",
        photo_consent=choice,
        photo_name_consent=named,
        listed="nobody",
    )
    moment = timezone.now() if agreed else None
    PhotoTagFactory(photo=photo, person=row.person, agreed_at=moment)
    gallery = reverse("photos:gallery", args=[photo.sprint.slug])
    for address in (photo_page(photo), gallery, f"{gallery}?person={row.person.pk}"):
        assert ("Marked Name" in client.get(address).content.decode()) == shown


def test_a_name_on_a_hidden_photo_is_no_choice_in_the_gallery(client):
    photo = PhotoFactory(state=State.HIDDEN)
    row = RegistrationFactory(
        sprint=photo.sprint,
        person__name="Marked Name",
        photo_consent="yes",
        photo_name_consent=True,
    )
    PhotoTagFactory(photo=photo, person=row.person, agreed_at=timezone.now())
    assert PhotoTag.objects.named().count() == 1
    page = client.get(reverse("photos:gallery", args=[photo.sprint.slug]))
    assert "Marked Name" not in page.content.decode()
