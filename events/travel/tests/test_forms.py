"""What is typed wrongly gets a sentence at its field; asked of the forms alone."""

import pytest
from django.http import QueryDict

from events.travel.admin.funds import AmountForm
from events.travel.forms.application import ApplicationForm, LineForm, rows_asked_for
from events.travel.forms.team import StageForm
from events.travel.models import TravelProgram
from events.travel.tests.factories import TravelApplicationFactory
from events.travel.tests.pages import answers

NOTHING = "An amount of money is more than nothing."
NO_NUMBER = "Please write the amount as a number, such as 420.50."
CENT = "The smallest amount in EUR is 0.01."
MOST = "That is more than 10,000,000."
LONG = "x" * 300_000


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("0", NOTHING),
        ("-5", NOTHING),
        ("abc", NO_NUMBER),
        ("NaN", NO_NUMBER),
        ("Infinity", NO_NUMBER),
        ("1,200", NO_NUMBER),
        ("1\x00", NO_NUMBER),
        ("1e9", MOST),
        ("1e999999", MOST),
        ("1e-999999", CENT),
        ("10.005", CENT),
        ("", "Please write how much, or empty the row."),
    ],
)
def test_an_amount_that_cannot_be(amount, sentence):
    form = LineForm({"category": "transport", "amount": amount}, currency="EUR")
    assert form.errors == {"amount": [sentence]}


def test_a_yen_has_no_parts():
    form = LineForm({"category": "transport", "amount": "10.5"}, currency="JPY")
    assert form.errors == {"amount": ["The smallest amount in JPY is 1."]}


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("0", "greater than or equal to 0.001"),
        ("NaN", "Enter a number."),
        ("1e9", "no more than 9 digits before the decimal point"),
        ("1e-999999", "greater than or equal to 0.001"),
    ],
)
def test_an_amount_that_no_fund_can_take(amount, sentence):
    assert sentence in str(AmountForm({"amount": amount}).errors["amount"])


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"own_part": "600"}, "own_part", "That is more than all the costs, 520.50 EUR."),
        ({"own_part": "-1"}, "own_part", NOTHING),
        ({"own_part": "1.005"}, "own_part", CENT),
        ({"minimum_needed": "420.51"}, "minimum_needed", "That is more than you ask for, 420.50"),
        ({"minimum_needed": "0"}, "minimum_needed", NOTHING),
        ({"reason": LONG}, "reason", "at most 4000 characters"),
        ({"reason": "a\x00b"}, "reason", "Null characters are not allowed."),
        ({"from_city": "Lis\nbon"}, "from_city", "Please leave out line breaks and invisible"),
        ({"need": "much"}, "need", "Select a valid choice."),
        ({"from_country": "Atlantis"}, "from_country", "Select a valid choice."),
    ],
)
def test_an_answer_that_cannot_be(db, changes, field, sentence):
    form = typed(**changes)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert sentence in form.errors[field][0]


def typed(**changes):
    data = QueryDict(mutable=True)
    data.update(answers(**changes))
    draft = TravelApplicationFactory(state="draft", requested_total=None)
    return ApplicationForm(data, instance=draft, program=TravelProgram(currency="EUR"))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("1000", "40 costs at most. Please put some together."),
        ("many", "A part of the form is missing. Please load it again."),
    ],
)
def test_rows_that_no_form_has_are_refused(db, number, sentence):
    form = typed(**{"lines-TOTAL_FORMS": number})
    assert not form.is_valid()
    assert form.lines.non_form_errors() == [sentence]


def test_a_strange_number_of_rows_is_the_usual_one():
    rows = [rows_asked_for(text) for text in ("", "abc", "-3", "99999999", "²", "7", "999")]
    assert rows == [5, 5, 5, 5, 5, 7, 40]


@pytest.mark.parametrize("field", ["message", "why"])
def test_endless_words_are_not_staged(field):
    program = TravelProgram(currency="EUR")
    form = StageForm({"decision": "decline", field: LONG}, funds=[], program=program)
    assert list(form.errors) == [field]
