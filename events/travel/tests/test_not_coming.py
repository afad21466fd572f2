"""Accepted money of somebody who does not come: the page, the board, and how a manager ends it."""

import pytest

from events.notices import Letter
from events.registration.models import Registration
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.travel.tests.pages import address, told
from events.travel.tests.scenes import accepted, fresh, offered

pytestmark = pytest.mark.django_db
GONE = "you do not come in person any more"


@pytest.fixture
def application(here):
    return accepted(here)


@pytest.fixture
def manager(here, client_of):
    return client_of(here.manager)


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


def warnings(manager, here):
    return manager.get(address("board", here.sprint)).context["warnings"]


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
    here, manager, application, end, why
):
    assert warnings(manager, here) == []
    end(application)
    name = application.registration.person.name
    assert warnings(manager, here) == [f"{name} has accepted money and does not come."]


def test_whoever_registered_again_comes(here, client_of, manager, application):
    person_cancels(application)
    person = application.registration.person
    again = RegistrationFactory(sprint=here.sprint, person=person, mode="remote")
    assert len(warnings(manager, here)) == 1
    Registration.objects.filter(pk=again.pk).update(mode="in_person")
    assert warnings(manager, here) == []
    assert "You can book now." in page_of(client_of, application)


def test_what_is_only_offered_is_no_warning(here, manager):
    person_cancels(offered(here))
    assert warnings(manager, here) == []


def test_a_manager_cancels_where_it_is_seen(here, manager, application):
    stage = address("stage", here.sprint, application.pk)
    form = address("cancel_accepted", here.sprint, application.pk)
    assert form in manager.get(stage).content.decode()
    answer = manager.post(form, {"why": ""})
    assert "Please say why." in answer.content.decode()
    assert fresh(application).state == "accepted"
    answer = manager.post(form, {"why": "They do not come."}, follow=True)
    assert told(answer) == ["It is cancelled. The money is free."]
    assert form not in answer.content.decode()
    assert (fresh(application).state, fresh(here.fund).committed) == ("cancelled", 0)
    assert "They do not come." in Letter.objects.latest("pk").text
    answer = manager.post(form, {"why": "Twice."})
    assert "Nothing was accepted that could be cancelled." in answer.content.decode()
    assert "Twice." in answer.content.decode()
