"""Who cancels the registration and registers again keeps one promise of money, and one alone."""

import pytest

from events.registration import workflow as registration
from events.registration.tests.factories import RegistrationFactory
from events.travel import ledger, workflow
from events.travel.models import Offer
from events.travel.tests import scenes
from events.travel.tests.pages import address, told
from events.travel.tests.refusals import refused

pytestmark = pytest.mark.django_db
HAVE_ONE = "You have an offer for this sprint already. Give that back first."


def again(application):
    """The new registration of whoever cancels the one of this application."""
    person = application.registration.person
    registration.cancel(application.registration, by=person)
    return RegistrationFactory(sprint=application.registration.sprint, person=person)


def two(scene, make):
    """Two applications of one person, of which the first was brought so far."""
    first = make(scene)
    second = scenes.applied(scene.sprint, registration=again(first))
    return first, second


def look(client_of, application):
    person, sprint = application.registration.person, application.registration.sprint
    return client_of(person).get(address("mine", sprint))


def test_what_was_accepted_stays_on_the_page_and_can_be_given_back(scene, client_of):
    application = scenes.accepted(scene)
    again(application)
    person = application.registration.person
    assert look(client_of, application).context["application"] == application
    answer = client_of(person).post(address("start", scene.sprint), follow=True)
    assert told(answer) == [HAVE_ONE]
    answer = client_of(person).post(address("cancel", scene.sprint), follow=True)
    assert told(answer) == ["It is given back. Thank you for saying so."]
    assert scenes.fresh(scene.fund).committed == 0
    client_of(person).post(address("start", scene.sprint))
    assert look(client_of, application).context["application"].state == "draft"


def test_nobody_begins_anew_beside_an_offer(scene):
    for make in (scenes.offered, scenes.accepted):
        new = again(make(scene, amount=100))
        refused(HAVE_ONE, workflow.start, new, by=new.person)


def test_what_is_staged_elsewhere_tells_nothing(scene, client_of):
    plainly, with_offer = scenes.applied(scene.sprint), scenes.staged(scene)
    for application in (plainly, with_offer):
        new = again(application)
        assert "Begin an application" in look(client_of, application).content.decode()
        assert workflow.start(new, by=new.person).state == "draft"


@pytest.mark.parametrize("make", [scenes.staged, scenes.offered, scenes.accepted])
def test_no_second_offer_is_staged(scene, make):
    _, second = two(scene, make)
    person = second.registration.person
    sentence = f"Another application of {person} holds money of this sprint already."
    refused(sentence, scenes.staged, scene, second)
    workflow.stage(second, by=scene.manager, decision="decline")


def of_before(scene, make):
    """Two applications that both got so far, before anybody asked about the other one."""
    first, second = two(scene, scenes.accepted)
    Offer.objects.filter(application=first).update(state="cancelled")
    second = make(scene, second, amount=100)
    Offer.objects.filter(application=first).update(state="accepted")
    return first, second


def test_no_second_offer_is_released(scene):
    _, second = of_before(scene, scenes.staged)
    person = second.registration.person
    sentence = f"Another application of {person} holds money of this sprint already."
    refused(sentence, workflow.release, scene.sprint, [second], by=scene.manager)


def test_no_second_offer_is_accepted(scene):
    first, second = of_before(scene, scenes.offered)
    person = second.registration.person
    agree = {"by": person, "terms": "", "agreed": True}
    refused(HAVE_ONE, workflow.accept, second, **agree)
    workflow.cancel(first, by=person)
    assert workflow.accept(second, **agree).state == "accepted"
    assert scenes.fresh(scene.fund).committed == 100
    assert ledger.differences() == []


def test_others_and_other_sprints_do_not_stand_in_the_way(scene):
    person = scenes.accepted(scene).registration.person
    elsewhere = scenes.new_scene()
    own = scenes.applied(elsewhere.sprint, registration__person=person)
    assert scenes.accepted(elsewhere, own).state == "accepted"
    assert scenes.accepted(scene, amount=100).state == "accepted"
