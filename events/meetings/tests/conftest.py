"""A sprint whose programme is being made, and who makes it."""

import datetime

import pytest

from events.meetings.tests.factories import RoomFactory
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.tests.factories import GroupMemberFactory, InterestGroupFactory, PersonFactory


@pytest.fixture
def sprint(db):
    """Five days of October in Prague, two hours ahead of UTC."""
    return SprintFactory(name="Quill", slug="quill", starts_on=datetime.date(2030, 10, 7))


@pytest.fixture
def room(sprint):
    return RoomFactory(sprint=sprint, name="Attic", slug="attic")


@pytest.fixture
def team(sprint):
    """Somebody of the programme team."""
    person = PersonFactory(name="Tess Team", call_name="Tess", email="tess@example.org")
    return TeamMemberFactory(sprint=sprint, person=person, role="programme").person


@pytest.fixture
def group(db):
    return InterestGroupFactory(name="Parsers", slug="parsers")


@pytest.fixture
def chair(sprint, group):
    """Ann chairs the group and comes on all days."""
    person = PersonFactory(name="Ann Lee", call_name="Ann", email="ann@example.org")
    GroupMemberFactory(group=group, person=person, role="chair")
    RegistrationFactory(sprint=sprint, person=person, days=[])
    return person
