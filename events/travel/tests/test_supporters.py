"""Whom a sprint thanks in public: no more than the organizations and people have agreed to."""

import pytest

from events.sprints.models import Sprint
from events.sprints.tests.factories import SponsorshipFactory, SprintFactory
from events.travel.tests.pages import address
from events.travel.tests.scenes import accepted, applied, fresh, funded, new_scene, staged

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db):
    return new_scene(money=5000)


@pytest.fixture
def look(scene, client):
    def get():
        return client.get(address("supporters", scene.sprint)).content.decode()

    return get


def show(fund, **more):
    for name, value in {"shown_publicly": True, **more}.items():
        setattr(fund, name, value)
    fund.save()


def helped(scene, name, **more):
    person = {"registration__person__name": name, "name_public": True}
    return accepted(scene, applied(scene.sprint, **person | more))


def test_organizations_stand_by_level_with_what_they_gave(scene, look):
    SponsorshipFactory(
        sprint=scene.sprint, level="host", gives=["venue", "meals"], credited_as="Inn"
    )
    page = look()
    assert "<h2>Host</h2>" in page
    assert "Inn" in page
    assert "Venue, meals" in page


def test_a_fund_and_its_amount_are_shown_if_they_may_be(scene, look):
    assert scene.fund.name not in look()
    show(scene.fund)
    assert scene.fund.name in look()
    assert "5,000.00 EUR" not in look()
    show(scene.fund, amount_public=True)
    assert "5,000.00 EUR" in look()


def test_nobody_is_counted_before_there_are_three(scene, look):
    show(scene.fund)
    for _ in range(2):
        accepted(scene)
    staged(scene)
    assert "people came" not in look()
    accepted(scene)
    assert "3 people get its help" in look()


def test_a_name_needs_the_help_the_consent_and_the_public_list(scene, look):
    helped(scene, "Named Nora")
    helped(scene, "Silent Sam", name_public=False)
    helped(scene, "Hidden Hal", registration__listed="participants")
    staged(scene, applied(scene.sprint, registration__person__name="Waiting Wim", name_public=True))
    page = look()
    assert "Named Nora" in page
    for other in ("Silent Sam", "Hidden Hal", "Waiting Wim"):
        assert other not in page


def test_a_consent_that_is_taken_back_is_gone_at_the_next_request(scene, look):
    application = helped(scene, "Named Nora")
    assert "Named Nora" in look()
    application = fresh(application)
    application.name_public = False
    application.save(update_fields=["name_public"])
    assert "Named Nora" not in look()


def test_a_hidden_sprint_has_no_such_page(client):
    hidden = SprintFactory(state=Sprint.State.DRAFT, announced_at=None)
    assert client.get(address("supporters", hidden)).status_code == 404


def test_the_page_is_kept(scene, client, django_assert_num_queries):
    first = client.get(address("supporters", scene.sprint))
    with django_assert_num_queries(1):
        again = client.get(
            address("supporters", scene.sprint), headers={"if-none-match": first["ETag"]}
        )
    assert again.status_code == 304


def test_staging_leaves_the_page_and_its_validator_as_they_were(scene, client):
    show(scene.fund, amount_public=True)
    application = applied(scene.sprint)
    first = client.get(address("supporters", scene.sprint))
    staged(scene, application)
    again = client.get(address("supporters", scene.sprint))
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])


@pytest.mark.parametrize("number", [1, 10])
def test_it_costs_the_same_for_one_and_for_ten(scene, client, django_assert_num_queries, number):
    for count in range(number):
        SponsorshipFactory(sprint=scene.sprint)
        show(funded(scene.sprint, scene.manager, 10))
        helped(scene, f"Name {count}")
    with django_assert_num_queries(7):
        client.get(address("supporters", scene.sprint))


def test_the_sprints_page_leads_there_when_there_is_something(scene, client):
    way = f'href="{address("supporters", scene.sprint)}"'
    assert way not in client.get(scene.sprint.get_absolute_url()).content.decode()
    show(scene.fund)
    assert way in client.get(scene.sprint.get_absolute_url()).content.decode()
