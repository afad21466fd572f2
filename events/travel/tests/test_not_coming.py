"""Accepted money of somebody who does not come: the page, the board, and how a manager ends it."""

import pytest

from events.outbox import Email
from events.registration.models import Registration
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.travel import workflow
from events.travel.tests.factories import RecusalFactory, ReviewerFactory, TravelManagerFactory
from events.travel.tests.pages import address, told
from events.travel.tests.scenes import accepted, fresh, offered, staged

pytestmark = pytest.mark.django_db
GONE = "you do not come in person any more"


@pytest.fixture
def application(scene):
    return accepted(scene)


@pytest.fixture
def manager(scene, client_of):
    return client_of(scene.manager)


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
    return client_of(person).get(address("mine", sprint)).content.decode()


def warnings(manager, scene):
    return manager.get(address("board", scene.sprint)).context["warnings"]


@pytest.mark.parametrize(("end", "why"), ENDS)
def test_nobody_is_told_to_book_who_does_not_come(client_of, application, end, why):
    assert "You can book now." in page_of(client_of, application)
    end(application)
    page = page_of(client_of, application)
    assert f"You accepted up to 400.00 EUR, but {why}." in page
    assert "Do not book. Please give back below what you accepted" in page
    assert "Yes, give it back" in page
    assert "You can book now" not in page


@pytest.mark.parametrize(("end", "why"), ENDS)
def test_the_board_warns_of_money_for_somebody_who_does_not_come(
    scene, manager, application, end, why
):
    assert warnings(manager, scene) == []
    end(application)
    name = application.registration.person.name
    assert warnings(manager, scene) == [f"{name} has accepted money and does not come."]


def test_whoever_registered_again_comes(scene, client_of, manager, application):
    person_cancels(application)
    person = application.registration.person
    again = RegistrationFactory(sprint=scene.sprint, person=person, mode="remote")
    assert len(warnings(manager, scene)) == 1
    Registration.objects.filter(pk=again.pk).update(mode="in_person")
    assert warnings(manager, scene) == []
    assert "You can book now." in page_of(client_of, application)


def test_what_is_only_offered_is_no_warning(scene, manager):
    person_cancels(offered(scene))
    assert warnings(manager, scene) == []


def test_a_manager_cancels_where_it_is_seen(scene, manager, application):
    stage = address("stage", scene.sprint, application.pk)
    form = address("cancel_accepted", scene.sprint, application.pk)
    assert form in manager.get(stage).content.decode()
    answer = manager.post(form, {"why": ""})
    assert "Please say why." in answer.content.decode()
    assert fresh(application).state == "accepted"
    answer = manager.post(form, {"why": "They do not come."}, follow=True)
    assert told(answer) == ["It is cancelled. The money is free."]
    assert form not in answer.content.decode()
    assert (fresh(application).state, fresh(scene.fund).committed) == ("cancelled", 0)
    assert "They do not come." in Email.objects.latest("pk").text
    answer = manager.post(form, {"why": "Twice."})
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


def test_no_email_tells_of_whoever_comes_after_all(scene, application):
    person_cancels(application)
    RegistrationFactory(sprint=scene.sprint, person=application.registration.person)
    assert tell() == (said_of(0), [])


@pytest.mark.parametrize("make", [offered, staged])
def test_no_email_tells_of_what_was_not_accepted(scene, make):
    person_cancels(make(scene))
    assert tell() == (said_of(0), [])


def test_no_email_tells_of_a_sprint_that_is_cancelled_as_a_whole(application):
    sprint_is_cancelled(application)
    assert tell() == (said_of(0), [])


def test_whoever_comes_after_all_in_the_last_moment_is_not_told_of(application, monkeypatch):
    """The list is older than the lock."""
    person_cancels(application)
    monkeypatch.setattr("events.travel.rules.comes", lambda application: True)
    assert tell() == (said_of(0), [])
