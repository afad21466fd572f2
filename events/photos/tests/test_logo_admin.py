"""The page of an organization's logo in the back office, and where logos stand."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile

from events.photos.models import Logo
from events.photos.tests.uploads import picture
from events.sprints.tests.factories import SponsorshipFactory, SprintFactory, TeamMemberFactory
from people.tests.factories import OrganizationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]


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


def upload(content=None):
    return {"picture": SimpleUploadedFile("logo.png", picture() if content is None else content)}


def give_logo(organization):
    return Logo.objects.create(
        organization=organization,
        folder=f"{organization.pk:032x}",
        widths=[160, 320],
        width=400,
        height=100,
    )


def test_an_organizer_sends_a_logo_and_removes_it(
    office, organization, django_capture_on_commit_callbacks
):
    change = f"/admin/people/organization/{organization.pk}/change/"
    assert f'href="{page(organization)}"' in office.get(change).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post(page(organization), upload(), follow=True)
    assert answer.redirect_chain == [(page(organization), 302)]
    assert "The logo has arrived." in answer.content.decode()
    folder = Logo.objects.get(organization=organization).folder
    assert f'src="/media/{folder}/160.webp"' in office.get(page(organization)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        said = office.post(page(organization, "remove/"), follow=True).content.decode()
    assert "The logo is gone." in said
    assert not Logo.objects.exists()
    said = office.post(page(organization, "remove/"), follow=True).content.decode()
    assert "There is no picture." in said
    entries = LogEntry.objects.order_by("pk").values_list("change_message", flat=True)
    assert list(entries) == ["Sent a logo.", "Removed the logo."]


def test_the_page_says_that_a_logo_is_being_prepared(office, organization):
    said = office.post(page(organization), upload(), follow=True).content.decode()
    assert "The logo is being prepared." in said


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Choose a picture."),
        (upload(b"<svg>" + b" " * 2000), "SVG drawings are not accepted. Please export it as PNG"),
        (upload(b""), "The file is empty."),
    ],
)
def test_what_is_not_taken_is_said_at_the_field(office, organization, data, sentence):
    answer = office.post(page(organization), data)
    assert answer.status_code == 200
    assert sentence in str(answer.context["form"].errors["picture"])
    assert not Logo.objects.exists()


def test_what_could_not_be_prepared_is_said_on_the_page(
    office, organization, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        office.post(page(organization), upload(picture(size=(20, 100)) + b" " * 1024))
    assert "The last file could not be used." in office.get(page(organization)).content.decode()


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
    assert Logo.objects.exists()


def test_a_stranger_is_asked_to_log_in(client, organization):
    assert client.get(page(organization)).status_code == 302
    assert not Logo.objects.exists()


def test_what_is_not_there_is_not_found(office, organization):
    gone = OrganizationFactory()
    gone.delete()
    gone.pk = 10**30
    for path in (page(gone), page(gone, "remove/")):
        assert office.post(path, upload()).status_code == 404
    assert office.get("/admin/people/organization/999999/change/").status_code == 302


def test_removing_is_a_form_and_never_a_link(office, organization):
    assert office.get(page(organization, "remove/")).status_code == 405


@pytest.mark.parametrize(("address", "queries"), [("", 9), ("supporters/", 6)])
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
