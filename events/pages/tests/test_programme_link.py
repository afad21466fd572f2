"""A sprint's page leads to its programme once there is something to read, or to come."""

import pytest

from events.meetings.tests.factories import MeetingFactory, RoomFactory
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory

pytestmark = pytest.mark.django_db
LINK = 'href="/sprints/quill/programme/"'


def leads_to_the_programme(reader):
    return LINK in reader.get("/sprints/quill/").content.decode()


def test_without_rooms_and_meetings_there_is_no_link(client):
    SprintFactory(slug="quill")
    assert not leads_to_the_programme(client)


@pytest.mark.parametrize(
    ("state", "is_linked"), [("announced", True), ("cancelled", False), ("finished", False)]
)
def test_rooms_promise_a_programme_while_the_sprint_lies_ahead(client, state, is_linked):
    RoomFactory(sprint=SprintFactory(slug="quill", state=state))
    assert leads_to_the_programme(client) == is_linked


def test_a_meeting_of_a_past_sprint_is_enough(client):
    sprint = SprintFactory(slug="quill", state="finished")
    MeetingFactory(sprint=sprint, room=None, state="held")
    assert leads_to_the_programme(client)


def test_a_private_meeting_is_enough_for_those_who_may_see_it(client, client_of):
    sprint = SprintFactory(slug="quill", state="finished")
    MeetingFactory(sprint=sprint, room=None, state="held", visibility="participants")
    assert not leads_to_the_programme(client)
    assert leads_to_the_programme(client_of(RegistrationFactory(sprint=sprint).person))
