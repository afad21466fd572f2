"""A question that nobody answers does not keep an application from being decided."""

import pytest

from events.lifecycle import Transition
from events.outbox import Email
from events.travel import workflow
from events.travel.tests.factories import RecusalFactory, ReviewerFactory, TravelManagerFactory
from events.travel.tests.pages import address, told
from events.travel.tests.refusals import refused
from events.travel.tests.scenes import applied, fresh

pytestmark = pytest.mark.django_db
WHY = "Two weeks have passed."


@pytest.fixture
def asked(here):
    application = applied(here.sprint)
    reviewer = ReviewerFactory(sprint=here.sprint).person
    return workflow.ask(application, by=reviewer, body="Which train?")


def test_a_manager_goes_on_without_the_answer(here, asked):
    emails = Email.objects.count()
    workflow.go_on(asked, by=here.manager, why=WHY)
    step = Transition.objects.of(asked).last()
    assert (step.from_state, step.to_state, step.by, step.why) == (
        "info_needed",
        "submitted",
        here.manager,
        WHY,
    )
    assert Email.objects.count() == emails
    assert workflow.stage(asked, by=here.manager, decision="decline").staged_decision == "decline"
    person = asked.registration.person
    refused("There is no open question.", workflow.answer_question, asked, by=person, body="Late.")
    assert workflow.message(asked, by=person, body="Late.", visibility="applicant")


def test_nobody_else_goes_on(here, asked):
    person, other = asked.registration.person, TravelManagerFactory().person
    reviewer = ReviewerFactory(sprint=here.sprint).person
    sentence = "Only a travel manager of this sprint can do that."
    for by in (other, reviewer):
        refused(sentence, workflow.go_on, asked, by=by, why=WHY)
    own = "Nobody decides about their own application."
    refused(own, workflow.go_on, asked, by=person, why=WHY)
    RecusalFactory(application=asked, person=here.manager)
    refused("You stay out of this application.", workflow.go_on, asked, by=here.manager, why=WHY)


def test_without_a_reason_or_a_question_nobody_goes_on(here, asked):
    refused("Please say why.", workflow.go_on, asked, by=here.manager, why=" ")
    other = applied(here.sprint)
    refused("There is no open question.", workflow.go_on, other, by=here.manager, why=WHY)


def test_the_page_of_the_decision_offers_it(here, asked, client_of):
    manager = client_of(here.manager)
    form = address("go_on", here.sprint, asked.pk)
    page = manager.get(address("stage", here.sprint, asked.pk)).content.decode()
    assert form in page
    assert "Stage the decision" not in page
    assert "Please say why." in manager.post(form, {"why": ""}).content.decode()
    answer = manager.post(form, {"why": WHY}, follow=True)
    assert told(answer) == ["It can be decided without the answer."]
    page = answer.content.decode()
    assert form not in page
    assert "Stage the decision" in page
    assert "There is no open question." in manager.post(form, {"why": WHY}).content.decode()
    own_page = client_of(asked.registration.person).get(address("mine", here.sprint))
    assert WHY in own_page.content.decode()


@pytest.mark.usefixtures("open_door")
def test_the_back_office_offers_it(here, asked, client_of):
    page = f"/admin/events/travelapplication/{asked.pk}/actions/go_on/"
    client_of(here.manager).post(page, {"why": WHY})
    assert fresh(asked).state == "submitted"
