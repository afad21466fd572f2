"""Changing one's mind, and what the team cannot do."""

import pytest
from django.utils import timezone

from events.lifecycle import Refused
from events.registration import workflow
from events.registration.display import numbers, people_counts
from events.registration.models import Invitation, Registration
from events.registration.tests.pages import states
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(open_sprint, register):
    """Two in person, two who wait."""
    return [register(open_sprint) for _ in range(4)]


def change(row, mode, days=None):
    days = [row.sprint.starts_on.isoformat()] if days is None else days
    return workflow.change_mode(row, by=row.person, mode=mode, days=days)


def test_whoever_waits_in_person_takes_part_from_afar_at_once(full):
    row = change(full[2], "remote", [])
    assert (row.state, row.mode, row.queue_no) == ("confirmed", "remote", None)


def test_a_number_of_one_queue_never_meets_the_other_queues(open_sprint, register, full):
    """Whoever came off the first queue would otherwise bring its number along."""
    workflow.cancel(full[0], by=full[0].person)
    workflow.accept(full[2], by=full[2].person)
    Sprint.objects.update(capacity_remote=0)
    assert register(Sprint.objects.get(), mode="remote").queue_no == 1
    Sprint.objects.update(capacity_remote=None)
    row = change(Registration.objects.get(pk=full[2].pk), "remote", [])
    assert (row.state, row.mode) == ("confirmed", "remote")


def test_with_no_seat_of_the_other_kind_everything_stays(full):
    Sprint.objects.update(capacity_remote=0)
    for row in (full[0], full[2]):
        with pytest.raises(Refused, match="no place of that kind"):
            change(row, "remote", [])
    assert [Registration.objects.get(pk=row.pk).mode for row in full] == ["in_person"] * 4


def test_a_pending_person_changes_freely(open_sprint, register):
    Sprint.objects.update(registration_mode="approval")
    row = change(register(Sprint.objects.get()), "remote", [])
    assert (row.state, row.mode) == ("pending", "remote")


def test_a_change_that_is_none_is_refused(open_sprint, register):
    row = register(open_sprint)
    with pytest.raises(Refused, match="cannot be changed in that way"):
        change(row, "in_person")
    Sprint.objects.update(mode="in_person")
    with pytest.raises(Refused, match="cannot be changed in that way"):
        change(row, "remote", [])
    Sprint.objects.update(mode="hybrid")
    with pytest.raises(Refused, match="not a day of this sprint"):
        workflow.edit(row, by=row.person, changes={"days": ["1999-01-01"]})
    workflow.cancel(row, by=row.person)
    with pytest.raises(Refused, match="has ended"):
        workflow.edit(row, by=row.person, changes={})
    with pytest.raises(Refused, match="has ended"):
        change(row, "remote", [])


def test_one_cannot_take_part_in_a_way_the_sprint_does_not_have(open_sprint, register):
    Sprint.objects.update(mode="in_person")
    with pytest.raises(Refused, match="in that way"):
        register(Sprint.objects.get(), mode="remote")
    with pytest.raises(Refused, match="not a day of this sprint"):
        register(Sprint.objects.get(), days=["1999-01-01"])


def test_whoever_waits_from_afar_takes_that_seat_whatever_the_queue(full, open_sprint, register):
    waiting = register(open_sprint, remote_while_waiting=True)
    Sprint.objects.update(capacity_remote=1)
    row = change(waiting, "remote", [])
    assert (row.state, row.mode, row.remote_while_waiting) == ("confirmed", "remote", False)


def test_an_account_that_is_deleted_gives_its_seat_back(full):
    person = full[0].person
    for address in (person.email, "eve@example.org"):
        Invitation.objects.create(
            sprint=full[0].sprint, email=address, expires_at=timezone.now(), token=address
        )
    workflow.forget(person)
    assert [row.email for row in Invitation.objects.all()] == ["eve@example.org"]
    assert states(*full) == ["cancelled", "confirmed", "offered", "waitlisted"]


def test_whoever_was_there_stays_counted_when_the_account_is_deleted(full):
    here, waiting = full[0], full[3]
    rows = Registration.objects.filter(pk__in=[here.pk, waiting.pk])
    rows.update(attended="yes", remote_while_waiting=True)
    for row in (here, waiting):
        workflow.forget(row.person)
    assert [row.state for row in rows.order_by("pk")] == ["confirmed", "cancelled"]
    assert people_counts() == {here.sprint_id: 1}
    assert numbers(here.sprint).people == "1 in-person participant"


def test_the_team_decides_only_where_there_is_something_to_decide(open_sprint, full):
    boss = TeamMemberFactory(sprint=open_sprint).person
    refusals = {
        "offer_now": "whoever is on the waiting list",
        "overbook": "Only somebody who waits",
        "prefer": "Only somebody on the waiting list",
    }
    for verb, sentence in refusals.items():
        with pytest.raises(Refused, match=sentence):
            getattr(workflow, verb)(full[0], by=boss, why="Because.")
    Sprint.objects.update(promotion_until="2020-01-01")
    workflow.cancel(full[0], by=full[0].person)
    with pytest.raises(Refused, match="Somebody else is before this person"):
        workflow.offer_now(full[3], by=boss)


def test_nobody_decides_about_their_own_registration(full):
    person = full[2].person
    person.is_superuser = True
    person.save()
    TeamMemberFactory(sprint=full[2].sprint, person=person)
    with pytest.raises(Refused, match="Nobody decides about their own registration"):
        workflow.overbook(full[2], by=person, why="I am important.")


def test_after_the_sprint_nothing_is_changed_and_nobody_decides(full):
    Sprint.objects.update(state="finished")
    with pytest.raises(Refused, match="Nothing can be changed any more"):
        workflow.cancel(full[0], by=full[0].person)
    with pytest.raises(Refused, match="Only an organizer"):
        workflow.cancel(full[0], by=PersonFactory(), why="Mischief")
