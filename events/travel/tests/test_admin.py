"""The back office of travel sponsorship: money and states are read there; nobody acts for themselves."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from events.lifecycle import Transition
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory
from events.travel import workflow
from events.travel.models import FundEntry, Offer, TravelApplication
from events.travel.tests import scenes
from events.travel.tests.factories import RecusalFactory, TravelManagerFactory
from events.travel.tests.pages import ROOT, change
from events.travel.tests.refusals import everything
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]


@pytest.fixture
def organizer(client_of, scene):
    return client_of(TeamMemberFactory(sprint=scene.sprint).person)


def step(row, name):
    return f"{ROOT}/travelapplication/{row.pk}/actions/{name}/"


def shown(answer):
    return list(answer.context["cl"].result_list)


def test_a_superuser_looks_and_moves_no_money(client_of, scene):
    root = client_of(PersonFactory(is_superuser=True))
    page = f"{ROOT}/travelfund/{scene.fund.pk}/deposit/"
    sentence = "Only organizers and travel managers of this sprint can do that."
    assert sentence in str(root.post(page, {"amount": "1"}).context["form"].errors)
    application = scenes.offered(scene)
    answer = root.post(step(application, "revoke"), {"why": "I may."})
    assert "Only a travel manager of this sprint can do that." in str(answer.context["form"].errors)
    assert scenes.fresh(application).state == "offered"


@pytest.mark.parametrize("role", ["reviewer", "desk"])
def test_other_roles_have_their_own_pages(client_of, scene, role):
    manages = client_of(TeamMemberFactory(sprint=scene.sprint, role=role).person)
    for kind in ("travelprogram", "travelfund", "travelapplication", "offer", "fundentry"):
        assert manages.get(f"{ROOT}/{kind}/").status_code == 403
    assert manages.get(f"{ROOT}/travelfund/{scene.fund.pk}/deposit/").status_code == 404


def test_an_organizer_sees_funds_and_no_application(organizer, scene):
    application = scenes.staged(scene)
    assert shown(organizer.get(f"{ROOT}/travelfund/")) == [scene.fund]
    assert len(shown(organizer.get(f"{ROOT}/fundentry/"))) == 2
    for kind in ("travelapplication", "offer"):
        assert organizer.get(f"{ROOT}/{kind}/").status_code == 403
    assert organizer.get(change(application)).status_code == 403


def test_another_sprint_shows_nothing(client_of, scene):
    application = scenes.staged(scene)
    other = client_of(TravelManagerFactory().person)
    for kind in ("travelprogram", "travelfund", "travelapplication", "offer", "fundentry"):
        assert shown(other.get(f"{ROOT}/{kind}/")) == []
    assert other.get(change(application)).status_code == 302
    assert other.get(f"{ROOT}/travelfund/{scene.fund.pk}/deposit/").status_code == 404
    assert other.post(step(application, "revoke"), {"why": "x"}).status_code == 404


def test_applications_are_read_and_filtered(manages, scene):
    scenes.offered(scene)
    waiting = scenes.applied(scene.sprint, private_note="My knee.")
    draft = scenes.applied(scene.sprint)
    workflow.take_back(draft, by=draft.registration.person)
    page = f"{ROOT}/travelapplication/"
    assert len(shown(manages.get(page))) == 2
    assert shown(manages.get(f"{page}?state=submitted")) == [waiting]
    by_sprint = f"{page}?registration__sprint__id__exact={scene.sprint.pk}"
    assert len(shown(manages.get(by_sprint))) == 2
    text = manages.get(change(waiting)).content.decode()
    assert "My knee." in text
    assert "getting there and back" in text
    before = everything()
    manages.post(change(waiting), {"state": "accepted", "reason": "x", "requested_total": "9"})
    assert everything() == before
    for way in ("add/", f"{waiting.pk}/delete/"):
        assert manages.post(f"{page}{way}").status_code == 403


def test_a_private_note_is_for_the_role_and_not_for_the_superuser(client_of, scene):
    waiting = scenes.applied(scene.sprint, private_note="My knee.", reason="The parser.")
    text = client_of(PersonFactory(is_superuser=True)).get(change(waiting)).content.decode()
    assert ("The parser." in text, "My knee." in text) == (True, False)


def test_steps_are_taken_with_their_reason(manages, scene):
    application = scenes.offered(scene)
    page = manages.get(change(application)).content.decode()
    assert "Take the offer back" in page
    assert "Cancel what was accepted" not in page
    answer = manages.post(step(application, "revoke"), {"why": ""})
    assert "This field is required." in str(answer.context["form"].errors)
    manages.post(step(application, "revoke"), {"why": "The fund has gone."})
    assert scenes.fresh(application).state == "submitted"
    assert Transition.objects.of(application).last().why == "The fund has gone."


def bulk(manages, name, rows, **more):
    chosen = {ACTION_CHECKBOX_NAME: [row.pk for row in rows], "action": f"action_{name}"}
    return manages.post(f"{ROOT}/travelapplication/", chosen | more, follow=True)


@pytest.mark.parametrize("kind", ["own", "recused"])
@pytest.mark.parametrize("superuser", [False, True])
def test_a_bulk_action_with_ones_own_in_it_is_refused_whole(manages, scene, kind, superuser):
    type(scene.manager).objects.filter(pk=scene.manager.pk).update(is_superuser=superuser)
    other = TravelManagerFactory(sprint=scene.sprint).person
    theirs = scene._replace(manager=other)
    if kind == "own":
        mine = scenes.applied(scene.sprint, registration__person=scene.manager)
    else:
        mine = scenes.applied(scene.sprint)
        RecusalFactory(application=mine, person=scene.manager)
    rows = [scenes.offered(theirs, mine), scenes.offered(theirs)]
    before = everything()
    answer = bulk(manages, "revoke", rows, why="All of them.")
    assert "Nothing was changed." in answer.content.decode()
    assert everything() == before
    bulk(manages, "revoke", rows[1:], why="This one.")
    assert scenes.fresh(rows[1]).state == "submitted"
    assert scenes.fresh(mine).state == "offered"


@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_finds_their_own_there(manages, scene, superuser):
    """Not the application, nor what is staged for it, in no list and on no page."""
    type(scene.manager).objects.filter(pk=scene.manager.pk).update(is_superuser=superuser)
    other = TravelManagerFactory(sprint=scene.sprint).person
    mine = scenes.applied(scene.sprint, registration__person=scene.manager)
    scenes.staged(scene._replace(manager=other), mine)
    offer = Offer.objects.get()
    assert shown(manages.get(f"{ROOT}/travelapplication/")) == []
    assert shown(manages.get(f"{ROOT}/offer/")) == []
    assert [row.kind for row in shown(manages.get(f"{ROOT}/fundentry/"))] == ["deposit"]
    entry = FundEntry.objects.get(kind="reserve")
    for row in (mine, offer, entry):
        assert manages.get(change(row)).status_code == 302
    assert manages.post(step(mine, "revoke"), {"why": "x"}).status_code == 404
    if superuser:
        assert shown(manages.get(f"{ROOT}/transition/")) == []
        workflow.release(scene.sprint, [mine], by=other)
        assert len(shown(manages.get(f"{ROOT}/transition/"))) == 3


def test_offers_and_the_ledger_are_read_only(manages, scene):
    offer = scenes.offered(scene).offers.get()
    entry = FundEntry.objects.latest("pk")
    text = manages.get(change(offer)).content.decode()
    assert str(scene.fund) in text
    before = everything()
    for row in (offer, entry):
        kind = row._meta.model_name
        assert manages.get(change(row)).status_code == 200
        assert manages.post(change(row), {"amount": "1"}).status_code == 403
        assert manages.get(f"{ROOT}/{kind}/add/").status_code == 403
        assert manages.post(f"{ROOT}/{kind}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
        chosen = {ACTION_CHECKBOX_NAME: [row.pk], "action": "delete_selected", "post": "yes"}
        manages.post(f"{ROOT}/{kind}/", chosen)
    assert everything() == before


@pytest.mark.parametrize("number", [3, 10])
def test_lists_cost_the_same_for_3_and_for_10(manages, scene, number, django_assert_num_queries):
    for _ in range(number):
        scenes.offered(scene, amount=1)
    Sprint.objects.update(state="open")
    for kind, queries in (("travelapplication", 8), ("offer", 8), ("fundentry", 8)):
        with django_assert_num_queries(queries):
            manages.get(f"{ROOT}/{kind}/")
    assert TravelApplication.objects.count() == number
