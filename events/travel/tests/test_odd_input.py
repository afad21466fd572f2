"""Odd amounts and endless words in the forms of the team: a sentence, nothing stored, all kept."""

from decimal import Decimal

import pytest

from events.travel import workflow
from events.travel.models import TravelFund
from events.travel.tests import scenes
from events.travel.tests.pages import address
from events.travel.tests.refusals import everything
from people.tests.factories import OrganizationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
NO_NUMBER = "Please write the amount as a number, such as 420.50."
LONG = "x" * 300_000


@pytest.fixture(params=["EUR"])
def scene(db, request):
    made = scenes.scene(money=0, currency=request.param)
    fund = made.fund
    type(fund).objects.filter(pk=fund.pk).update(currency=request.param)
    workflow.deposit(fund, by=made.manager, amount=Decimal(1000))
    return made._replace(fund=scenes.fresh(fund))


@pytest.fixture
def client(client_of, scene):
    return client_of(scene.manager)


@pytest.mark.parametrize(
    ("scene", "amount", "sentence"),
    [
        ("EUR", "0", "An amount of money is more than nothing."),
        ("EUR", "-5", "An amount of money is more than nothing."),
        ("EUR", "abc", NO_NUMBER),
        ("EUR", "NaN", NO_NUMBER),
        ("EUR", "Infinity", NO_NUMBER),
        ("EUR", "1e9", "That is more than 10,000,000."),
        ("EUR", "1e-999999", "The smallest amount in EUR is 0.01."),
        ("EUR", "10.005", "The smallest amount in EUR is 0.01."),
        ("JPY", "10.5", "The smallest amount in JPY is 1."),
    ],
    indirect=["scene"],
)
def test_an_odd_amount_is_not_staged(scene, client, amount, sentence):
    application = scenes.applied(scene.sprint)
    name = f"amount_{scene.fund.pk}"
    typed = {"decision": "offer", name: amount, "message": "We are glad.", "why": "Soon."}
    before = everything()
    answer = client.post(address("stage", scene.sprint, application.pk), typed)
    form = answer.context["stage_form"]
    assert form.errors == {name: [sentence]}
    assert sentence in answer.content.decode()
    assert {field: form[field].value() for field in typed} == typed
    assert everything() == before


@pytest.mark.parametrize("field", ["message", "why"])
def test_endless_words_are_not_staged(scene, client, field):
    application = scenes.applied(scene.sprint)
    before = everything()
    typed = {"decision": "decline", field: LONG}
    answer = client.post(address("stage", scene.sprint, application.pk), typed)
    assert list(answer.context["stage_form"].errors) == [field]
    assert LONG in answer.content.decode()
    assert everything() == before


@pytest.mark.parametrize(
    ("scene", "amount", "sentence"),
    [
        ("EUR", "0", "greater than or equal to 0.001"),
        ("EUR", "-5", "greater than or equal to 0.001"),
        ("EUR", "abc", "Enter a number."),
        ("EUR", "NaN", "Enter a number."),
        ("EUR", "Infinity", "Enter a number."),
        ("EUR", "1e9", "no more than 9 digits before the decimal point"),
        ("EUR", "1e-999999", "greater than or equal to 0.001"),
        ("EUR", "10.005", "The smallest amount in EUR is 0.01."),
        ("JPY", "10.5", "The smallest amount in JPY is 1."),
        ("EUR", "10000001", "That is more than 10,000,000."),
    ],
    indirect=["scene"],
)
@pytest.mark.parametrize("verb", ["deposit", "reduce"])
def test_an_odd_amount_neither_comes_nor_goes(scene, client, verb, amount, sentence):
    before = everything()
    page = f"/admin/events/travelfund/{scene.fund.pk}/{verb}/"
    answer = client.post(page, {"amount": amount, "note": "Kept."})
    form = answer.context["form"]
    assert sentence in str(form.errors["amount"])
    assert (form["amount"].value(), form["note"].value()) == (amount, "Kept.")
    assert everything() == before
    assert scenes.fresh(scene.fund).amount == 1000


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Two\nlines"),
        ("name", LONG),
        ("blurb", "a\u202eb"),
        ("payment_instructions", LONG),
        ("currency", "XXX"),
        ("position", "-5"),
        ("position", "1e9"),
        ("position", "99999999999999999999"),
        ("commit_until", "abc"),
        ("commit_until", "0001-01-01"),
        ("categories", "yachts"),
    ],
)
def test_an_odd_fund_is_not_stored(scene, client, field, value):
    typed = {
        "sprint": scene.sprint.pk,
        "organization": OrganizationFactory().pk,
        "name": "New",
        "currency": "EUR",
        "position": 0,
        "blurb": "Kept.",
        field: value,
    }
    answer = client.post("/admin/events/travelfund/add/", typed)
    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert list(form.errors) == [field]
    assert form["name"].value() == typed["name"]
    assert TravelFund.objects.get() == scene.fund
