"""A sprint with its team, for the tests of the programme's back office."""

import pytest

from events.sprints.tests.factories import TeamMemberFactory


@pytest.fixture
def team_member():
    """Somebody who keeps the programme of a sprint and is no organizer of it."""
    return TeamMemberFactory(role="programme", person__name="Pavel", sprint__name="Own sprint")
