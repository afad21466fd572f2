"""The own application as a draft: begun once, saved as typed, refused with a sentence at the field."""

import datetime

import pytest
from django.utils import timezone

from events.lifecycle import Transition
from events.outbox import Email
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory
from events.travel import workflow
from events.travel.models import TravelApplication
from events.travel.tests import scenes
from events.travel.tests.pages import address, answers, told
from people.tests.factories import PersonFactory

ABSENT = "Help with travel is for those who are confirmed to come in person."


def stored(draft):
    draft.refresh_from_db()
    return draft.from_city, draft.own_part, draft.minimum_needed, draft.lines.count()


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


def test_bad_answers_get_a_sentence_and_everything_typed_stays(save, draft):
    typed = {"reason": "Why I come.", "own_part": "-1", "lines-TOTAL_FORMS": "41"}
    answer = save(("transport", "Night train", "10.005"), **typed)
    page = answer.content.decode()
    for sentence in (
        "Nothing is saved yet.",
        "40 costs at most. Please put some together.",
        "An amount of money is more than nothing.",
        "The smallest amount in EUR is 0.01.",
        "Night train",
        "Why I come.",
    ):
        assert sentence in page
    assert stored(draft) == ("", 0, None, 0)


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


def test_submitting_twice_makes_one_step_and_one_email(save, browser, program, draft):
    assert told(save(follow=True)) == ["Your draft is saved. The team reads it once you submit it."]
    first = browser.post(address("submit", program.sprint), follow=True)
    assert told(first) == ["Your application is with the team now."]
    again = browser.post(address("submit", program.sprint), follow=True)
    assert told(again) == ["This application has been submitted already."]
    steps = [step.to_state for step in Transition.objects.of(draft)]
    assert steps == ["draft", "submitted"]
    assert [email.to for email in Email.objects.all()] == [draft.registration.person.email]
    draft.refresh_from_db()
    assert draft.requested_total == 420.5


@pytest.mark.parametrize("state", ["submitted", "offered", "accepted"])
def test_a_draft_that_is_none_any_more_is_refused_and_keeps_what_was_typed(
    save, scene, draft, state
):
    save()
    workflow.submit(draft, by=draft.registration.person)
    if state != "submitted":
        {"offered": scenes.offered, "accepted": scenes.accepted}[state](scene, draft)
    answer = save(reason="Another reason.")
    page = answer.content.decode()
    assert "Take the application back before you change it." in page
    assert "Another reason." in page
    draft.refresh_from_db()
    assert draft.reason == "The new parser."


def test_after_the_window_a_draft_says_that_it_is_over(save, browser, program, draft):
    save()
    program.closes_at = timezone.now()
    program.save()
    page = browser.get(address("mine", program.sprint)).content.decode()
    assert "Applications closed on" in page
    assert "Submit what is saved" not in page
    answer = browser.post(address("submit", program.sprint), follow=True)
    assert told(answer) == ["The time for applications is over."]
