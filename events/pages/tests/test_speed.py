"""Literal query counts, the same for few and for many, and pages that are kept."""

import pytest
from django.core.cache import caches

from events.photos.tests.factories import PhotoFactory
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import (
    ChannelFactory,
    CreditFactory,
    PublishedFigureFactory,
    SponsorshipFactory,
    SprintFactory,
    TeamMemberFactory,
)
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def finished_sprint(participants):
    sprint = SprintFactory(slug="past", state=Sprint.State.FINISHED)
    SponsorshipFactory.create_batch(3, sprint=sprint)
    ChannelFactory.create_batch(2, series=sprint.series)
    CreditFactory.create_batch(2, sprint=sprint)
    PublishedFigureFactory.create_batch(2, sprint=sprint)
    PhotoFactory.create_batch(2, sprint=sprint)
    PhotoFactory(sprint=sprint, is_cover=True)
    for _ in range(participants):
        row = RegistrationFactory(sprint=sprint, attended="yes")
        FinancingFactory(registration=row)
    return sprint


@pytest.mark.parametrize("participants", [1, 30])
def test_public_pages_cost_the_same_for_one_participant_and_for_30(
    client, django_assert_num_queries, participants
):
    finished_sprint(participants)
    for path, queries in {
        "/": 6,
        "/sprints/": 8,
        "/sprints/past/": 11,
        "/sprints/past/people/": 8,
        "/sprints/past/sprint.ics": 4,
    }.items():
        caches["pages"].clear()
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200


@pytest.mark.parametrize("sprints", [1, 5])
def test_home_costs_the_same_for_one_sprint_and_for_5(client, django_assert_num_queries, sprints):
    for sprint in SprintFactory.create_batch(sprints):
        SponsorshipFactory(sprint=sprint, level="host")
        PhotoFactory(sprint=sprint, is_cover=True)
    with django_assert_num_queries(6):
        client.get("/")


@pytest.mark.parametrize("number", [1, 5])
def test_my_page_costs_the_same_for_one_sprint_and_for_5(
    client_of, django_assert_num_queries, number
):
    person = PersonFactory()
    for _ in range(number):
        sprint = RegistrationFactory(person=person).sprint
        TeamMemberFactory(person=person, sprint=sprint)
    client = client_of(person)
    with django_assert_num_queries(5):
        client.get("/people/me/")


def test_an_unchanged_page_is_answered_304_before_the_session_is_read(
    client, django_assert_num_queries
):
    finished_sprint(3)
    for path in ("/", "/sprints/", "/sprints/past/", "/sprints/past/people/", "/privacy/"):
        first = client.get(path)
        assert first["Cache-Control"] == "public, no-cache"
        assert "Cookie" in first["Vary"]
        with django_assert_num_queries(1):
            again = client.get(path, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_a_withdrawn_name_is_gone_at_the_next_request(client):
    sprint = SprintFactory(slug="past")
    row = RegistrationFactory(sprint=sprint, person__name="Marked Name")
    first = client.get("/sprints/past/people/")
    assert "Marked Name" in first.content.decode()
    row.listed = "nobody"
    row.save(update_fields=["listed"])
    again = client.get("/sprints/past/people/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert "Marked Name" not in again.content.decode()


def test_the_list_is_kept_for_all_who_see_the_same_and_for_nobody_else(
    client_of, django_assert_num_queries
):
    sprint = SprintFactory(slug="past")
    rows = RegistrationFactory.create_batch(3, sprint=sprint)
    RegistrationFactory(sprint=sprint, listed="participants", person__name="Marked Name")
    outsider, first, second = map(client_of, [PersonFactory(), rows[0].person, rows[1].person])

    def look(client, queries):
        with django_assert_num_queries(queries):
            return "Marked Name" in client.get("/sprints/past/people/").content.decode()

    assert look(first, 10) is look(first, 6) is look(second, 6) is True
    assert look(outsider, 10) is look(outsider, 6) is False
    sprint.registrations.filter(person__name="Marked Name").update(listed="nobody")
    assert look(second, 11) is False  # one more to see that what is kept is stale


def test_a_long_list_of_people_is_paged(client, monkeypatch):
    monkeypatch.setattr("events.pages.views.PEOPLE_OF_A_PAGE", 2)
    sprint = SprintFactory(slug="past")
    names = sorted(row.person.name for row in RegistrationFactory.create_batch(3, sprint=sprint))
    pages = [client.get(f"/sprints/past/people/{query}") for query in ("", "?page=2", "?page=x")]
    shown = [[name for name in names if name in page.content.decode()] for page in pages]
    assert shown == [names[:2], names[2:], names[:2]]
    assert 'href="?page=2"' in pages[0].content.decode()
    assert [client.get("/sprints/past/people/?page=2").content] == [pages[1].content]


def test_a_personal_page_is_kept_for_nobody_else(client, client_of):
    row = RegistrationFactory(sprint__slug="past", sprint__participants_shown_to="participants")
    mine = client_of(row.person).get("/sprints/past/people/")
    assert (mine["Cache-Control"], mine.headers.get("ETag")) == ("private, no-cache", None)
    assert row.person.name in mine.content.decode()
    assert row.person.name not in client.get("/sprints/past/people/").content.decode()


def test_a_page_that_is_not_there_is_not_kept(client):
    missing = client.get("/sprints/soon/")
    assert (missing.status_code, missing["Cache-Control"]) == (404, "private, no-store")
    SprintFactory(slug="soon")
    assert client.get("/sprints/soon/").status_code == 200
