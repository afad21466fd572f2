"""The own application as a draft: begun once, saved as typed, refused with a sentence at the field."""

import datetime

import pytest
from django.utils import timezone

from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory
from events.travel.models import TravelApplication
from events.travel.tests.pages import address, answers, told
from people.tests.factories import PersonFactory

ABSENT = "Help with travel is for those who are confirmed to come in person."
LONG = "x" * 300_000


def stored(draft):
    draft.refresh_from_db()
    return draft.from_city, draft.own_part, draft.minimum_needed, draft.lines.count()


NOTHING = ("", 0, None, 0)


def test_a_sprint_without_a_program_says_so(db, client_of):
    row = RegistrationFactory()
    page = client_of(row.person).get(address("mine", row.sprint))
    assert page.status_code == 200
    assert "There is no help with travel for this sprint." in page.content.decode()
    answer = client_of(row.person).post(address("start", row.sprint), follow=True)
    assert told(answer) == ["This sprint has no travel sponsorship."]


@pytest.mark.parametrize("changes", [{"mode": "remote"}, {"state": "waitlisted", "queue_no": 1}])
def test_who_does_not_come_in_person_is_told_so(program, client_of, changes):
    row = RegistrationFactory(sprint=program.sprint, **changes)
    page = client_of(row.person).get(address("mine", program.sprint)).content.decode()
    assert ABSENT in page
    assert "See your registration." in page
    answer = client_of(row.person).post(address("start", program.sprint), follow=True)
    assert told(answer) == [ABSENT]
    assert not TravelApplication.objects.exists()


def test_who_is_not_registered_is_shown_the_way(program, client_of):
    page = client_of(PersonFactory()).get(address("mine", program.sprint)).content.decode()
    assert "Register first." in page


def test_a_hidden_sprint_is_not_there_and_strangers_log_in(client, client_of, program):
    hidden = SprintFactory(state=Sprint.State.DRAFT, announced_at=None)
    assert client_of(PersonFactory()).get(address("mine", hidden)).status_code == 404
    assert client.get(address("mine", program.sprint)).status_code == 302


def test_without_an_application_there_is_nothing_to_save(program, browser):
    answer = browser.post(address("mine", program.sprint), answers())
    assert told(answer) == ["There is no application to save."]
    assert not TravelApplication.objects.exists()


@pytest.mark.parametrize(("days", "sentence"), [(1, "Applications open on"), (-9, "closed on")])
def test_before_and_after_the_window_the_page_says_when_it_is(program, browser, days, sentence):
    program.opens_at = timezone.now() + datetime.timedelta(days=days)
    program.closes_at = program.opens_at + datetime.timedelta(days=1)
    program.save()
    page = browser.get(address("mine", program.sprint)).content.decode()
    assert sentence in page
    assert "(Europe/Prague), 20" in page
    assert "Begin an application" not in page
    answer = browser.post(address("start", program.sprint), follow=True)
    assert told(answer) == ["Applications are not open."]


def test_what_was_typed_is_stored_and_summed_up(save, browser, draft, program):
    answer = save(("transport", "Train", "520.50"), ("lodging", "", "1e2"))
    assert (answer.status_code, answer.url) == (302, address("mine", program.sprint))
    assert stored(draft) == ("Lisbon", 100, 300, 2)
    page = browser.get(address("mine", program.sprint)).content.decode()
    assert "You ask for <strong>520.50 EUR</strong>" in page
    assert 'value="520.50"' in page
    assert "Do not book before you see <em>Accepted</em>" in page


def test_a_row_that_was_emptied_is_a_cost_no_more(save, draft):
    save(("transport", "Train", "520.50"), ("lodging", "", "80"))
    save(("transport", "Train", "520.50"), ("", "", ""))
    assert [str(line) for line in draft.lines.all()] == ["getting there and back: 520.500"]


def test_a_draft_may_be_unfinished_and_says_what_is_missing(save, browser, program):
    save(("", "", ""), own_part="", minimum_needed="", reason="")
    page = browser.get(address("mine", program.sprint)).content.decode()
    assert "Please name at least one cost." in page
    assert "Submit what is saved" not in page


def test_more_rows_come_without_scripts(save, browser, program, draft):
    form_address = address("mine", program.sprint) + "?rows=10"
    answer = browser.post(form_address, answers())
    assert answer.url == form_address + "#costs"
    page = browser.get(answer.url).content.decode()
    assert 'name="lines-9-amount"' in page
    assert 'formaction="?rows=15#costs"' in page
    assert draft.lines.count() == 1


