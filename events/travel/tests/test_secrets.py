"""What is staged for somebody of the team shows to them nowhere, and nobody decides for themselves."""

from decimal import Decimal

import pytest

from events.lifecycle import Refused
from events.sprints.tests.factories import TeamMemberFactory
from events.travel import workflow
from events.travel.models import FundEntry
from events.travel.tests import scenes
from events.travel.tests.factories import TravelManagerFactory
from events.travel.tests.pages import ROOT, address, plain
from events.travel.tests.refusals import refused
from events.travel.workflow import Proposal, Share

KEPT = "{} has to keep as much as you ask for yourself, as long as that is undecided."
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]


@pytest.fixture
def colleague(scene):
    return scene._replace(manager=TravelManagerFactory(sprint=scene.sprint).person)


def shown(client, scene, person):
    """Every page of the team on which money shows, as this person sees it."""
    pages = [
        f"{ROOT}/",
        f"{ROOT}/travelfund/",
        f"{ROOT}/travelfund/?o=-6",
        f"{ROOT}/travelfund/{scene.fund.pk}/change/",
        f"{ROOT}/travelfund/{scene.fund.pk}/history/",
        f"{ROOT}/travelfund/{scene.fund.pk}/deposit/",
        f"{ROOT}/fundentry/",
        f"{ROOT}/offer/",
        f"{ROOT}/travelapplication/",
        f"/sprints/{scene.sprint.slug}/me/",
        f"/sprints/{scene.sprint.slug}/supporters/",
        *(address(name, scene.sprint) for name in ("mine", "offer", "board", "queue")),
    ]
    return {page: plain(client.get(page)) for page in pages}


@pytest.mark.parametrize(
    ("role", "superuser"), [("travel_manager", True), ("organizer", False), ("treasurer", False)]
)
def test_no_page_tells_the_team_what_is_staged_for_the_reader(
    scene, colleague, client_of, role, superuser
):
    person = TeamMemberFactory(sprint=scene.sprint, role=role, person__is_superuser=superuser)
    person = person.person
    mine = scenes.applied(scene.sprint, registration__person=person)
    client = client_of(person)
    before = shown(client, scene, person)
    scenes.staged(colleague, mine, amount=300)
    assert shown(client, scene, person) == before
    workflow.unstage(mine, by=colleague.manager)
    assert shown(client, scene, person) == before


def test_the_ledger_adds_up_without_it_and_tells_all_once_it_is_released(
    scene, colleague, client_of
):
    mine = scenes.applied(scene.sprint, registration__person=scene.manager)
    client = client_of(scene.manager)
    scenes.staged(colleague, mine, amount=300)
    scenes.staged(colleague, amount=100)
    entry = FundEntry.objects.latest("pk")

    def told():
        ledger = client.get(f"{ROOT}/fundentry/").context["cl"].result_list
        fund = client.get(f"{ROOT}/travelfund/").context["cl"].result_list[0]
        page = client.get(f"{ROOT}/fundentry/{entry.pk}/change/").content.decode()
        sums = [row.committed_after - (row.for_reader or 0) for row in ledger]
        return sums, fund.committed - (fund.for_reader or 0), "400.000" in page

    assert told() == ([100, 0], 100, False)
    workflow.release(scene.sprint, [scenes.fresh(mine)], by=colleague.manager)
    assert told() == ([400, 0], 400, True)


def test_a_fund_that_is_not_saved_keeps_the_secret(scene, colleague, client_of):
    mine = scenes.applied(scene.sprint, registration__person=scene.manager)
    scenes.staged(colleague, mine, amount=300)
    page = f"{ROOT}/travelfund/{scene.fund.pk}/change/"
    answer = client_of(scene.manager).post(page, {"name": ""})
    assert answer.status_code == 200
    assert "300.000" not in answer.content.decode()


@pytest.mark.parametrize("lookup", ["committed", "committed__gte", "allocations__amount"])
def test_no_list_is_filtered_by_what_is_promised(scene, client_of, lookup):
    answer = client_of(scene.manager).get(f"{ROOT}/travelfund/?{lookup}=1")
    assert answer.status_code == 400


def taken_out(scene, amount):
    return workflow.reduce(scene.fund, by=scene.manager, amount=Decimal(amount))


def given_to_another(scene, amount):
    """In two parts, of which each alone would fit."""
    part = Decimal(amount) / 2
    shares = [Share(scene.fund, part), Share(scene.fund, part, "direct")]
    other = scenes.applied(scene.sprint, requested_total=Decimal(1000))
    return workflow.stage_offer(other, by=scene.manager, proposal=Proposal(shares))


@pytest.mark.parametrize("take", [taken_out, given_to_another])
@pytest.mark.parametrize("staged", [0, 100, 400])
def test_no_fund_tells_what_is_staged_for_whoever_asks_it(scene, colleague, take, staged):
    """Of 1000, with 400 asked for, the same 600 can be taken, whatever is staged."""
    mine = scenes.applied(scene.sprint, registration__person=scene.manager)
    if staged:
        scenes.staged(colleague, mine, amount=staged)
    with pytest.raises(Refused, match=KEPT.format(scene.fund)):
        take(scene, "600.02")
    take(scene, "600")
    with pytest.raises(Refused, match=KEPT.format(scene.fund)):
        take(scene, "0.02")


def test_what_one_asks_for_is_kept_as_long_as_it_is_undecided_and_nothing_else(scene):
    scenes.applied(scenes.new_scene().sprint, registration__person=scene.manager)
    scenes.applied(scene.sprint)
    own = scenes.applied(scene.sprint, registration__person=scene.manager, state="waitlisted")
    refused(KEPT.format(scene.fund), taken_out, scene, 601)
    type(own).objects.filter(pk=own.pk).update(state="declined")
    taken_out(scene, 1000)
