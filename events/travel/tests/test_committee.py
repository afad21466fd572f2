"""What reviewers do, who reads what, and who stays out."""

import datetime

import pytest
from django.utils import timezone

from events.lifecycle import Transition
from events.outbox import Email
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory
from events.travel import rules, workflow
from events.travel.models import Review, TravelApplication
from events.travel.tests import scenes
from events.travel.tests.factories import RecusalFactory, ReviewerFactory
from events.travel.tests.refusals import refused
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
OUTSIDER = "Only reviewers who do not stay out of it can do that."


def test_a_score_is_changed_until_it_is_final(application, reviewer):
    workflow.review(application, by=reviewer, score=2)
    workflow.review(application, by=reviewer, score=4, note="A strong plan.", final=True)
    row = Review.objects.get()
    assert (row.score, row.note, row.final) == (4, "A strong plan.", True)
    refused("Your review is final.", workflow.review, application, by=reviewer, score=5)


def test_who_decides_and_is_no_reviewer_gives_no_score(scene, application):
    sentence = "Only reviewers give scores."
    refused(sentence, workflow.review, application, by=scene.manager, score=5)
    ReviewerFactory(sprint=scene.sprint, person=scene.manager)
    assert workflow.review(application, by=scene.manager, score=5).score == 5


@pytest.mark.parametrize("score", [-1, 6])
def test_a_score_goes_from_0_to_5(application, reviewer, score):
    sentence = "A score goes from 0 to 5."
    refused(sentence, workflow.review, application, by=reviewer, score=score)


def test_what_is_decided_is_not_reviewed(scene, application, reviewer):
    scenes.offered(scene, application)
    sentence = "This application is not to be reviewed."
    refused(sentence, workflow.review, application, by=reviewer, score=3)


def test_nobody_reviews_or_questions_their_own(scene, application):
    person = application.registration.person
    ReviewerFactory(sprint=scene.sprint, person=person)
    sentence = "Nobody reviews their own application."
    refused(sentence, workflow.review, application, by=person, score=5)
    refused(sentence, workflow.ask, application, by=person, body="Why?")


def test_others_do_not_review(scene, application):
    people = [PersonFactory(), PersonFactory(is_superuser=True), ReviewerFactory().person]
    for role in ("organizer", "treasurer"):
        people += [TeamMemberFactory(sprint=scene.sprint, role=role).person]
    for person in people:
        refused(OUTSIDER, workflow.review, application, by=person, score=3)
        refused(OUTSIDER, workflow.ask, application, by=person, body="Why?")


def test_whoever_stays_out_is_out(application, reviewer, scene):
    refused("Please say why.", workflow.recuse, application, by=reviewer, why=" ")
    workflow.review(application, by=reviewer, score=5)
    workflow.recuse(application, by=reviewer, why="We share a flat.")
    assert not Review.objects.exists()
    refused(OUTSIDER, workflow.review, application, by=reviewer, score=5)
    assert not rules.may_read(reviewer, application)
    sentence = "Only somebody of the team who reads it can stay out of it."
    refused(sentence, workflow.recuse, application, by=reviewer, why="Still.")
    assert list(TravelApplication.objects.by_others_than(reviewer)) == []
    assert list(TravelApplication.objects.by_others_than(scene.manager)) == [application]


def test_colleagues_are_told_that_they_are(scene, application, reviewer):
    assert not rules.shares_organization(reviewer, application)
    theirs = FinancingFactory(registration=application.registration)
    mine = RegistrationFactory(sprint=scene.sprint, person=reviewer)
    assert not rules.shares_organization(reviewer, application)
    FinancingFactory(registration=mine, organization=theirs.organization)
    assert rules.shares_organization(reviewer, application)


@pytest.mark.parametrize(
    ("role", "reads", "reads_notes"),
    [
        ("travel_manager", True, True),
        ("treasurer", True, True),
        ("reviewer", True, False),
        ("organizer", False, False),
        ("desk", False, False),
    ],
)
def test_who_reads_what(scene, application, role, reads, reads_notes):
    person = TeamMemberFactory(sprint=scene.sprint, role=role).person
    assert rules.may_read(person, application) is reads
    assert rules.reads_private_notes(person, scene.sprint) is reads_notes
    assert rules.may_decide(person, application) is (role == "travel_manager")
    own = scenes.applied(scene.sprint, registration__person=person)
    assert not rules.may_read(person, own)
    assert not rules.may_review(person, own)
    assert not rules.may_decide(person, own)


