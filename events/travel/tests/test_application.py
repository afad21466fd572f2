"""What applicants do: begin, fill in, submit, take back, answer, withdraw, begin again."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from events.lifecycle import Refused, Transition
from events.outbox import Email
from events.registration.models import Registration
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.travel import workflow
from events.travel.models import TravelApplication, TravelProgram
from events.travel.tests import scenes
from events.travel.tests.factories import ReviewerFactory
from events.travel.tests.refusals import everything, refused
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
    costs = row.lines.order_by("pk").values_list("category", "amount")
    assert list(costs) == [("transport", 350), ("lodging", 100)]
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
def test_who_does_not_come_gets_no_help(scene, filled, model, changes, sentence):
    applied, ended = (scenes.applied(scene.sprint, state=s) for s in ("submitted", "declined"))
    staged, offered = scenes.staged(scene, amount=1), scenes.offered(scene, amount=1)
    late = RegistrationFactory(sprint=scene.sprint)
    model.objects.update(**changes)
    person = filled.registration.person
    refused(sentence, workflow.start, scenes.fresh(late), by=late.person)
    refused(sentence, workflow.submit, filled, by=person)
    refused(sentence, workflow.start_again, ended, by=ended.registration.person)
    by = {"by": scene.manager}
    refused(sentence, workflow.reopen, ended, **by, why="There is money.")
    proposal = scenes.proposal(scene, 1)
    refused(sentence, workflow.stage_offer, applied, **by, proposal=proposal)
    gone = f"{staged}: the person does not come in person any more."
    refused(gone, workflow.release, scene.sprint, [staged], **by)
    person = offered.registration.person
    refused(sentence, workflow.accept, offered, by=person, terms="", agreed=True)
    assert workflow.refuse(offered, by=person).state == "refused"


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
    words = submitted.messages.order_by("pk").values_list("author", "body")
    assert list(words) == [(reviewer.pk, "By train?"), (person.pk, "By train.")]


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


def test_nobody_does_anything_for_somebody_else(scene, application):
    sentence = "This application belongs to somebody else."
    root = PersonFactory(is_superuser=True)
    for verb, more in {
        "save_draft": {"reason": "x"},
        "submit": {},
        "take_back": {},
        "answer_question": {"body": "x"},
        "withdraw": {},
        "start_again": {},
        "accept": {"terms": "", "agreed": True},
        "refuse": {},
        "ask_for_more": {"body": "x"},
    }.items():
        for person in (scene.manager, root):
            refused(sentence, getattr(workflow, verb), application, by=person, **more)


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
    ("currency", "changes", "sentence"),
    [
        ("EUR", {"lines": [Line("transport", Decimal(0))]}, "An amount of money is more than"),
        (
            "JPY",
            {"lines": [Line("transport", Decimal("10.5"))]},
            "The smallest amount in JPY is 1.",
        ),
        ("EUR", {"own_part": Decimal(-5)}, "An amount of money is more than nothing."),
        ("KWD", {"minimum_needed": Decimal("0.0005")}, "The smallest amount in KWD is 0.001."),
    ],
)
def test_amounts_that_cannot_be_paid(filled, currency, changes, sentence):
    TravelProgram.objects.update(currency=currency)
    typed, before = answers(lines=[], own_part=Decimal(0)) | changes, everything()
    with pytest.raises(Refused, match=sentence):
        workflow.save_draft(filled, by=filled.registration.person, **typed)
    assert everything() == before
    assert list(scenes.fresh(filled).lines.values_list("amount", flat=True)) == [350, 100]


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
