"""What applicants do: begin, fill in, submit, take back, answer, withdraw, begin again."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from events.lifecycle import Transition
from events.outbox import Email
from events.registration.models import Registration
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.travel import workflow
from events.travel.models import FundEntry, TravelApplication, TravelProgram
from events.travel.tests import scenes
from events.travel.tests.factories import (
    ApplicationLineFactory,
    ReviewerFactory,
    TravelApplicationFactory,
)
from events.travel.tests.refusals import refused
from events.travel.tests.scenes import answers
from events.travel.workflow import Line
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
ABSENT = "Help with travel is for those who are confirmed to come in person."
CANCELLED = "This sprint was cancelled."


def close(sprint):
    TravelProgram.objects.filter(sprint=sprint).update(closes_at=timezone.now())


def test_from_the_draft_to_what_was_asked_for(submitted):
    row = scenes.fresh(submitted)
    assert (row.state, row.requested_total) == ("submitted", 400)
    assert list(row.lines.order_by("pk").values_list("category", "amount")) == [
        ("transport", 350),
        ("lodging", 100),
    ]
    history = Transition.objects.of(row).values_list("from_state", "to_state", "by")
    person = row.registration.person_id
    assert list(history) == [("", "draft", person), ("draft", "submitted", person)]


def test_there_is_one_application_a_registration(registration, filled):
    again = workflow.start(registration, by=registration.person)
    assert again == filled
    assert Transition.objects.of(filled).count() == 1


def test_nobody_begins_for_somebody_else(registration, filled, scene):
    other = RegistrationFactory(sprint=scene.sprint)
    sentence = "This application belongs to somebody else."
    for row in (registration, other):
        refused(sentence, workflow.start, row, by=PersonFactory(is_superuser=True))
    assert TravelApplication.objects.count() == 1


def test_without_a_program_there_is_nothing_to_begin():
    row = RegistrationFactory()
    sentence = "This sprint has no travel sponsorship."
    refused(sentence, workflow.start, row, by=row.person)


@pytest.mark.parametrize(
    "changes", [{"opens_at": datetime.timedelta(hours=1)}, {"closes_at": datetime.timedelta()}]
)
def test_outside_the_window_nothing_begins(registration, changes):
    moved = {name: timezone.now() + wait for name, wait in changes.items()}
    TravelProgram.objects.update(**moved)
    refused("Applications are not open.", workflow.start, registration, by=registration.person)


@pytest.mark.parametrize(
    ("model", "changes", "sentence"),
    [
        (Registration, {"mode": "remote"}, ABSENT),
        (Registration, {"state": "cancelled"}, ABSENT),
        (Registration, {"state": "pending"}, ABSENT),
        (Sprint, {"state": "cancelled"}, CANCELLED),
    ],
)
def test_who_does_not_come_gets_no_help(registration, model, changes, sentence):
    person = registration.person
    application = workflow.start(registration, by=person)
    workflow.save_draft(application, by=person, **answers())
    model.objects.update(**changes)
    refused(sentence, workflow.submit, application, by=person)
    application.state = "withdrawn"
    application.save(update_fields=["state"])
    refused(sentence, workflow.start_again, application, by=person)
    TravelApplication.objects.all().delete()
    refused(sentence, workflow.start, registration, by=person)


def test_a_double_click_submits_once(submitted):
    sentence = "This application has been submitted already."
    refused(sentence, workflow.submit, submitted, by=submitted.registration.person)
    assert (Transition.objects.of(submitted).count(), Email.objects.count()) == (2, 1)


def test_the_window_is_open_at_the_moment_of_submitting(filled, scene):
    person = filled.registration.person
    close(scene.sprint)
    refused("The time for applications is over.", workflow.submit, filled, by=person)
    until = timezone.now() + datetime.timedelta(hours=1)
    workflow.extend(filled, by=scene.manager, until=until, why="The train was late.")
    assert workflow.submit(filled, by=person).state == "submitted"
    workflow.take_back(filled, by=person)
    TravelApplication.objects.update(deadline_extension=timezone.now())
    refused("The time for applications is over.", workflow.submit, filled, by=person)


def test_an_application_is_taken_back_while_the_window_is_open(submitted, scene):
    person = submitted.registration.person
    back = workflow.take_back(submitted, by=person)
    assert (back.state, back.requested_total) == ("draft", None)
    sentence = "Only an application that waits for the team can be taken back."
    refused(sentence, workflow.take_back, submitted, by=person)
    close(scene.sprint)
    sentence = "The time for applications is over. Write a message to the team instead."
    refused(sentence, workflow.take_back, submitted, by=person)


@pytest.mark.parametrize(("verb", "state"), [("take_back", "draft"), ("withdraw", "withdrawn")])
def test_what_is_staged_does_not_stand_in_the_applicants_way(scene, verb, state):
    """A refusal would tell of it."""
    application = scenes.staged(scene)
    person = application.registration.person
    getattr(workflow, verb)(application, by=person)
    row = scenes.fresh(application)
    assert (row.state, row.staged_decision, row.staged_by) == (state, "", None)
    assert row.offers.get().state == "revoked"
    assert scenes.fresh(scene.fund).committed == 0


def test_a_question_and_its_answer(submitted, scene):
    person = submitted.registration.person
    reviewer = ReviewerFactory(sprint=scene.sprint).person
    refused("There is no open question.", workflow.answer_question, submitted, by=person, body="x")
    refused("Please write the question.", workflow.ask, submitted, by=reviewer, body=" ")
    workflow.ask(submitted, by=reviewer, body="By train?")
    close(scene.sprint)
    refused("Please write an answer.", workflow.answer_question, submitted, by=person, body=" ")
    workflow.answer_question(submitted, by=person, body="By train.")
    assert scenes.fresh(submitted).state == "submitted"
    words = submitted.messages.order_by("pk").values_list("author", "body", "visibility")
    assert list(words) == [
        (reviewer.pk, "By train?", "applicant"),
        (person.pk, "By train.", "applicant"),
    ]


def test_a_question_waits_for_no_staged_decision(scene):
    application = scenes.staged(scene)
    sentence = "A decision is staged already. Take it back first."
    refused(sentence, workflow.ask, application, by=scene.manager, body="Why?")


def test_withdrawing_waits_for_no_answer_to_an_offer(scene):
    application = scenes.offered(scene)
    person = application.registration.person
    sentence = "There is an offer: accept it or refuse it."
    refused(sentence, workflow.withdraw, application, by=person)
    workflow.accept(application, by=person, terms="", agreed=True)
    sentence = "The offer is accepted: cancel it if you do not need it."
    refused(sentence, workflow.withdraw, application, by=person)


def test_after_an_end_one_begins_again_while_the_window_is_open(submitted, scene):
    person = submitted.registration.person
    sentence = "Only an application that has ended can be begun again."
    refused(sentence, workflow.start_again, submitted, by=person)
    workflow.withdraw(submitted, by=person)
    again = workflow.start_again(submitted, by=person)
    assert (again.state, again.requested_total) == ("draft", None)
    workflow.withdraw(submitted, by=person)
    close(scene.sprint)
    refused("The time for applications is over.", workflow.start_again, submitted, by=person)


@pytest.mark.parametrize(
    ("verb", "more"),
    [
        ("save_draft", {"reason": "x"}),
        ("submit", {}),
        ("take_back", {}),
        ("answer_question", {"body": "x"}),
        ("withdraw", {}),
        ("start_again", {}),
        ("accept", {"terms": "", "agreed": True}),
        ("refuse", {}),
        ("ask_for_more", {"body": "x"}),
    ],
)
def test_nobody_does_anything_for_somebody_else(scene, verb, more):
    application = TravelApplicationFactory(registration__sprint=scene.sprint)
    ApplicationLineFactory(application=application)
    sentence = "This application belongs to somebody else."
    for person in (scene.manager, PersonFactory(is_superuser=True)):
        refused(sentence, getattr(workflow, verb), application, by=person, **more)
    assert FundEntry.objects.count() == 1
    assert not Transition.objects.of(application).exists()


def test_scores_of_what_was_handed_in_before_are_drafts_again(scene, submitted):
    reviewer = ReviewerFactory(sprint=scene.sprint).person
    workflow.review(submitted, by=reviewer, score=5, final=True)
    person = submitted.registration.person
    filled = workflow.take_back(submitted, by=person)
    dearer = answers(lines=[Line("transport", Decimal(900))])
    again = workflow.submit(workflow.save_draft(filled, by=person, **dearer), by=person)
    assert list(again.reviews.values_list("score", "final")) == [(5, False)]
    workflow.review(again, by=reviewer, score=2, final=True)
    assert list(again.reviews.values_list("score", "final")) == [(2, True)]
