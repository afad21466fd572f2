"""A sprint that takes registrations, and people who come."""

import datetime

import pytest

from events.registration import workflow
from events.registration.models import Registration
from events.registration.tests.pages import address, answers, somebody
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.tests.clock import at
from people.tests.factories import PersonFactory

NOW = "2030-09-01T10:00:00+00:00"


def register_for(sprint, person, token="", **answers):
    """Register this person, who comes in person on the first day unless the answers differ."""
    beside = {name: answers.pop(name) for name in ("payers", "details") if name in answers}
    mode = answers.setdefault("mode", "in_person")
    chosen = {
        "days": [sprint.starts_on.isoformat()] if mode == "in_person" else [],
        "conduct_version": sprint.conduct_version,
        "listed": "everybody",
        "photo_consent": "yes",
        **answers,
    }
    return workflow.register(
        Registration(sprint=sprint, person=person, **chosen), token=token, **beside
    )


@pytest.fixture
def open_sprint(db):
    """Two places in person, as many from afar as come."""
    return SprintFactory(
        state=Sprint.State.OPEN, registration_mode="open", capacity_in_person=2, slug="open"
    )


@pytest.fixture
def register():
    """A function that registers somebody (new by default) and gives the registration."""

    def take(sprint, person=None, **answers):
        return register_for(sprint, person or PersonFactory(), **answers)

    return take


@pytest.fixture
def organizer(db):
    """Of a sprint by invitation with one place in person."""
    sprint = SprintFactory(state=Sprint.State.OPEN, slug="invited", capacity_in_person=1)
    return TeamMemberFactory(sprint=sprint)


@pytest.fixture
def invitation(organizer):
    people = [("Ada", "Ada@Example.org")]
    [invitation] = workflow.invite(organizer.sprint, people, by=organizer.person)
    return invitation


@pytest.fixture
def taken(invitation):
    """What Eve has made of the email that was forwarded to her."""
    return register_for(invitation.sprint, somebody("eve@example.org"), token=invitation.token)


@pytest.fixture
def quill(db):
    """A sprint with one place in person, five weeks from a clock that stands still."""
    with at(NOW):
        yield SprintFactory(
            name="Quill",
            slug="quill",
            state=Sprint.State.OPEN,
            registration_mode="open",
            capacity_in_person=1,
            starts_on=datetime.date(2030, 10, 7),
        )


@pytest.fixture
def ann(db):
    return PersonFactory(name="Ann Lee", call_name="Ann", email="ann@example.org")


@pytest.fixture
def boss(open_sprint):
    """An organizer of the open sprint."""
    return TeamMemberFactory(sprint=open_sprint).person


@pytest.fixture
def person(db):
    return PersonFactory()


@pytest.fixture
def send(open_sprint, person, client_of):
    """A function that sends the form to register, or another page's, filled in by default."""
    client = client_of(person)

    def post(page="register", /, **changes):
        return client.post(address(page, open_sprint), answers(open_sprint, **changes))

    return post
