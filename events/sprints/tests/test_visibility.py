"""Which sprints a person may know of, and which are one's own to manage."""

import pytest
from django.contrib.auth.models import AnonymousUser

from events.sprints import workflow
from events.sprints.models import Sprint, TeamMember
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.tests.factories import PersonFactory

State = Sprint.State


@pytest.fixture
def sprints(db):
    """One in each state; and one that was cancelled while it was a draft."""
    made = {
        state: SprintFactory(
            name=state, state=state, **({"announced_at": None} if state == State.DRAFT else {})
        )
        for state in State.values
    }
    made["forgotten"] = SprintFactory(name="forgotten", state=State.CANCELLED, announced_at=None)
    return made


@pytest.fixture
def desk(sprints):
    """A team member of the two sprints that the public does not know of, and of an open one."""
    person = PersonFactory()
    for name in ("draft", "forgotten", "open"):
        TeamMemberFactory(sprint=sprints[name], person=person, role=TeamMember.Role.DESK)
    return person


PUBLIC = {"announced", "open", "closed", "finished", "cancelled"}


def names(rows):
    return {sprint.name for sprint in rows}


def test_the_public_sees_what_was_announced(sprints):
    assert names(Sprint.objects.announced()) == PUBLIC
    assert names(Sprint.objects.visible_to(AnonymousUser())) == PUBLIC


def test_a_stranger_sees_no_more_than_the_public(sprints):
    TeamMemberFactory(sprint=sprints["open"])
    assert names(Sprint.objects.visible_to(PersonFactory())) == PUBLIC


def test_the_team_sees_its_own_drafts(sprints, desk):
    assert names(Sprint.objects.visible_to(desk)) == PUBLIC | {"draft", "forgotten"}


def test_the_team_sees_no_drafts_of_others(sprints):
    member = TeamMemberFactory(sprint=sprints["draft"]).person
    assert names(Sprint.objects.visible_to(member)) == PUBLIC | {"draft"}


def test_a_superuser_sees_everything(sprints):
    chief = PersonFactory(is_superuser=True)
    assert names(Sprint.objects.visible_to(chief)) == set(sprints)
    assert names(Sprint.objects.managed_by(chief)) == set(sprints)
    assert names(Sprint.objects.with_team_member(chief)) == set(sprints)


def test_the_filter_keeps_what_was_asked_before(sprints, desk):
    asked = Sprint.objects.filter(name__in=["draft", "open"]).order_by("name")
    assert [sprint.name for sprint in asked.visible_to(desk)] == ["draft", "open"]
    assert [sprint.name for sprint in asked.visible_to(AnonymousUser())] == ["open"]


def test_several_roles_show_a_sprint_once(sprints, desk):
    TeamMemberFactory(sprint=sprints["draft"], person=desk)
    assert sorted(Sprint.objects.visible_to(desk).values_list("name", flat=True)) == sorted(
        PUBLIC | {"draft", "forgotten"}
    )


def test_only_organizers_manage(sprints, desk):
    assert names(Sprint.objects.with_team_member(desk)) == {"draft", "forgotten", "open"}
    assert names(Sprint.objects.managed_by(desk)) == set()
    organizer = TeamMemberFactory(sprint=sprints["open"]).person
    assert names(Sprint.objects.managed_by(organizer)) == {"open"}
    assert names(Sprint.objects.managed_by(AnonymousUser())) == set()
    assert names(Sprint.objects.with_team_member(AnonymousUser())) == set()


def test_a_draft_that_is_cancelled_stays_invisible(sprints, desk):
    draft = workflow.cancel(sprints["draft"], by=None, why="No venue.")
    assert draft.announced_at is None
    assert names(Sprint.objects.visible_to(AnonymousUser())) == PUBLIC
    assert names(Sprint.objects.visible_to(desk)) == PUBLIC | {"draft", "forgotten"}


def test_a_sprint_that_is_cancelled_after_it_was_announced_stays_public(sprints):
    workflow.cancel(sprints["announced"], by=None, why="No venue.")
    assert names(Sprint.objects.visible_to(AnonymousUser())) == PUBLIC
