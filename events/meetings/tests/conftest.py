"""A sprint whose programme is being made, and who makes it."""

import datetime

import pytest

from events.meetings import workflow
from events.meetings.tests.factories import RoomFactory, slot_at
from events.meetings.tests.pages import WAY_IN, autumn_sprint, meeting
from events.meetings.workflow import Draft
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.tests.factories import GroupMemberFactory, InterestGroupFactory, PersonFactory


@pytest.fixture
def sprint(db):
    """Five days of October in Prague, two hours ahead of UTC."""
    return SprintFactory(name="Quill", slug="quill", starts_on=datetime.date(2030, 10, 7))


@pytest.fixture
def grammar(db):
    """A public hybrid meeting of the parsers on a Friday at nine, with a secret way in."""
    sprint = autumn_sprint(venue_name="The Old Print Shop")
    room = RoomFactory(sprint=sprint, name="Attic", where="Third floor", join_url=f"{WAY_IN}/room")
    group = InterestGroupFactory(name="Parsers", slug="parsers")
    texts = {"title": "Grammar", "summary": "We **read** it.", "programme_note": "Bring it."}
    its = {"room": room, "group": group, "join_url": f"{WAY_IN}/meeting"}
    return meeting(sprint, "2030-10-25 09:00", **texts, **its)


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


@pytest.fixture
def ann(chair, client_of):
    """Ann's browser."""
    return client_of(chair)


@pytest.fixture
def asked(sprint, group, chair):
    """A public meeting for which the chair of the group has asked."""
    return workflow.ask(
        sprint, by=chair, draft=Draft(title="Errors", group=group, visibility="public")
    )


@pytest.fixture
def scheduled(asked, team, room):
    """The same in the attic from 10 to 11."""
    return workflow.schedule(asked, slot_at(room, 10), by=team)


@pytest.fixture
def bookable(sprint, group, chair, room):
    """A meeting of an hour that has no slot yet, in a sprint whose chairs book."""
    sprint.chairs_may_book = True
    sprint.save()
    draft = Draft(title="Parser", group=group, wishes="Not on Friday.")
    return workflow.ask(sprint, by=chair, draft=draft)


@pytest.fixture
def team_member():
    """Somebody who keeps the programme of a sprint and is no organizer of it."""
    return TeamMemberFactory(role="programme", person__name="Pavel", sprint__name="Own sprint")
