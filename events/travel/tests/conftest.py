"""Somebody who may ask for help with travel, and the draft that they have begun."""

import pytest

from events.registration.tests.factories import RegistrationFactory
from events.travel.models import TravelApplication
from events.travel.tests.factories import TravelProgramFactory
from events.travel.tests.pages import address, answers
from events.travel.tests.scenes import scene


@pytest.fixture
def program(db):
    return TravelProgramFactory(sprint__state="open")


@pytest.fixture
def person(program):
    return RegistrationFactory(sprint=program.sprint).person


@pytest.fixture
def browser(client_of, person):
    return client_of(person)


@pytest.fixture
def draft(program, person, browser):
    browser.post(address("start", program.sprint))
    return TravelApplication.objects.get(registration__person=person)


@pytest.fixture
def save(program, browser, draft):
    """A function that posts the form, by default filled in, and gives the answer."""
    return lambda *rows, follow=False, **changes: browser.post(
        address("mine", program.sprint), answers(*rows, **changes), follow=follow
    )


@pytest.fixture
def here(db):
    """A sprint with a program, funds and its committee."""
    return scene()


@pytest.fixture
def manages(here, client_of):
    """The browser of its travel manager."""
    return client_of(here.manager)


@pytest.fixture
def board(here, manages):
    """A function that opens the board, asked for in some way."""
    return lambda **asked: manages.get(address("board", here.sprint), asked)
