"""A place from afar that somebody leaves for one in person goes to the next at once."""

import pytest

from events.registration import workflow
from events.registration.models import Registration
from events.sprints.tests.factories import TeamMemberFactory


@pytest.fixture
def both_ways_full(open_sprint, register):
    """One place each way: somebody in person, somebody who waits for it from afar, and the next."""
    open_sprint.capacity_in_person = open_sprint.capacity_remote = 1
    open_sprint.save()
    first = register(open_sprint)
    second = register(open_sprint, remote_while_waiting=True)
    third = register(open_sprint, mode="remote", auto_accept=True)
    assert (second.remote_while_waiting, third.state) == (True, "waitlisted")
    return first, second, third


def state(row):
    return Registration.objects.get(pk=row.pk).state


def test_when_an_offer_is_accepted(both_ways_full):
    first, second, third = both_ways_full
    workflow.cancel(first, by=first.person)
    assert [state(second), state(third)] == ["offered", "waitlisted"]
    workflow.accept(second, by=second.person)
    assert [state(second), state(third)] == ["confirmed", "confirmed"]


def test_when_somebody_is_confirmed_beyond_the_places(both_ways_full):
    _, second, third = both_ways_full
    organizer = TeamMemberFactory(sprint=second.sprint).person
    workflow.overbook(second, by=organizer, why="She builds the release.")
    assert [state(second), state(third)] == ["confirmed", "confirmed"]
