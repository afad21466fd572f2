"""What applicants type: amounts, texts, and what is missing."""

from decimal import Decimal

import pytest

from events.lifecycle import Refused
from events.registration.tests.factories import RegistrationFactory
from events.travel import workflow
from events.travel.models import TravelProgram
from events.travel.tests import scenes
from events.travel.tests.factories import (
    TravelProgramFactory,
)
from events.travel.tests.refusals import refused
from events.travel.tests.scenes import answers
from events.travel.workflow import Line

pytestmark = pytest.mark.django_db
ABSENT = "Help with travel is for those who are confirmed to come in person."
CANCELLED = "This sprint was cancelled."


@pytest.fixture
def scene(db):
    return scenes.scene()


@pytest.fixture
def registration(scene):
    return RegistrationFactory(sprint=scene.sprint)


@pytest.fixture
def draft(registration):
    application = workflow.start(registration, by=registration.person)
    return workflow.save_draft(application, by=registration.person, answers=answers())


@pytest.fixture
def submitted(draft):
    return workflow.submit(draft, by=draft.registration.person)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"lines": []}, "Please name at least one cost."),
        ({"own_part": Decimal(450)}, "Your own part covers all the costs."),
        ({"own_part": Decimal(451)}, "Your own part covers all the costs."),
        ({"minimum_needed": Decimal("400.01")}, "The least that helps cannot be more"),
        ({"reason": " "}, "Please say from where you come"),
        ({"need": ""}, "Please say from where you come"),
        ({"from_city": ""}, "Please say from where you come"),
    ],
)
def test_what_is_missing_is_said(draft, changes, sentence):
    person = draft.registration.person
    workflow.save_draft(draft, by=person, answers=answers(**changes))
    with pytest.raises(Refused, match=sentence):
        workflow.submit(draft, by=person)
    assert scenes.fresh(draft).state == "draft"


def test_the_least_that_helps_may_be_all_that_is_asked_for_or_nothing(draft):
    person = draft.registration.person
    for minimum in (Decimal(400), None):
        workflow.save_draft(draft, by=person, answers=answers(minimum_needed=minimum))
        workflow.submit(draft, by=person)
        workflow.take_back(draft, by=person)


@pytest.mark.parametrize(
    ("currency", "amount", "sentence"),
    [
        ("EUR", "0", "An amount of money is more than nothing."),
        ("EUR", "-5", "An amount of money is more than nothing."),
        ("EUR", "1e9", "That is more than 10,000,000."),
        ("EUR", "10.005", "The smallest amount in EUR is 0.01."),
        ("JPY", "10.5", "The smallest amount in JPY is 1."),
        ("KWD", "0.0005", "The smallest amount in KWD is 0.001."),
    ],
)
def test_amounts_that_cannot_be_paid(draft, currency, amount, sentence):
    TravelProgram.objects.update(currency=currency)
    typed = answers(lines=[Line("transport", Decimal(amount))], own_part=Decimal(0))
    refused(sentence, workflow.save_draft, draft, by=draft.registration.person, answers=typed)
    assert list(scenes.fresh(draft).lines.values_list("amount", flat=True)) == [350, 100]


@pytest.mark.parametrize("name", ["own_part", "minimum_needed"])
def test_the_other_amounts_are_money_too(draft, name):
    person = draft.registration.person
    for amount, sentence in (
        ("-5", "An amount of money is more than nothing."),
        ("1.005", "The smallest amount in EUR is 0.01."),
    ):
        typed = answers(**{name: Decimal(amount)})
        refused(sentence, workflow.save_draft, draft, by=person, answers=typed)


def test_smallest_amounts(draft):
    TravelProgram.objects.update(currency="KWD")
    typed = answers(lines=[Line("transport", Decimal("450.125"))])
    person = draft.registration.person
    workflow.save_draft(draft, by=person, answers=typed)
    assert workflow.submit(draft, by=person).requested_total == Decimal("400.125")


def test_what_was_submitted_is_not_edited(submitted):
    sentence = "Take the application back before you change it."
    person = submitted.registration.person
    refused(sentence, workflow.save_draft, submitted, by=person, answers=answers())


def test_the_programs_of_two_sprints_are_two(draft):
    TravelProgramFactory(currency="JPY")
    typed = answers(lines=[Line("transport", Decimal("0.50"))], own_part=Decimal(0))
    workflow.save_draft(draft, by=draft.registration.person, answers=typed)
    assert draft.lines.get().amount == Decimal("0.5")
