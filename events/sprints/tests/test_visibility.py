"""Which sprints a person may know of, and which are one's own to manage."""

import pytest
from django.contrib.auth.models import AnonymousUser

from events.sprints import workflow
from events.sprints.models import Sprint, TeamMember
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.tests.factories import PersonFactory

State = Sprint.State
PUBLIC = {"announced", "open", "closed", "finished", "cancelled"}
SECRET = {"draft", "forgotten"}


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
    for name in (*SECRET, "open"):
        TeamMemberFactory(sprint=sprints[name], person=person, role=TeamMember.Role.DESK)
    return person


def names(rows):
    return sorted(rows.values_list("name", flat=True))


def test_the_public_and_strangers_see_what_was_announced(sprints, desk):
    assert names(Sprint.objects.announced()) == sorted(PUBLIC)
    for person in (AnonymousUser(), PersonFactory()):
        assert names(Sprint.objects.visible_to(person)) == sorted(PUBLIC)


def test_the_team_sees_its_own_drafts_once_and_none_of_others(sprints, desk):
    TeamMemberFactory(sprint=sprints["draft"], person=desk)
    assert names(Sprint.objects.visible_to(desk)) == sorted(PUBLIC | SECRET)
    member = TeamMemberFactory(sprint=sprints["draft"]).person
    assert names(Sprint.objects.visible_to(member)) == sorted(PUBLIC | {"draft"})


def test_a_superuser_sees_everything(sprints):
    chief = PersonFactory(is_superuser=True)
    assert names(Sprint.objects.visible_to(chief)) == sorted(sprints)
    assert names(Sprint.objects.managed_by(chief)) == sorted(sprints)
    assert names(Sprint.objects.with_team_member(chief)) == sorted(sprints)


def test_the_filter_keeps_what_was_asked_before(sprints, desk):
    asked = Sprint.objects.filter(name__in=["draft", "open"]).order_by("name")
    assert [sprint.name for sprint in asked.visible_to(desk)] == ["draft", "open"]
    assert [sprint.name for sprint in asked.visible_to(AnonymousUser())] == ["open"]


def test_only_organizers_manage(sprints, desk):
    assert names(Sprint.objects.with_team_member(desk)) == sorted(SECRET | {"open"})
    assert names(Sprint.objects.managed_by(desk)) == []
    organizer = TeamMemberFactory(sprint=sprints["open"]).person
    assert names(Sprint.objects.managed_by(organizer)) == ["open"]
    assert names(Sprint.objects.managed_by(AnonymousUser())) == []
    assert names(Sprint.objects.with_team_member(AnonymousUser())) == []


@pytest.mark.parametrize(("state", "is_public"), [("draft", False), ("announced", True)])
def test_a_sprint_that_is_cancelled_stays_as_public_as_it_was(sprints, state, is_public):
    workflow.cancel(sprints[state], by=None, why="No venue.")
    assert (sprints[state] in Sprint.objects.visible_to(AnonymousUser())) == is_public
