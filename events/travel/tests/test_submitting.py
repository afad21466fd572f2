"""Submitting a draft: once, in time, and never over what was changed meanwhile."""

import pytest
from django.core import mail
from django.utils import timezone

from events.lifecycle import Transition
from events.outbox import Email
from events.registration.tests.factories import RegistrationFactory
from events.travel.models import ApplicationLine, TravelApplication
from events.travel.tests.factories import TravelProgramFactory
from events.travel.tests.pages import address, answers, told
from people.tests.races import at_once


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


def test_submitting_a_draft_without_costs_is_refused_with_a_sentence(browser, program, draft):
    answer = browser.post(address("submit", program.sprint), follow=True)
    assert told(answer) == ["Please name at least one cost."]


def test_a_draft_that_was_submitted_meanwhile_is_refused_and_keeps_what_was_typed(
    save, browser, program, draft
):
    save()
    browser.post(address("submit", program.sprint))
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


def test_looking_changes_nothing(browser, program, draft):
    before = list(TravelApplication.objects.values())
    for name in ("mine", "offer"):
        browser.get(address(name, program.sprint))
    for name in ("start", "submit", "take_back", "withdraw", "accept", "message"):
        assert browser.get(address(name, program.sprint)).status_code == 405
    assert list(TravelApplication.objects.values()) == before


@pytest.mark.django_db(transaction=True)
def test_two_beginnings_at_once_make_one_application(client_of):
    program = TravelProgramFactory(sprint__state="open")
    person = RegistrationFactory(sprint=program.sprint).person
    clients = [client_of(person), client_of(person)]
    found = at_once(
        *(lambda client=client: client.post(address("start", program.sprint)) for client in clients)
    )
    assert [answer.status_code for answer in found] == [302, 302]
    assert TravelApplication.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_submissions_at_once_make_one_step_and_one_email(client_of):
    program = TravelProgramFactory(sprint__state="open")
    person = RegistrationFactory(sprint=program.sprint).person
    clients = [client_of(person), client_of(person)]
    clients[0].post(address("start", program.sprint))
    clients[0].post(address("mine", program.sprint), answers())
    at_once(
        *(
            lambda client=client: client.post(address("submit", program.sprint))
            for client in clients
        )
    )
    application = TravelApplication.objects.get()
    assert [step.to_state for step in Transition.objects.of(application)] == ["draft", "submitted"]
    assert (len(mail.outbox), ApplicationLine.objects.count()) == (1, 1)