@pytest.mark.parametrize("rows", ["", "abc", "-3", "99999999", "²"])
def test_a_strange_number_of_rows_is_the_usual_one(browser, program, draft, rows):
    page = browser.get(address("mine", program.sprint), {"rows": rows}).content.decode()
    assert page.count('<fieldset class="cost">') == 5


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("0", "An amount of money is more than nothing."),
        ("-5", "An amount of money is more than nothing."),
        ("abc", "Please write the amount as a number, such as 420.50."),
        ("NaN", "Please write the amount as a number, such as 420.50."),
        ("1,200", "Please write the amount as a number, such as 420.50."),
        ("1\x00", "Please write the amount as a number, such as 420.50."),
        ("1e9", "That is more than 10,000,000."),
        ("1e999999", "That is more than 10,000,000."),
        ("10.005", "The smallest amount in EUR is 0.01."),
        ("", "Please write how much, or empty the row."),
    ],
)
def test_a_bad_amount_gets_a_sentence_and_everything_typed_stays(save, draft, amount, sentence):
    answer = save(("transport", "Night train", amount), reason="Why I come.")
    assert answer.status_code == 200
    [errors] = [row.errors for row in answer.context["form"].lines if row.errors]
    assert errors == {"amount": [sentence]}
    page = answer.content.decode()
    assert sentence in page
    assert "Night train" in page
    assert "Why I come." in page
    assert stored(draft) == NOTHING


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"own_part": "600"}, "own_part", "That is more than all the costs, 520.50 EUR."),
        ({"own_part": "-1"}, "own_part", "An amount of money is more than nothing."),
        ({"own_part": "1.005"}, "own_part", "The smallest amount in EUR is 0.01."),
        (
            {"minimum_needed": "420.51"},
            "minimum_needed",
            "That is more than you ask for, 420.50 EUR.",
        ),
        ({"minimum_needed": "0"}, "minimum_needed", "An amount of money is more than nothing."),
        (
            {"reason": LONG},
            "reason",
            "Ensure this value has at most 4000 characters (it has 300000).",
        ),
        (
            {"from_city": "Lis\nbon"},
            "from_city",
            "Please leave out line breaks and invisible characters.",
        ),
        ({"reason": "a\x00b"}, "reason", "Null characters are not allowed."),
        ({"need": "much"}, "need", None),
        ({"from_country": "Atlantis"}, "from_country", None),
    ],
)
def test_a_bad_answer_gets_a_sentence_and_nothing_is_stored(save, draft, changes, field, sentence):
    answer = save(**changes)
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert sentence is None or errors[field] == [sentence]
    assert "Nothing is saved yet." in answer.content.decode()
    assert "Train from Lisbon" in answer.content.decode()
    assert stored(draft) == NOTHING


def test_a_yen_has_no_parts(program, save, draft):
    program.currency = "JPY"
    program.save()
    answer = save(("transport", "", "520.50"), own_part="", minimum_needed="")
    assert "The smallest amount in JPY is 1." in answer.content.decode()
    assert save(("transport", "", "520"), own_part="", minimum_needed="").status_code == 302
    assert stored(draft) == ("Lisbon", 0, None, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"lines-TOTAL_FORMS": "1000"}, "40 costs at most. Please put some together."),
        ({"lines-TOTAL_FORMS": "many"}, "A part of the form is missing. Please load it again."),
    ],
)
def test_rows_that_no_form_has_are_refused(save, draft, changes, sentence):
    answer = save(**changes)
    assert sentence in answer.content.decode()
    assert stored(draft) == NOTHING


def test_the_draft_costs_the_same_for_one_row_and_for_forty(
    save, browser, program, django_assert_num_queries
):
    for rows in (1, 40):
        save(*[("transport", "", "20")] * rows, own_part="", minimum_needed="")
        browser.get(address("mine", program.sprint))  # the message
        with django_assert_num_queries(11):
            browser.get(address("mine", program.sprint))


def test_the_form_says_when_words_are_deleted(program, browser, draft):
    program.text_retention_days = 45
    program.save()
    page = browser.get(address("mine", program.sprint)).content.decode()
    assert "What you write here is deleted 45 days after the sprint." in page


@pytest.mark.parametrize(
    ("own", "shown"), [("travel@example.org",) * 2, ("", "organizers@example.org")]
)
def test_questions_go_to_the_contact_of_the_program_or_of_the_sprint(program, browser, own, shown):
    program.contact_email = own
    program.save()
    page = browser.get(address("mine", program.sprint)).content.decode()
    assert f'Write to <a href="mailto:{shown}">' in page
