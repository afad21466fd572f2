"""What travel managers decide: staged unseen, released together, taken back."""

import datetime

import pytest
from django.utils import timezone

from events.lifecycle import Refused, Transition
from events.outbox import Email
from events.sprints.models import TeamMember
from events.sprints.tests.factories import TeamMemberFactory
from events.travel import workflow
from events.travel.models import Offer, TravelProgram
from events.travel.tests import scenes
from events.travel.tests.factories import RecusalFactory, ReviewFactory, TravelManagerFactory
from events.travel.tests.refusals import refused
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
OUTSIDER = "Only a travel manager of this sprint can do that."
OWN = "Nobody decides about their own application."
RECUSED = "You stay out of this application."
STAGED = "A decision is staged already. Take it back first."


def test_money_is_reserved_as_soon_as_an_offer_is_staged(scene, application):
    row = scenes.staged(scene, application, message="Welcome.")
    offer = row.offers.get()
    assert (row.state, row.staged_decision, row.staged_by) == ("submitted", "offer", scene.manager)
    assert (offer.state, offer.number, offer.message) == ("staged", 1, "Welcome.")
    assert scenes.fresh(scene.fund).committed == 400
    assert not Email.objects.exists()
    assert not Transition.objects.of(row).exists()


def test_unstaging_sets_it_free_and_the_next_offer_is_another(scene, application):
    scenes.staged(scene, application)
    workflow.unstage(application, by=scene.manager)
    row = scenes.fresh(application)
    assert (row.state, row.staged_decision, row.staged_by) == ("submitted", "", None)
    assert scenes.fresh(scene.fund).committed == 0
    scenes.staged(scene, application)
    offers = application.offers.order_by("pk").values_list("number", "state")
    assert list(offers) == [(1, "revoked"), (2, "staged")]
    refused("No decision is staged.", workflow.unstage, scenes.applied(scene.sprint), by=scene[1])


@pytest.mark.parametrize("decision", ["waitlist", "decline"])
def test_a_decision_without_money_is_unstaged_too(scene, application, decision):
    workflow.stage(application, by=scene.manager, decision=decision)
    workflow.unstage(application, by=scene.manager)
    assert scenes.fresh(application).staged_decision == ""


@pytest.mark.parametrize(
    ("decision", "state", "email"),
    [
        ("waitlist", "waitlisted", "your travel application waits"),
        ("decline", "declined", "about your travel application"),
    ],
)
def test_a_release_without_money(scene, application, decision, state, email):
    workflow.stage(application, by=scene.manager, decision=decision)
    assert workflow.release(scene.sprint, [application], by=scene.manager) == 1
    row = scenes.fresh(application)
    assert (row.state, row.staged_decision) == (state, "")
    assert Email.objects.get().subject == f"{scene.sprint}: {email}"


def test_a_release_opens_the_offer_for_the_days_of_the_program(scene):
    TravelProgram.objects.update(offer_days=3)
    application = scenes.offered(scene)
    offer = application.offers.get()
    assert (application.state, application.staged_decision, offer.state) == ("offered", "", "open")
    assert offer.expires_at - offer.released_at == datetime.timedelta(days=3)
    assert scenes.fresh(scene.fund).committed == 400


def test_who_waits_is_offered_something_later(scene, application):
    workflow.stage(application, by=scene.manager, decision="waitlist")
    workflow.release(scene.sprint, [application], by=scene.manager)
    sentence = "This application is on the waiting list already."
    refused(sentence, workflow.stage, application, by=scene.manager, decision="waitlist")
    assert scenes.offered(scene, application).state == "offered"


def test_reviews_are_needed_or_a_reason_that_stays_in_the_team(scene, application):
    TravelProgram.objects.update(min_reviews=2)
    ReviewFactory(application=application)
    ReviewFactory(application=application, final=False)
    stage = {"by": scene.manager, "proposal": scenes.proposal(scene)}
    sentence = "2 reviews are needed. Say why to decide without them."
    refused(sentence, workflow.stage_offer, application, **stage, why=" ")
    workflow.stage_offer(application, **stage, why="The visa takes long.")
    workflow.release(scene.sprint, [application], by=scene.manager)
    assert [row.why for row in Transition.objects.of(application)] == [""]
    word = application.messages.get()
    assert (word.author, word.visibility) == (scene.manager, "committee")
    assert word.body == "The visa takes long."


def test_enough_reviews_need_no_reason(scene, application):
    TravelProgram.objects.update(min_reviews=1)
    one = "1 review is needed. Say why to decide without it."
    refused(one, workflow.stage, scenes.applied(scene.sprint), by=scene.manager, decision="decline")
    ReviewFactory(application=application)
    workflow.stage(application, by=scene.manager, decision="decline")


def outsiders(scene, application):
    """Who does not decide about it, with the sentence that they read."""
    person = application.registration.person
    TravelManagerFactory(sprint=scene.sprint, person=person)
    type(person).objects.filter(pk=person.pk).update(is_superuser=True)
    recused = TravelManagerFactory(sprint=scene.sprint).person
    RecusalFactory(application=application, person=recused)
    others = [PersonFactory(is_superuser=True), TravelManagerFactory().person]
    for role in ("organizer", "reviewer", "treasurer"):
        others += [TeamMemberFactory(sprint=scene.sprint, role=role).person]
    return [(person, OWN), (recused, RECUSED), *((other, OUTSIDER) for other in others)]


