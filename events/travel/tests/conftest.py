"""A sprint with travel money and its team, and somebody who may ask for help there."""

import pytest

from events.registration.tests.factories import RegistrationFactory
from events.travel import workflow
from events.travel.tests import scenes
from events.travel.tests.factories import ReviewerFactory
from events.travel.tests.pages import address, answers


@pytest.fixture
def scene(db):
    """A sprint with a program, a fund and its manager."""
    return scenes.new_scene()


@pytest.fixture
def application(scene):
    """One that was handed in there."""
    return scenes.applied(scene.sprint)


@pytest.fixture
def reviewer(scene):
    return ReviewerFactory(sprint=scene.sprint).person


@pytest.fixture
def manages(scene, client_of):
    """The browser of the travel manager."""
    return client_of(scene.manager)


@pytest.fixture
def board(scene, manages):
    """A function that opens the board, asked for in some way."""
    return lambda **asked: manages.get(address("board", scene.sprint), asked)


@pytest.fixture
def program(scene):
    return scene.sprint.travel_program


@pytest.fixture
def registration(scene):
    """Of somebody who may ask for help."""
    return RegistrationFactory(sprint=scene.sprint)


@pytest.fixture
def browser(client_of, registration):
    return client_of(registration.person)


@pytest.fixture
def draft(registration):
    """An application that was begun, and is empty."""
    return workflow.start(registration, by=registration.person)


@pytest.fixture
def filled(draft):
    """A draft that can be submitted."""
    person = draft.registration.person
    return workflow.save_draft(draft, by=person, **scenes.answers())


@pytest.fixture
def submitted(filled):
    return workflow.submit(filled, by=filled.registration.person)


@pytest.fixture
def save(program, browser, draft):
    """A function that posts the form, by default filled in, and gives the answer."""
    return lambda *rows, follow=False, **changes: browser.post(
        address("mine", program.sprint), answers(*rows, **changes), follow=follow
    )
