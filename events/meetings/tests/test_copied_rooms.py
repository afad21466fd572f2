"""The rooms of a sprint that is copied come along."""

import datetime

import pytest

from events.meetings.models import Room
from events.meetings.tests.factories import MeetingFactory, RoomFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
WAY_IN = "https://meet.example.org/secret"
COPY = {"name": "Copy", "slug": "copy", "starts_on": "2028-02-07"}


def test_a_copy_has_the_rooms_of_its_source_and_no_way_to_join(client_of):
    organizer = TeamMemberFactory()
    facts = {"name": "Attic", "slug": "attic", "kind": "physical", "where": "Third floor"}
    facts |= {"capacity": 12, "equipment": ["whiteboard"], "position": 3}
    facts |= {"opens_at": datetime.time(9), "closes_at": datetime.time(18)}
    attic = RoomFactory(sprint=organizer.sprint, join_url=WAY_IN, **facts)
    MeetingFactory(sprint=organizer.sprint, room=attic)
    RoomFactory(name="Elsewhere")
    page = f"/admin/events/sprint/{organizer.sprint_id}/copy/"
    assert client_of(organizer.person).post(page, COPY).status_code == 302
    copy = Sprint.objects.get(slug="copy")
    assert copy.rooms.values(*facts, "join_url").get() == facts | {"join_url": ""}
    assert copy.meetings.count() == 0
    attic.refresh_from_db()
    assert (attic.sprint, attic.join_url) == (organizer.sprint, WAY_IN)
    assert Room.objects.count() == 3
