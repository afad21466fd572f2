"""The pages of a portrait and of a logo, and where both are shown."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from events.photos.models import Logo, Portrait
from events.photos.tests.uploads import picture
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SponsorshipFactory, SprintFactory, TeamMemberFactory
from people.tests.factories import OrganizationFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
PAGE, REMOVE = "/people/me/portrait/", "/people/me/portrait/remove/"


def upload(content=None, name="me.jpg"):
    return {"picture": SimpleUploadedFile(name, picture() if content is None else content)}


@pytest.fixture
def person():
    return PersonFactory()


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


@pytest.mark.usefixtures("quick")
def test_a_picture_is_sent_shown_and_removed(mine, person, committed):
    said = mine.post(PAGE, upload(), follow=True).content.decode()
    assert "Your picture is being prepared." in said
    assert "Remove my portrait" in said
    assert mine.get(REMOVE).status_code == 405
    answer = committed(mine.post, PAGE, upload(), follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Your picture has arrived." in answer.content.decode()
    shown = mine.get(PAGE).content.decode()
    folder = Portrait.objects.get(person=person).folder
    assert f'src="/media/{folder}/96.webp"' in shown
    assert "Send another one" in shown
    answer = committed(mine.post, REMOVE, follow=True)
    assert "Your picture is gone." in answer.content.decode()
    assert not Portrait.objects.exists()
    assert "There is no picture." in mine.post(REMOVE, follow=True).content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Choose a picture."),
        (upload(b""), "The file is empty."),
        (upload(b"\xff\xd8\xff", "a" * 300 + ".jpg"), "too small to hold a photo"),
    ],
)
def test_what_is_not_taken_is_said_at_the_field(mine, data, sentence):
    answer = mine.post(PAGE, data)
    assert answer.status_code == 200
    assert sentence in str(answer.context["form"].errors["picture"])
    assert not Portrait.objects.exists()


def test_what_could_not_be_prepared_is_said_on_the_page(mine, committed):
    committed(mine.post, PAGE, upload(picture(size=(95, 200)) + b" " * 1024))
    said = mine.get(PAGE).content.decode()
    assert "The last file could not be used." in said
    assert "at least 96 on its shorter side" in said


def test_too_many_in_a_while_are_told_how_long_to_wait(settings, mine):
    settings.PHOTOS = settings.PHOTOS | {"per_ten_minutes": 1}
    mine.post(PAGE, upload())
    answer = mine.post(PAGE, upload())
    assert (answer.status_code, answer["Retry-After"]) == (429, "600")
    assert "Please wait 10 minutes" in answer.content.decode()


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
    with django_assert_num_queries(8):
        said = client.get("/sprints/soon/people/").content.decode()
    assert said.count('class="portrait"') == people


def test_a_portrait_that_was_removed_is_gone_at_the_next_request(client):
    portrait = give_portrait(RegistrationFactory(sprint__slug="soon").person)
    assert portrait.folder in client.get("/sprints/soon/people/").content.decode()
    portrait.delete()
    assert portrait.folder not in client.get("/sprints/soon/people/").content.decode()


@pytest.fixture
def organizer():
    return TeamMemberFactory()


@pytest.fixture
def organization(organizer):
    return SponsorshipFactory(sprint=organizer.sprint).organization


@pytest.fixture
def office(client_of, organizer):
    return client_of(organizer.person)


def page(organization, verb=""):
    return f"/admin/people/organization/{organization.pk}/logo/{verb}"


def give_logo(organization):
    sizes = {"widths": [160, 320], "width": 400, "height": 100}
    return Logo.objects.create(organization=organization, folder=f"{organization.pk:032x}", **sizes)


@pytest.mark.usefixtures("quick")
def test_an_organizer_sends_a_logo_and_removes_it(office, organization, committed):
    change = f"/admin/people/organization/{organization.pk}/change/"
    assert office.get(page(organization, "remove/")).status_code == 405
    errors = office.post(page(organization), upload(b"")).context["form"].errors
    assert errors == {"picture": ["The file is empty. Please choose it again."]}
    said = office.post(page(organization), upload(), follow=True).content.decode()
    assert "The logo is being prepared." in said
    assert f'href="{page(organization)}"' in office.get(change).content.decode()
    answer = committed(office.post, page(organization), upload(), follow=True)
    assert answer.redirect_chain == [(page(organization), 302)]
    assert "The logo has arrived." in answer.content.decode()
    folder = Logo.objects.get(organization=organization).folder
    assert f'src="/media/{folder}/160.webp"' in office.get(page(organization)).content.decode()
    said = committed(office.post, page(organization, "remove/"), follow=True).content.decode()
    assert "The logo is gone." in said
    assert not Logo.objects.exists()
    entries = LogEntry.objects.order_by("pk").values_list("change_message", flat=True)
    assert list(entries) == ["Sent a logo.", "Sent a logo.", "Removed the logo."]


def test_whoever_may_not_change_the_organization_may_not_change_its_logo(
    office, organization, client_of
):
    SponsorshipFactory(organization=organization)  # in another team's sprint
    give_logo(organization)
    for path in (page(organization), page(organization, "remove/")):
        assert office.post(path, upload()).status_code == 403
    change = f"/admin/people/organization/{organization.pk}/change/"
    assert page(organization) not in office.get(change).content.decode()
    reviewer = client_of(TeamMemberFactory(role="reviewer").person)
    assert reviewer.get(page(organization)).status_code in (403, 404)
    assert Client().get(page(organization)).status_code == 302
    assert Logo.objects.exists()


def test_what_is_not_there_is_not_found(office, organization):
    gone = OrganizationFactory()
    gone.delete()
    gone.pk = 10**30
    for path in (page(gone), page(gone, "remove/")):
        assert office.post(path, upload()).status_code == 404


@pytest.mark.parametrize(("address", "queries"), [("", 10), ("supporters/", 7)])
@pytest.mark.parametrize("number", [1, 30])
def test_logos_stand_above_names_and_cost_no_query(
    client, django_assert_num_queries, number, address, queries
):
    sprint = SprintFactory(slug="past", state="finished")
    for row in SponsorshipFactory.create_batch(number, sprint=sprint):
        give_logo(row.organization)
    plain = SponsorshipFactory(sprint=sprint).organization
    caches["pages"].clear()
    with django_assert_num_queries(queries):
        said = client.get(f"/sprints/past/{address}").content.decode()
    assert said.count('class="logo"') == number
    assert plain.name in said
