"""Which money can stand in an offer, from which fund, and how much."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from events.registration.models import Registration
from events.sprints.models import Sprint
from events.travel import workflow
from events.travel.models import TravelApplication, TravelFund
from events.travel.tests import scenes
from events.travel.tests.factories import TravelFundFactory
from events.travel.tests.refusals import refused
from events.travel.workflow import Proposal, Share

pytestmark = pytest.mark.django_db
OUTSIDER = "Only a travel manager of this sprint can do that."
OWN = "Nobody decides about their own application."
RECUSED = "You stay out of this application."
STAGED = "A decision is staged already. Take it back first."


def offer_of(scene, amount=400, **more):
    return Proposal([Share(scene.fund, Decimal(amount))], **more)


@pytest.mark.parametrize(
    ("model", "changes", "sentence"),
    [
        (
            Registration,
            {"mode": "remote"},
            "Help with travel is for those who are confirmed to come in person.",
        ),
        (Sprint, {"state": "cancelled"}, "This sprint was cancelled."),
    ],
)
def test_nothing_is_offered_to_who_does_not_come(scene, application, model, changes, sentence):
    staged = scenes.staged(scene)
    model.objects.update(**changes)
    stage = {"by": scene.manager, "proposal": offer_of(scene)}
    refused(sentence, workflow.stage_offer, application, **stage)
    person = staged.registration.person
    sentence = f"Travel application of {person}: the person does not come in person any more."
    refused(sentence, workflow.release, scene.sprint, [staged], by=scene.manager)


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        ([], "An offer needs money from at least one fund."),
        ([0], "An amount of money is more than nothing."),
        ([-5], "An amount of money is more than nothing."),
        (["10.005"], "The smallest amount in EUR is 0.01."),
        (["1e9"], "That is more than 10,000,000."),
        (["400.01"], "That is more than was asked for."),
        ([200, 200], "A fund stands in this offer twice. Please add the two amounts up."),
    ],
)
def test_amounts_that_cannot_be_offered(scene, application, amounts, sentence):
    shares = [Share(scene.fund, Decimal(amount)) for amount in amounts]
    proposal = {"proposal": Proposal(shares)}
    refused(sentence, workflow.stage_offer, application, by=scene.manager, **proposal)


def test_less_than_the_least_that_helps_is_meant(scene, application):
    TravelApplication.objects.update(minimum_needed=300)
    sentence = "That is less than the least that helps. Confirm that you want to offer it."
    for amount, meant in ((299, False), (299, True)):
        stage = {"by": scene.manager, "proposal": offer_of(scene, amount, below_minimum=meant)}
        if meant:
            workflow.stage_offer(application, **stage)
        else:
            refused(sentence, workflow.stage_offer, application, **stage)
    workflow.unstage(application, by=scene.manager)
    workflow.stage_offer(application, by=scene.manager, proposal=offer_of(scene, 300))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"active": False}, "Gift gives nothing at the moment."),
        ({"currency": "USD"}, "Gift is kept in USD, and offers are made in EUR."),
        (
            {"commit_until": datetime.date(2022, 10, 7)},
            "Gift could be promised until 7 October 2022.",
        ),
        ({"categories": ["lodging", "visa"]}, "Gift pays for none of these costs."),
        ({"amount": 399}, "Gift does not have 400.00 EUR left."),
    ],
)
def test_a_fund_that_cannot_pay(scene, application, changes, sentence):
    TravelFund.objects.update(name="Gift", **changes)
    scene = scene._replace(fund=scenes.fresh(scene.fund))
    stage = {"by": scene.manager, "proposal": offer_of(scene)}
    refused(sentence, workflow.stage_offer, application, **stage)


def test_a_fund_that_can(scene, application):
    today = timezone.localdate() + datetime.timedelta(days=1)
    TravelFund.objects.update(categories=["transport"], commit_until=today)
    scenes.staged(scene._replace(fund=scenes.fresh(scene.fund)), application)


def test_a_fund_of_another_sprint_pays_nothing_here(scene, application):
    proposal = Proposal([Share(TravelFundFactory(amount=1000), Decimal(400))])
    sentence = "This fund belongs to another sprint."
    refused(sentence, workflow.stage_offer, application, by=scene.manager, proposal=proposal)


def test_an_offer_over_two_funds_with_the_second_short_reserves_nothing(scene, application):
    short = scenes.funded(scene.sprint, scene.manager, 100, name="Short")
    shares = [Share(scene.fund, Decimal(200)), Share(short, Decimal(200))]
    sentence = "Short does not have 200.00 EUR left."
    proposal = {"proposal": Proposal(shares)}
    refused(sentence, workflow.stage_offer, application, by=scene.manager, **proposal)
    assert [scenes.fresh(fund).committed for fund in (scene.fund, short)] == [0, 0]
