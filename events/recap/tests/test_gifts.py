"""Handing gifts out: one a person, no more than there are, and who got one stays in the team."""

import pytest

from events.lifecycle import Refused
from events.recap import rules, workflow
from events.recap.models import Gift, Handout
from events.recap.tests.factories import GiftFactory
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory
from people.models import Person
from people.tests.factories import PersonFactory
from people.tests.races import at_once, let_both_look_first


def state():
    gift = Gift.objects.get()
    return gift.handed_out, gift.handouts.count()


@pytest.fixture
def gift(db):
    return GiftFactory(item="security keys", quantity=2)


@pytest.fixture
def desk(gift):
    return TeamMemberFactory(sprint=gift.sprint, role="desk").person


@pytest.fixture
def ann(gift):
    return RegistrationFactory(sprint=gift.sprint, person__name="Ann Able")


def test_a_person_gets_one_and_it_is_counted(gift, desk, ann):
    handout = workflow.hand_out(gift, ann, by=desk)
    assert (handout.registration, handout.by, state()) == (ann, desk, (1, 1))
    with pytest.raises(Refused, match="Ann Able has got one already"):
        workflow.hand_out(gift, ann, by=desk)
    assert state() == (1, 1)


def test_no_more_than_there_are(gift, desk):
    rows = [RegistrationFactory(sprint=gift.sprint) for _ in range(3)]
    for row in rows[:2]:
        workflow.hand_out(gift, row, by=desk)
    with pytest.raises(Refused, match="Nothing is left of the security keys"):
        workflow.hand_out(gift, rows[2], by=desk)
    assert state() == (2, 2)
    Gift.objects.update(quantity=None)  # where the number is not known it never ends
    workflow.hand_out(gift, rows[2], by=desk)
    assert state() == (3, 3)


@pytest.mark.parametrize(
    "row",
    [
        {"mode": "remote", "days": []},
        {"state": "waitlisted", "queue_no": 1, "remote_while_waiting": True},
        {"state": "cancelled"},
        {"sprint": None},
    ],
)
def test_only_those_who_take_part_in_person_get_one(gift, desk, row):
    row = {"sprint": gift.sprint} | row
    registration = RegistrationFactory(**{name: one for name, one in row.items() if one})
    with pytest.raises(Refused, match="Gifts are for those who take part in person"):
        workflow.hand_out(gift, registration, by=desk)
    assert state() == (0, 0)


def test_a_mistake_is_taken_back(gift, desk, ann):
    workflow.hand_out(gift, ann, by=desk)
    workflow.undo_handout(gift, ann, by=desk)
    assert state() == (0, 0)
    with pytest.raises(Refused, match="Ann Able has got none"):
        workflow.undo_handout(gift, ann, by=desk)
    assert state() == (0, 0)


def test_other_roles_hand_nothing_out(gift, ann):
    other = TeamMemberFactory(sprint=gift.sprint, role="reviewer").person
    for action in (workflow.hand_out, workflow.undo_handout):
        with pytest.raises(Refused, match="Organizers and the desk hand out gifts"):
            action(gift, ann, by=other)


def test_organizers_superusers_and_the_desk_of_this_sprint_hand_out(gift, desk):
    organizer = TeamMemberFactory(sprint=gift.sprint).person
    root = Person.objects.create(name="Root", is_superuser=True)
    elsewhere = TeamMemberFactory(role="desk").person
    roles = ("reviewer", "treasurer", "programme", "photographer")
    others = [TeamMemberFactory(sprint=gift.sprint, role=role).person for role in roles]
    people = (desk, organizer, root, elsewhere, PersonFactory(), *others)
    assert [rules.gives_out(one, gift.sprint) for one in people] == [True] * 3 + [False] * 6


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("people", "quantity"), [(2, 1), (1, 2)])
def test_two_desks_give_the_last_one_to_one_person_and_two_clicks_hand_out_one(
    gift, desk, monkeypatch, people, quantity
):
    Gift.objects.update(quantity=quantity)
    rows = [RegistrationFactory(sprint=gift.sprint) for _ in range(people)] * (2 // people)
    let_both_look_first(monkeypatch, rules, "refusal_to_hand_out")
    answers = at_once(*[lambda row=row: workflow.hand_out(gift, row, by=desk) for row in rows])
    assert sorted(type(answer).__name__ for answer in answers) == ["Handout", "Refused"]
    assert state() == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_take_back_one(gift, desk, ann):
    workflow.hand_out(gift, ann, by=desk)
    workflow.hand_out(gift, RegistrationFactory(sprint=gift.sprint), by=desk)
    answers = at_once(*[lambda: workflow.undo_handout(gift, ann, by=desk)] * 2)
    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "Refused"]
    assert state() == (1, 1)


def test_the_number_outlives_the_name(gift, desk, ann):
    workflow.hand_out(gift, ann, by=desk)
    workflow.forget(ann.person)
    assert not Handout.objects.exists()
    assert state() == (1, 0)
