"""Whose name stands on the list of participants, for whom, in which order, with what."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from events.registration.display import Numbers, numbers, people_counts
from events.registration.models import Registration
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.registration.tests.pages import viewer
from events.sprints.models import Mode, Sprint, TeamMember
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.tests.factories import PersonFactory

Audience = Sprint.Audience
Attended = Registration.Attended


def sprint_shown_to(audience):
    """A sprint with one participant for each choice of who may read the name."""
    sprint = SprintFactory(participants_shown_to=audience)
    for listed in ("", *Audience.values):
        RegistrationFactory(sprint=sprint, listed=listed, person__name=listed or "undecided")
    return sprint


def names(person, sprint):
    shown = sprint.registrations.visible_to(person).values_list("person__name", flat=True)
    return sorted(shown)


@pytest.mark.parametrize(
    ("shown_to", "public", "participants"),
    [
        (Audience.EVERYBODY, ["everybody"], ["everybody", "participants"]),
        (Audience.PARTICIPANTS, [], ["everybody", "participants"]),
        (Audience.NOBODY, [], []),
    ],
)
def test_a_name_is_read_by_those_whom_both_the_sprint_and_the_person_chose(
    db, shown_to, public, participants
):
    sprint = sprint_shown_to(shown_to)
    for stranger in (AnonymousUser(), PersonFactory(), RegistrationFactory().person):
        assert names(stranger, sprint) == public
    for role in (*TeamMember.Role.values, "superuser"):
        assert names(viewer(role, sprint), sprint) == participants
    for registration in sprint.registrations.all():
        own = registration.person
        assert names(own, sprint) == sorted({*participants, own.name})


def test_nobody_reads_a_name_in_a_sprint_that_is_unknown(db):
    draft = SprintFactory(state=Sprint.State.DRAFT, announced_at=None)
    registration = RegistrationFactory(sprint=draft)
    assert names(AnonymousUser(), draft) == []
    assert names(PersonFactory(), draft) == []
    desk = TeamMemberFactory(sprint=draft, role=TeamMember.Role.DESK).person
    assert names(desk, draft) == [registration.person.name]


def test_whoever_has_several_roles_reads_each_name_once(db):
    sprint = sprint_shown_to(Audience.EVERYBODY)
    member = TeamMemberFactory(sprint=sprint).person
    TeamMemberFactory(sprint=sprint, person=member, role=TeamMember.Role.DESK)
    RegistrationFactory(sprint=sprint, person=member, listed=Audience.NOBODY)
    assert len(names(member, sprint)) == 3


def test_the_list_is_alphabetical_with_the_organizations_that_may_be_known(db):
    sprint = SprintFactory()
    _, carl, _ = (
        RegistrationFactory(sprint=sprint, person__name=name)
        for name in ("Mark Shannon", "Carl Meyer", "Łukasz Langa")
    )
    for name in ("Meta", "Rich uncle", "Acme"):
        private = name == "Rich uncle"
        FinancingFactory(registration=carl, organization__name=name, private=private)
    rows = sprint.registrations.for_list()
    shown = [(row.person.name, *map(str, row.shown_financing)) for row in rows]
    assert shown == [("Łukasz Langa",), ("Carl Meyer", "Meta", "Acme"), ("Mark Shannon",)]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_two_queries_however_long_it_is(db, django_assert_num_queries, number):
    sprint = SprintFactory()
    for _ in range(number):
        FinancingFactory(registration=RegistrationFactory(sprint=sprint))
    with django_assert_num_queries(2):
        for row in sprint.registrations.for_list():
            assert row.person.name
            assert [str(financing) for financing in row.shown_financing] != []


@pytest.fixture
def attended(db):
    """A sprint that one came to; others said so, stayed away, or were there from afar."""
    sprint = SprintFactory()
    for mode in (Mode.IN_PERSON, Mode.REMOTE):
        for value in Attended.values:
            RegistrationFactory(sprint=sprint, mode=mode, attended=value, listed=Audience.NOBODY)
    RegistrationFactory()
    return sprint


def test_those_who_came_are_counted_whatever_they_chose_about_their_names(attended):
    assert numbers(attended)[:2] == (6, 1)
    assert numbers(attended).sentence == "1 in-person participant"
    assert people_counts() == {attended.pk: 1}
    RegistrationFactory(sprint=attended, attended=Attended.YES)
    assert numbers(attended).sentence == "2 in-person participants"
    assert people_counts() == {attended.pk: 2}


def test_only_a_confirmed_seat_in_person_counts_as_having_come(attended):
    elsewhere = {"sprint": attended, "attended": Attended.YES}
    RegistrationFactory(**elsewhere, state="cancelled")
    RegistrationFactory(**elsewhere, state="waitlisted", queue_no=1, remote_while_waiting=True)
    assert numbers(attended)[:2] == (7, 1)
    assert people_counts() == {attended.pk: 1}


@pytest.mark.parametrize(
    ("state", "meanwhile"),
    [
        *((state, False) for state in Registration.State.values),
        *((state, True) for state in Registration.QUEUED),
    ],
)
def test_one_row_takes_part_and_has_come_as_the_lists_have_it(db, state, meanwhile):
    row = RegistrationFactory(
        state=state,
        attended="yes",
        remote_while_waiting=meanwhile,
        queue_no=1 if state in Registration.QUEUED else None,
        offer_expires_at=timezone.now() if state == "offered" else None,
    )
    rows = Registration.objects.all()
    assert row.takes_part == rows.participating().exists()
    assert row.came == rows.attended_in_person().exists()


def test_a_number_that_nobody_knows_is_not_told(db):
    sprint = RegistrationFactory().sprint
    assert numbers(sprint)[:2] == (1, 0)
    assert numbers(sprint).sentence == ""
    assert people_counts() == {}


@pytest.mark.parametrize(
    ("countries", "public", "team"),
    [
        ("-- --", "", ""),
        ("DE FR US JP", "", " from 4 countries on 3 continents"),
        ("DE DE US JP FR", *[" from 4 countries on 3 continents"] * 2),
        ("CZ CZ CZ CZ CZ", *[" from 1 country on 1 continent"] * 2),
        ("DE US JP FR NG --", "", ", from at least 5 countries on 4 continents"),
    ],
)
def test_where_people_came_from_is_public_only_when_all_said_it(db, countries, public, team):
    sprint, number = SprintFactory(), len(countries.split())
    for country in countries.replace("--", "").split(" "):
        RegistrationFactory(sprint=sprint, attended="yes", travels_from=country)
    RegistrationFactory(sprint=sprint, attended="no", travels_from="BR")
    RegistrationFactory(sprint=sprint, attended="yes", travels_from="BR", mode="remote")
    found, people = numbers(sprint), f"{number} in-person participants"
    assert (found.sentence, found.team_sentence) == (f"{people}{public}", f"{people}{team}")
    assert found.registered == number + 2


def test_all_numbers_of_a_sprint_cost_one_query(db, django_assert_num_queries):
    sprint = SprintFactory()
    RegistrationFactory.create_batch(3, sprint=sprint, attended="yes", travels_from="DE")
    with django_assert_num_queries(1):
        found = numbers(sprint)
    assert found == Numbers(3, 3, frozenset({"DE"}), 3)
