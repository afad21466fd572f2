"""Whatever a sprint's dashboard offers to somebody of the team opens for them."""

import pytest

from events.meetings.tests.factories import MeetingFactory
from events.recap.tests.factories import GiftFactory
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import TeamRole
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.travel.tests.factories import TravelProgramFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
ALL = {
    "Registration": "Participants, Invite people, Invitations, Add a participant, Desk, "
    "Export participants",
    "Programme": "To be solved, Meetings, Rooms",
    "Travel": "Program, Funds",
    "Photos": "Review photos, Photos",
    "Report": "Report, Outcomes, Commits, Gifts, Hand out gifts",
}
LINKS = {
    TeamRole.ORGANIZER: ALL,
    TeamRole.PROGRAMME: {"Programme": ALL["Programme"], "Report": "Outcomes"},
    TeamRole.DESK: {"Registration": "Desk", "Report": "Outcomes, Hand out gifts"},
    TeamRole.PHOTOGRAPHER: {"Photos": ALL["Photos"], "Report": "Outcomes"},
    TeamRole.REVIEWER: {"Travel": "Reviews", "Report": "Outcomes"},
    TeamRole.TREASURER: {"Travel": "Reviews, Funds", "Report": "Outcomes"},
    TeamRole.TRAVEL_MANAGER: {"Travel": "Reviews, Board, Program, Funds", "Report": "Outcomes"},
}


@pytest.fixture
def sprint():
    """One of which every area has something."""
    sprint = SprintFactory()
    RegistrationFactory(sprint=sprint)
    MeetingFactory(sprint=sprint)
    TravelProgramFactory(sprint=sprint)
    GiftFactory(sprint=sprint)
    return sprint


@pytest.mark.parametrize("role", TeamRole.values)
def test_each_link_that_is_offered_opens(sprint, client_of, role):
    client = client_of(TeamMemberFactory(sprint=sprint, role=role).person)
    page = client.get(f"/admin/events/sprint/{sprint.pk}/dashboard/")
    offered = page.context["links"]
    labels = {area: ", ".join(label for _, label in links) for area, links in offered.items()}
    assert labels == LINKS[role]
    for links in offered.values():
        for url, label in links:
            assert client.get(url).status_code == 200, label
            assert f'<a href="{url}">{label}</a>' in page.content.decode()
