"""Who sees a photo in which state: its page, its files, and every page that shows it."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from events.photos.models import Photo, PhotoTag
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


def file_address(photo, name="320.webp"):
    return reverse("photos:file", args=[photo.sprint.slug, photo.uuid, name])


def is_kept_nowhere(response):
    directives = response["Cache-Control"].replace(" ", "").split(",")
    return {"private", "no-store"} <= set(directives)


@pytest.mark.parametrize("who", PEOPLE)
def test_photos_are_visible_to_whoever_may_see_their_state(who):
    first = PhotoFactory(state=State.PUBLISHED)
    for state in set(State) - {State.PUBLISHED}:
        PhotoFactory(sprint=first.sprint, uploaded_by=first.uploaded_by, state=state)
    rows = Photo.objects.visible_to(viewer(who, first) or AnonymousUser())
    expected = set(State) - {State.REMOVED} if who in LETS_IN else {State.PUBLISHED}
    assert set(rows.values_list("state", flat=True)) == expected


@pytest.mark.parametrize("who", ["stranger", "participant", "uploader", "photographer"])
@pytest.mark.parametrize("state", [State.PENDING, State.HIDDEN, State.PUBLISHED, State.REMOVED])
def test_pages_and_private_files_are_there_for_those_alone(get, state, who):
    photo = store_files(PhotoFactory(state=state))
    person = viewer(who, photo)
    is_let_in = state != State.REMOVED and who in LETS_IN
    page = get(photo.get_absolute_url(), person)
    assert page.status_code == (200 if is_let_in or state == State.PUBLISHED else 404)
    if state != State.PUBLISHED:
        assert is_kept_nowhere(page)
        assert (photo.alt_text in page.content.decode()) is is_let_in
    file = get(file_address(photo), person)
    if person is None:
        assert file.status_code == 302
    else:
        assert file.status_code == (200 if is_let_in and state != State.PUBLISHED else 404)
        assert is_kept_nowhere(file)


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
        (photo.get_absolute_url(), reverse("photos:photo", args=[slug, nobody])),
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
def test_photos_of_a_draft_are_seen_by_its_team(get, client_of, who, shown):
    sprint = SprintFactory(state=Sprint.State.DRAFT, announced_at=None)
    photo = PhotoFactory(sprint=sprint)
    person = viewer(who, photo)
    for address in (photo.get_absolute_url(), reverse("photos:gallery", args=[sprint.slug])):
        assert get(address, person).status_code == (200 if shown else 404)
    if who == "uploader":
        for name in ("add", "progress", "describe", "mine", "edit", "discard", "ask_removal"):
            of_one = [photo.uuid] if name in {"edit", "discard", "ask_removal"} else []
            address = reverse(f"photos:{name}", args=[sprint.slug, *of_one])
            verb = "post" if name == "discard" else "get"
            assert getattr(client_of(person), verb)(address).status_code == 404


@pytest.mark.parametrize("who", ["stranger", "uploader", "organizer"])
def test_pages_show_published_photos_alone_whoever_looks(get, who):
    public = PhotoFactory(is_cover=True)
    others = [
        PhotoFactory(sprint=public.sprint, state=state) for state in set(State) - {public.state}
    ]
    person = viewer(who, public)
    slug = public.sprint.slug
    for address in (reverse("photos:gallery", args=[slug]), f"/sprints/{slug}/", "/", "/sprints/"):
        page = get(address, person).content.decode()
        assert public.folder in page
        assert [photo.state for photo in others if photo.folder in page] == []


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
    hidden = PhotoFactory(sprint=photo.sprint, state=State.HIDDEN)
    row = RegistrationFactory(
        sprint=photo.sprint,
        person__name="Marked Name",
        photo_consent=choice,
        photo_name_consent=named,
        listed="nobody",
    )
    moment = timezone.now() if agreed else None
    tag = PhotoTagFactory(photo=hidden, person=row.person, agreed_at=moment)
    gallery = reverse("photos:gallery", args=[photo.sprint.slug])
    assert "Marked Name" not in client.get(gallery).content.decode()  # the photo is hidden
    PhotoTag.objects.filter(pk=tag.pk).update(photo=photo)
    caches["pages"].clear()
    for address in (photo.get_absolute_url(), gallery, f"{gallery}?person={row.person.pk}"):
        assert ("Marked Name" in client.get(address).content.decode()) == shown
