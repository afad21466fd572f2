"""Whoever leaves is taken out of teams and thanks, unless a sprint would be left alone."""

import pytest

from events.sprints import rules, workflow
from events.sprints.exports import personal_data
from events.sprints.models import Credit, Sprint, TeamMember
from events.sprints.tests.factories import CreditFactory, SprintFactory, TeamMemberFactory
from people.tests.factories import PersonFactory
from people.tests.races import at_once, let_both_look_first


def test_a_person_is_forgotten_in_teams_and_thanks(db):
    person = PersonFactory()
    CreditFactory(person=person)
    TeamMemberFactory(person=person, role=TeamMember.Role.DESK)
    TeamMemberFactory(person=person, sprint__state=Sprint.State.FINISHED)
    others = [CreditFactory(), TeamMemberFactory()]
    workflow.forget(person)
    assert [*Credit.objects.all(), *TeamMember.objects.all()] == others


@pytest.mark.django_db(transaction=True)
def test_of_two_organizers_who_leave_at_once_one_has_to_stay(monkeypatch):
    sprint = SprintFactory(name="Sprint 2031")
    people = [TeamMemberFactory(sprint=sprint).person for _ in range(2)]
    let_both_look_first(monkeypatch, rules, "organized_alone")
    answers = at_once(*(lambda person=person: workflow.forget(person) for person in people))
    (refusal,) = [str(answer) for answer in answers if answer is not None]
    assert refusal == "You are the only organizer of Sprint 2031. Please name another one first."
    assert rules.roles(people[1 - answers.index(None)], sprint) == {"organizer"}


def test_the_copy_of_ones_data_has_roles_and_thanks(db):
    member = TeamMemberFactory(sprint__slug="demo", role=TeamMember.Role.DESK)
    CreditFactory(sprint=member.sprint, person=member.person, reason="for the badges")
    TeamMemberFactory(sprint=member.sprint)
    assert personal_data(member.person) == {
        "team_roles": [{"sprint__slug": "demo", "role": "desk"}],
        "credits": [{"sprint__slug": "demo", "reason": "for the badges"}],
    }