def test_only_a_manager_decides_and_never_for_themselves(scene, application):
    people = outsiders(scene, application)
    why, until = "Why not.", timezone.now() + datetime.timedelta(days=1)

    def refuse(verb, *args, **kwargs):
        for who, sentence in people:
            refused(sentence, verb, *args, by=who, **kwargs)

    refuse(workflow.stage_offer, application, proposal=scenes.proposal(scene))
    refuse(workflow.stage, application, decision="decline")
    refuse(workflow.extend, application, until=until, why=why)
    refuse(workflow.go_on, application, why=why)
    scenes.staged(scene, application)
    refuse(workflow.unstage, application)
    refuse(workflow.release, scene.sprint, [scenes.fresh(application)])
    workflow.release(scene.sprint, [scenes.fresh(application)], by=scene.manager)
    refuse(workflow.revoke, application, why=why)
    workflow.revoke(application, by=scene.manager, why="A slip.")
    workflow.withdraw(application, by=application.registration.person)
    refuse(workflow.reopen, application, why=why)


def test_a_release_with_ones_own_in_it_is_refused_whole(scene, application):
    own = scenes.applied(scene.sprint, registration__person=scene.manager)
    other = TravelManagerFactory(sprint=scene.sprint).person
    for row in (application, own):
        workflow.stage(row, by=other if row == own else scene.manager, decision="decline")
    refused(OWN, workflow.release, scene.sprint, [application, own], by=scene.manager)


def test_a_release_is_of_one_sprint_and_of_what_is_staged(scene, application):
    scenes.staged(scene, application)
    bare = scenes.applied(scene.sprint, registration__person__name="Ann Lee")
    sentence = "Travel application of Ann Lee: no decision is staged."
    refused(sentence, workflow.release, scene.sprint, [application, bare], by=scene.manager)
    elsewhere = scenes.applied(TravelManagerFactory(person=scene.manager).sprint)
    sentence = "An application belongs to another sprint."
    refused(sentence, workflow.release, scene.sprint, [application, elsewhere], by=scene.manager)
    assert workflow.release(scene.sprint, [], by=scene.manager) == 0


def test_a_decision_is_staged_once_and_an_offer_with_its_money(scene, application):
    sentence = "An offer is staged with its money."
    refused(sentence, workflow.stage, application, by=scene.manager, decision="offer")
    scenes.staged(scene, application)
    stage = {"by": scene.manager, "proposal": scenes.proposal(scene)}
    refused(STAGED, workflow.stage_offer, application, **stage)
    refused(STAGED, workflow.stage, application, by=scene.manager, decision="decline")
    workflow.release(scene.sprint, [application], by=scene.manager)
    sentence = "Only an application that was submitted, or waits, can be decided."
    refused(sentence, workflow.stage, application, by=scene.manager, decision="decline")
    TravelProgram.objects.all().delete()
    sentence = "This sprint has no travel sponsorship."
    other = scenes.applied(scene.sprint)
    refused(sentence, workflow.stage, other, by=scene.manager, decision="decline")


def test_an_open_offer_is_taken_back_with_a_reason(scene, application):
    revoke = {"by": scene.manager, "why": "The fund has gone."}
    refused("There is no open offer.", workflow.revoke, application, **revoke)
    scenes.offered(scene, application)
    refused("Please say why.", workflow.revoke, application, by=scene.manager, why=" ")
    workflow.revoke(application, **revoke)
    row = scenes.fresh(application)
    assert (row.state, row.offers.get().state) == ("submitted", "revoked")
    assert scenes.fresh(scene.fund).committed == 0


def test_a_lapsed_offer_has_ended_and_is_not_taken_back(scene, application):
    scenes.offered(scene, application)
    Offer.objects.update(expires_at=timezone.now())
    with pytest.raises(Refused, match="There is no open offer"):
        workflow.revoke(application, by=scene.manager, why="The fund has gone.")
    assert scenes.fresh(application).state == "expired"


def test_what_has_ended_is_looked_at_again_with_a_reason(scene, application):
    reopen = {"by": scene.manager, "why": "There is money again."}
    sentence = "Only an application that was submitted and has ended can be reopened."
    refused(sentence, workflow.reopen, application, **reopen)
    workflow.stage(application, by=scene.manager, decision="decline")
    workflow.release(scene.sprint, [application], by=scene.manager)
    refused("Please say why.", workflow.reopen, application, by=scene.manager, why="")
    assert workflow.reopen(application, **reopen).state == "submitted"
    workflow.take_back(application, by=application.registration.person)
    workflow.withdraw(application, by=application.registration.person)
    refused(sentence, workflow.reopen, application, **reopen)


def test_whoever_loses_the_role_decides_no_more(scene, application):
    TeamMember.objects.all().delete()
    refused(OUTSIDER, workflow.stage, application, by=scene.manager, decision="decline")
