"""Accepted money of people who do not come, and one promise for those who register again."""

import pytest

from events.outbox import Email
from events.registration import workflow as registration
from events.registration.models import Registration
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.travel import ledger, workflow
from events.travel.models import Offer
from events.travel.tests import scenes
from events.travel.tests.factories import RecusalFactory, ReviewerFactory, TravelManagerFactory
from events.travel.tests.pages import address, told
from events.travel.tests.refusals import refused
from events.travel.tests.scenes import accepted, fresh, offered, staged

pytestmark = pytest.mark.django_db
HAVE_ONE = "You have an offer for this sprint already. Give that back first."
GONE = "you do not come in person any more"


@pytest.fixture
def application(scene):
    return accepted(scene)


def sprint_is_cancelled(application):
    Sprint.objects.update(state="cancelled")


def person_cancels(application):
    Registration.objects.update(state="cancelled")


def person_comes_from_afar(application):
    Registration.objects.update(mode="remote")


ENDS = [
    (sprint_is_cancelled, "this sprint was cancelled"),
    (person_cancels, GONE),
    (person_comes_from_afar, GONE),
]


def page_of(client_of, application):
    person, sprint = application.registration.person, application.registration.sprint
    return client_of(person).get(address("mine", sprint))


def warnings(manages, sprint):
    return manages.get(address("board", sprint)).context["warnings"]


@pytest.mark.parametrize(("end", "why"), ENDS)
def test_nobody_books_who_does_not_come_and_the_board_warns(
    client_of, manages, application, end, why
):
    sprint = application.registration.sprint
    assert "You can book now." in page_of(client_of, application).content.decode()
    assert warnings(manages, sprint) == []
    end(application)
    page = page_of(client_of, application).content.decode()
    assert f"You accepted up to 400.00 EUR, but {why}." in page
    assert "Do not book. Please give back below what you accepted" in page
    assert "Yes, give it back" in page
    assert "You can book now" not in page
    name = application.registration.person.name
    assert warnings(manages, sprint) == [f"{name} has accepted money and does not come."]


def test_whoever_registered_again_comes(scene, client_of, manages, application):
    person_cancels(application)
    person = application.registration.person
    again = RegistrationFactory(sprint=scene.sprint, person=person, mode="remote")
    assert len(warnings(manages, scene.sprint)) == 1
    Registration.objects.filter(pk=again.pk).update(mode="in_person")
    assert warnings(manages, scene.sprint) == []
    assert "You can book now." in page_of(client_of, application).content.decode()


def test_a_manager_cancels_where_it_is_seen(scene, manages, application):
    stage = address("stage", scene.sprint, application.pk)
    form = address("cancel_accepted", scene.sprint, application.pk)
    assert form in manages.get(stage).content.decode()
    answer = manages.post(form, {"why": ""})
    assert "Please say why." in answer.content.decode()
    assert fresh(application).state == "accepted"
    answer = manages.post(form, {"why": "They do not come."}, follow=True)
    assert told(answer) == ["It is cancelled. The money is free."]
    assert form not in answer.content.decode()
    assert (fresh(application).state, fresh(scene.fund).committed) == ("cancelled", 0)
    assert "They do not come." in Email.objects.latest("pk").text
    answer = manages.post(form, {"why": "Twice."})
    assert "Nothing was accepted that could be cancelled." in answer.content.decode()
    assert "Twice." in answer.content.decode()


def tell():
    Email.objects.all().delete()
    said = workflow.tell_of_absent()
    return said, list(Email.objects.order_by("pk").values_list("to", flat=True))


def said_of(number):
    return f"managers told of {number} people who accepted travel money and do not come"


@pytest.mark.parametrize("end", [person_cancels, person_comes_from_afar])
def test_managers_get_one_email_about_somebody_who_does_not_come(scene, application, end):
    assert tell() == (said_of(0), [])
    end(application)
    assert tell() == (said_of(1), [scene.manager.email])
    email = Email.objects.get()
    assert email.subject == f"{scene.sprint}: travel money is kept for somebody who does not come"
    assert application.registration.person.name in email.text
    assert address("stage", scene.sprint, application.pk) in email.text
    assert tell() == (said_of(0), [])


def test_no_email_goes_to_whoever_does_not_decide_about_it(scene, application):
    """A reviewer, a manager of another sprint, one without an address, one who stays out, the person."""
    ReviewerFactory(sprint=scene.sprint)
    TravelManagerFactory()
    TravelManagerFactory(sprint=scene.sprint, person__email=None)
    recused = TravelManagerFactory(sprint=scene.sprint).person
    RecusalFactory(application=application, person=recused)
    TravelManagerFactory(sprint=scene.sprint, person=application.registration.person)
    person_cancels(application)
    assert tell() == (said_of(1), [scene.manager.email])


def test_what_was_not_accepted_is_no_warning(scene, manages):
    for make in (offered, staged):
        person_cancels(make(scene, amount=10))
    assert tell() == (said_of(0), [])
    assert warnings(manages, scene.sprint) == []


def comes_after_all(application):
    person_cancels(application)
    registration = application.registration
    RegistrationFactory(sprint=registration.sprint, person=registration.person)


@pytest.mark.parametrize("end", [sprint_is_cancelled, comes_after_all])
def test_no_email_tells_of_a_cancelled_sprint_or_of_who_comes_after_all(application, end):
    end(application)
    assert tell() == (said_of(0), [])


def test_whoever_comes_after_all_in_the_last_moment_is_not_told_of(application, monkeypatch):
    """The list is older than the lock."""
    person_cancels(application)
    monkeypatch.setattr("events.travel.rules.comes", lambda application: True)
    assert tell() == (said_of(0), [])


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


def test_what_was_accepted_stays_on_the_page_and_can_be_given_back(scene, client_of):
    application = scenes.accepted(scene)
    again(application)
    person = application.registration.person
    assert page_of(client_of, application).context["application"] == application
    answer = client_of(person).post(address("start", scene.sprint), follow=True)
    assert told(answer) == [HAVE_ONE]
    answer = client_of(person).post(address("cancel", scene.sprint), follow=True)
    assert told(answer) == ["It is given back. Thank you for saying so."]
    assert scenes.fresh(scene.fund).committed == 0
    client_of(person).post(address("start", scene.sprint))
    assert page_of(client_of, application).context["application"].state == "draft"


def test_nobody_begins_anew_beside_an_offer(scene):
    for make in (scenes.offered, scenes.accepted):
        new = again(make(scene, amount=100))
        refused(HAVE_ONE, workflow.start, new, by=new.person)


def test_what_is_staged_elsewhere_tells_nothing(scene, client_of):
    plainly, with_offer = scenes.applied(scene.sprint), scenes.staged(scene)
    for application in (plainly, with_offer):
        new = again(application)
        assert "Begin an application" in page_of(client_of, application).content.decode()
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
