"""A sprint that takes registrations, and people who come."""

import pytest

from events.registration import workflow
from events.registration.workflow import Choices
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.tests.factories import PersonFactory


def choices(sprint, **more):
    days = [sprint.starts_on.isoformat()]
    return Choices(
        **{
            "days": days,
            "conduct_version": sprint.conduct_version,
            "listed": "everybody",
            "photo_consent": "yes",
        }
        | more
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

    def take(sprint, person=None, *, mode="in_person", token="", **more):
        person = person or PersonFactory()
        days = {} if mode == "in_person" else {"days": []}
        return workflow.register(
            sprint,
            person,
            mode=mode,
            choices=choices(sprint, **days | more),
            token=token,
        )

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
