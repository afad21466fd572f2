"""What the team reads of a registration before it decides about it."""

import pytest

from events.registration.tests.invited import change, step
from events.sprints.tests.factories import TeamMemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
REASON = "Accepted from another address than the invited one."


@pytest.fixture
def client(client_of, organizer):
    return client_of(organizer.person)


def test_whoever_decides_about_a_registration_reads_address_and_history(client, taken):
    for page in (change(taken), step(taken, "approve"), step(taken, "decline")):
        seen = client.get(page).content.decode()
        assert "eve@example.org" in seen
        assert "new → pending" in seen
        assert REASON in seen


def test_another_team_decides_about_nobody_and_reads_nothing(client_of, taken):
    stranger = client_of(TeamMemberFactory().person)
    for page in (change(taken), step(taken, "approve")):
        seen = stranger.get(page, follow=True).content.decode()
        assert "eve@example.org" not in seen
        assert REASON not in seen


@pytest.mark.parametrize("steps", [3, 30])
def test_a_long_history_costs_no_look_more(
    client, taken, organizer, steps, django_assert_num_queries
):
    for _ in range(steps):
        taken.note(by=organizer.person, why="Asked again.")
    client.get(step(taken, "approve"))
    with django_assert_num_queries(8):
        client.get(step(taken, "approve"))
