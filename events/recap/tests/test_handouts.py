"""The page on which gifts are handed out."""

import pytest

from events.recap.models import Handout
from events.recap.tests.conftest import words
from events.recap.tests.factories import GiftFactory
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]


@pytest.fixture
def desk():
    return TeamMemberFactory(role="desk")


@pytest.fixture
def sprint(desk):
    return desk.sprint


@pytest.fixture
def client(client_of, desk):
    return client_of(desk.person)


def page_of(sprint):
    return f"/admin/events/gift/{sprint.pk}/handouts/"


def action(gift, row, name="hand-out"):
    return f"/admin/events/gift/{gift.pk}/to/{row.pk}/{name}/"


def test_the_desk_hands_out_and_takes_back(client, sprint, desk):
    gift = GiftFactory(sprint=sprint, item="mugs", quantity=30)
    ann = RegistrationFactory(sprint=sprint, person__name="Ann Able")
    RegistrationFactory(sprint=sprint, person__name="From Afar", mode="remote", days=[])
    page = words(client.get(page_of(sprint)))
    assert "0 of 30 handed out" in page
    assert "Ann Able" in page
    assert "From Afar" not in page
    response = client.post(action(gift, ann), {"q": "ann & co"})
    assert response.url == f"{page_of(sprint)}?q=ann+%26+co#person-{ann.pk}"
    assert Handout.objects.values_list("registration", "by").get() == (ann.pk, desk.person.pk)
    page = words(client.get(page_of(sprint)))
    assert "1 of 30 handed out" in page
    assert "has got one" in page
    assert "has got one already" in words(client.post(action(gift, ann), follow=True))
    assert client.post(action(gift, ann, "undo")).url == f"{page_of(sprint)}#person-{ann.pk}"
    assert "0 of 30 handed out" in words(client.get(page_of(sprint)))
    assert "has got none." in words(client.post(action(gift, ann, "undo"), follow=True))


def test_a_name_is_found_without_its_accents(client, sprint):
    GiftFactory(sprint=sprint)
    for name in ("Łucja Adler", "Ada Zoll"):
        RegistrationFactory(sprint=sprint, person__name=name)
    for asked in ("lucja", "ŁUC", " adler  łucja "):
        response = client.get(page_of(sprint), {"q": asked})
        assert [row.name for row in response.context["rows"]] == ["Łucja Adler"]
        assert "1 of 2 people" in words(response)


def test_nobody_else_reads_who_has_got_one(client_of, sprint):
    gift, row = GiftFactory(sprint=sprint), RegistrationFactory(sprint=sprint)
    other = client_of(TeamMemberFactory(sprint=sprint, role="reviewer").person)
    foreign = client_of(TeamMemberFactory().person)
    for browser in (other, foreign):
        assert browser.get(page_of(sprint)).status_code == 404
        for name in ("hand-out", "undo"):
            assert browser.post(action(gift, row, name)).status_code == 404


def test_rows_of_another_sprint_are_not_found(client, sprint):
    gift = GiftFactory(sprint=sprint)
    assert client.post(action(gift, RegistrationFactory())).status_code == 404
    assert client.post(action(GiftFactory(), RegistrationFactory(sprint=sprint))).status_code == 404
    for pk in (0, 10**30):
        assert client.get(f"/admin/events/gift/{pk}/handouts/").status_code == 404
    assert client.get(page_of(SprintFactory())).status_code == 404


def test_looking_changes_nothing_and_actions_want_a_post(client, sprint):
    gift, row = GiftFactory(sprint=sprint), RegistrationFactory(sprint=sprint)
    assert client.post(page_of(sprint)).status_code == 405
    for name in ("hand-out", "undo"):
        assert client.get(action(gift, row, name)).status_code == 405


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_costs_the_same_for_3_and_for_30(
    client, sprint, django_assert_num_queries, number
):
    GiftFactory.create_batch(2, sprint=sprint)
    RegistrationFactory.create_batch(number, sprint=sprint)
    with django_assert_num_queries(9):
        client.get(page_of(sprint))
