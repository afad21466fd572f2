"""What can be offered, and what becomes of it: accepted in time, refused, handed back, cancelled."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from events.lifecycle import Refused, Transition
from events.outbox import Email
from events.tests.clock import at
from events.travel import workflow
from events.travel.models import Offer, TravelApplication, TravelFund
from events.travel.tests import scenes
from events.travel.tests.factories import TravelFundFactory
from events.travel.tests.refusals import refused
from events.travel.workflow import Proposal, Share
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
NONE = "There is no offer to answer."
ENDED = "The offer has ended: its deadline has passed."


@pytest.fixture
def offered(scene):
    return scenes.offered(scene)


def accept(application, *, agreed=True):
    person = application.registration.person
    return workflow.accept(application, by=person, terms="Keep receipts.", agreed=agreed)


def refuse(application):
    return workflow.refuse(application, by=application.registration.person)


def ask_for_more(application, body="The fares have risen."):
    return workflow.ask_for_more(application, by=application.registration.person, body=body)


ANSWERS = [accept, refuse, ask_for_more]


def test_an_offer_is_accepted_with_its_terms(scene, offered):
    assert accept(offered).state == "accepted"
    offer = offered.offers.get()
    assert (offer.state, offer.terms) == ("accepted", "Keep receipts.")
    assert offer.responded_at < offer.expires_at
    assert scenes.fresh(scene.fund).committed == 400


def test_nobody_accepts_without_agreeing(offered):
    refused("Please agree to the terms.", accept, offered, agreed=False)


def test_a_refused_offer_sets_its_money_free(scene, offered):
    assert refuse(offered).state == "refused"
    offer = offered.offers.get()
    assert offer.state == "refused"
    assert offer.responded_at is not None
    assert scenes.fresh(scene.fund).committed == 0


def test_an_offer_is_handed_back_for_more(scene, offered):
    refused("Please say what is missing.", ask_for_more, offered, body=" ")
    assert ask_for_more(offered).state == "submitted"
    assert offered.messages.get().body == "The fares have risen."
    assert offered.offers.get().state == "refused"
    assert scenes.fresh(scene.fund).committed == 0


@pytest.mark.parametrize("answer", ANSWERS)
def test_no_offer_is_answered_at_its_deadline(scene, offered, answer):
    """Noticed by the step itself, which ends the offer, with one email."""
    Offer.objects.update(expires_at=timezone.now())
    for _ in range(2):
        with pytest.raises(Refused, match=ENDED):
            answer(offered)
    assert scenes.fresh(offered).state == "expired"
    assert offered.offers.get().state == "expired"
    assert scenes.fresh(scene.fund).committed == 0
    assert workflow.expire_offers() == "0 travel offers expired"
    assert Email.objects.filter(subject__contains="your travel offer has ended").count() == 1


def test_the_last_microsecond_is_in_time(offered):
    deadline = offered.offers.get().expires_at
    with at((deadline - datetime.timedelta(microseconds=1)).isoformat()):
        assert accept(offered).state == "accepted"


def test_what_lapses_while_the_step_waits_for_its_lock_is_not_accepted(offered, monkeypatch):
    settle = workflow.access.expire_if_lapsed

    def settled_and_then_late(application):
        settle(application)
        Offer.objects.update(expires_at=timezone.now())

    monkeypatch.setattr(workflow.access, "expire_if_lapsed", settled_and_then_late)
    with pytest.raises(Refused, match=NONE):
        accept(offered)


@pytest.mark.parametrize("state", ["submitted", "staged", "waitlisted", "declined", "refused"])
def test_without_an_open_offer_nothing_is_answered(scene, state):
    application = scenes.applied(scene.sprint)
    if state == "staged":
        scenes.staged(scene, application)
    elif state == "refused":
        refuse(scenes.offered(scene, application))
    elif state != "submitted":
        decision = {"waitlisted": "waitlist", "declined": "decline"}[state]
        workflow.stage(application, by=scene.manager, decision=decision)
        workflow.release(scene.sprint, [application], by=scene.manager)
    for answer in ANSWERS:
        refused(NONE, answer, application)


def test_a_double_click_accepts_once(offered):
    accept(offered)
    refused(NONE, accept, offered)
    assert Email.objects.filter(subject__contains="your travel is supported").count() == 1
    assert Transition.objects.of(offered).filter(to_state="accepted").count() == 1


def test_the_person_cancels_what_was_accepted(scene):
    application = scenes.accepted(scene)
    person = application.registration.person
    workflow.cancel(application, by=person)
    assert scenes.fresh(application).state == application.offers.get().state == "cancelled"
    assert scenes.fresh(scene.fund).committed == 0
    sentence = "Nothing was accepted that could be cancelled."
    refused(sentence, workflow.cancel, application, by=person)


def test_a_manager_cancels_with_a_reason_and_nobody_else(scene, offered):
    sentence = "Nothing was accepted that could be cancelled."
    refused(sentence, workflow.cancel, offered, by=scene.manager, why="Twice.")
    accept(offered)
    refused("Please say why.", workflow.cancel, offered, by=scene.manager)
    sentence = "Only a travel manager of this sprint can do that."
    superuser = PersonFactory(is_superuser=True)
    refused(sentence, workflow.cancel, offered, by=superuser, why="I may.")
    workflow.cancel(offered, by=scene.manager, why="Twice.")
    assert Transition.objects.of(offered).last().why == "Twice."


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
    shares = Proposal([Share(scene.fund, Decimal(amount)) for amount in amounts])
    refused(sentence, workflow.stage_offer, application, by=scene.manager, proposal=shares)


def test_less_than_the_least_that_helps_is_meant(scene, application):
    TravelApplication.objects.update(minimum_needed=300)
    sentence = "That is less than the least that helps. Confirm that you want to offer it."
    stage, less = {"by": scene.manager}, scenes.proposal(scene, 299)
    refused(sentence, workflow.stage_offer, application, **stage, proposal=less)
    meant = scenes.proposal(scene, 299, below_minimum=True)
    workflow.stage_offer(application, **stage, proposal=meant)
    workflow.unstage(application, by=scene.manager)
    workflow.stage_offer(application, by=scene.manager, proposal=scenes.proposal(scene, 300))


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
    stage = {"by": scene.manager, "proposal": scenes.proposal(scene)}
    refused(sentence, workflow.stage_offer, application, **stage)


def test_a_fund_that_can(scene, application):
    today = timezone.localdate() + datetime.timedelta(days=1)
    TravelFund.objects.update(categories=["transport"], commit_until=today)
    scenes.staged(scene._replace(fund=scenes.fresh(scene.fund)), application)


def test_a_fund_of_another_sprint_pays_nothing_here(scene, application):
    proposal = scenes.proposal(scene, fund=TravelFundFactory(amount=1000))
    sentence = "This fund belongs to another sprint."
    refused(sentence, workflow.stage_offer, application, by=scene.manager, proposal=proposal)


def test_an_offer_over_two_funds_with_the_second_short_reserves_nothing(scene, application):
    short = scenes.funded(scene.sprint, scene.manager, 100, name="Short")
    shares = [Share(scene.fund, Decimal(200)), Share(short, Decimal(200))]
    sentence = "Short does not have 200.00 EUR left."
    proposal = {"proposal": Proposal(shares)}
    refused(sentence, workflow.stage_offer, application, by=scene.manager, **proposal)
    assert [scenes.fresh(fund).committed for fund in (scene.fund, short)] == [0, 0]
