"""Copying a sprint in the back office."""

import datetime

import pytest

from events.sprints.models import Sprint
from events.sprints.tests.factories import SponsorshipFactory, TeamMemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]


@pytest.fixture
def organizer():
    return TeamMemberFactory()


def copied(client, sprint, **changes):
    data = {"name": "Copy", "slug": "copy", "starts_on": "2028-02-07"} | changes
    return client.post(f"/admin/events/sprint/{sprint.pk}/copy/", data)


def test_a_sprint_is_copied_with_shifted_dates_team_and_sponsors(client_of, organizer):
    SponsorshipFactory(sprint=organizer.sprint, credited_as="The Payer")
    client = client_of(organizer.person)
    assert client.get(f"/admin/events/sprint/{organizer.sprint.pk}/copy/").status_code == 200
    response = copied(client, organizer.sprint)
    sprint = Sprint.objects.get(slug="copy")
    assert response["Location"] == f"/admin/events/sprint/{sprint.pk}/dashboard/"
    assert (sprint.state, sprint.ends_on) == ("draft", datetime.date(2028, 2, 11))
    assert [str(row) for row in sprint.sponsorships.all()] == ["The Payer"]
    assert [row.person for row in sprint.team.all()] == [organizer.person]


def test_a_bad_copy_gets_a_sentence(client_of, organizer):
    response = copied(client_of(organizer.person), organizer.sprint, slug=organizer.sprint.slug)
    assert "Another sprint has this address already." in response.content.decode()
    assert Sprint.objects.count() == 1


def test_a_refused_copy_gets_its_sentence(client_of, organizer, monkeypatch):
    monkeypatch.setattr("events.sprints.rules.may_manage", lambda person, sprint: False)
    response = copied(client_of(organizer.person), organizer.sprint)
    assert "Only an organizer of this sprint can do that." in response.content.decode()