def test_a_draft_is_read_by_nobody(scene, application, reviewer):
    workflow.take_back(application, by=application.registration.person)
    draft = scenes.fresh(application)
    assert not rules.may_read(scene.manager, draft)
    refused(OUTSIDER, workflow.review, draft, by=reviewer, score=3)
    assert list(TravelApplication.objects.handed_in()) == []


def test_words_of_the_team_and_of_the_applicant(scene, application, reviewer):
    person = application.registration.person
    refused("Please write something.", write, application, reviewer, " ", "committee")
    stranger = PersonFactory(is_superuser=True)
    sentence = "Only the applicant and the team write here."
    refused(sentence, write, application, stranger, "Hello.", "applicant")
    write(application, reviewer, "A strong plan.", "committee")
    write(application, person, "I come by train.", "committee")
    words = application.messages.order_by("pk").values_list("body", "visibility")
    assert list(words) == [("A strong plan.", "committee"), ("I come by train.", "applicant")]


def write(application, by, body, visibility):
    return workflow.message(application, by=by, body=body, visibility=visibility)


def test_an_answer_to_nobody_who_may_read_it_sends_nothing(scene, application, reviewer):
    person = application.registration.person
    workflow.ask(application, by=reviewer, body="By train?")
    type(reviewer).objects.filter(pk=reviewer.pk).update(email=None)
    workflow.answer_question(application, by=person, body="Yes.")
    workflow.ask(application, by=reviewer, body="Really?")
    application.messages.all().delete()
    workflow.answer_question(application, by=person, body="Yes.")
    type(reviewer).objects.filter(pk=reviewer.pk).update(email="rae@example.org")
    workflow.ask(application, by=reviewer, body="Sure?")
    RecusalFactory(application=application, person=reviewer)
    workflow.answer_question(application, by=person, body="Yes.")
    assert Email.objects.count() == 3  # the questions


def test_a_later_deadline_is_noted_with_its_reason(scene, application):
    moment = timezone.now() + datetime.timedelta(days=1)
    extend = {"by": scene.manager, "until": moment}
    refused("Please say why.", workflow.extend, application, **extend, why="")
    past = {"by": scene.manager, "until": timezone.now()}
    refused("That moment has passed.", workflow.extend, application, **past, why="Late.")
    workflow.extend(application, **extend, why="The visa.")
    assert scenes.fresh(application).deadline_extension == moment
    assert Transition.objects.of(application).get().why == "The visa."


def test_a_double_click_says_it_once(scene, application, reviewer):
    person = application.registration.person
    first = write(application, person, "I come by train.", "applicant")
    assert write(application, person, "I come by train.", "applicant") == first
    write(application, person, "Or by bus.", "applicant")
    write(application, reviewer, "I come by train.", "applicant")
    write(application, reviewer, "I come by train.", "committee")
    assert application.messages.count() == 4
    application.messages.update(at=timezone.now() - datetime.timedelta(minutes=1))
    assert write(application, person, "I come by train.", "applicant") != first


def test_a_manager_goes_on_without_the_answer(scene, application, reviewer):
    go_on = {"by": scene.manager, "why": "Two weeks have passed."}
    refused("There is no open question.", workflow.go_on, application, **go_on)
    workflow.ask(application, by=reviewer, body="Which train?")
    refused("Please say why.", workflow.go_on, application, by=scene.manager, why=" ")
    emails = Email.objects.count()
    workflow.go_on(application, **go_on)
    step = Transition.objects.of(application).last()
    assert (step.from_state, step.to_state, step.by) == ("info_needed", "submitted", scene.manager)
    assert step.why == go_on["why"]
    assert Email.objects.count() == emails
    workflow.stage(application, by=scene.manager, decision="decline")
    person = application.registration.person
    sentence = "There is no open question."
    refused(sentence, workflow.answer_question, application, by=person, body="Late.")
    assert write(application, person, "Late.", "applicant")
