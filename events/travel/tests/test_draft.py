"""What applicants type: amounts, texts, and what is missing."""

from decimal import Decimal

import pytest

from events.lifecycle import Refused
from events.travel import workflow
from events.travel.models import TravelProgram
from events.travel.tests import scenes
from events.travel.tests.factories import TravelProgramFactory
from events.travel.tests.refusals import refused
from events.travel.tests.scenes import answers
from events.travel.workflow import Line

pytestmark = pytest.mark.django_db


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
def test_what_is_missing_is_said(filled, changes, sentence):
    person = filled.registration.person
    workflow.save_draft(filled, by=person, **answers(**changes))
    with pytest.raises(Refused, match=sentence):
        workflow.submit(filled, by=person)
    assert scenes.fresh(filled).state == "draft"


def test_the_least_that_helps_may_be_all_that_is_asked_for_or_nothing(filled):
    person = filled.registration.person
    for minimum in (Decimal(400), None):
        workflow.save_draft(filled, by=person, **answers(minimum_needed=minimum))
        workflow.submit(filled, by=person)
        workflow.take_back(filled, by=person)


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
def test_amounts_that_cannot_be_paid(filled, currency, amount, sentence):
    TravelProgram.objects.update(currency=currency)
    typed = answers(lines=[Line("transport", Decimal(amount))], own_part=Decimal(0))
    refused(sentence, workflow.save_draft, filled, by=filled.registration.person, **typed)
    assert list(scenes.fresh(filled).lines.values_list("amount", flat=True)) == [350, 100]


@pytest.mark.parametrize("name", ["own_part", "minimum_needed"])
def test_the_other_amounts_are_money_too(filled, name):
    person = filled.registration.person
    for amount, sentence in (
        ("-5", "An amount of money is more than nothing."),
        ("1.005", "The smallest amount in EUR is 0.01."),
    ):
        typed = answers(**{name: Decimal(amount)})
        refused(sentence, workflow.save_draft, filled, by=person, **typed)


def test_smallest_amounts(filled):
    TravelProgram.objects.update(currency="KWD")
    typed = answers(lines=[Line("transport", Decimal("450.125"))])
    person = filled.registration.person
    workflow.save_draft(filled, by=person, **typed)
    assert workflow.submit(filled, by=person).requested_total == Decimal("400.125")


def test_what_was_submitted_is_not_edited(submitted):
    sentence = "Take the application back before you change it."
    person = submitted.registration.person
    refused(sentence, workflow.save_draft, submitted, by=person, **answers())


def test_the_programs_of_two_sprints_are_two(filled):
    TravelProgramFactory(currency="JPY")
    typed = answers(lines=[Line("transport", Decimal("0.50"))], own_part=Decimal(0))
    workflow.save_draft(filled, by=filled.registration.person, **typed)
    assert filled.lines.get().amount == Decimal("0.5")
