"""Who may, what is the time, and what a visitor can do about a sprint."""

import datetime
import zoneinfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.sprints import rules
from events.sprints.models import Mode, Sprint, TeamMember
from events.sprints.rules import Gate
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.tests.clock import at
from people.tests.factories import PersonFactory

State = Sprint.State
# Prague is two hours before UTC in May.
DATES = {"starts_on": datetime.date(2030, 5, 6), "ends_on": datetime.date(2030, 5, 10)}
OPENS = datetime.datetime(2030, 3, 1, 9, tzinfo=datetime.UTC)
CLOSES = datetime.datetime(2030, 4, 1, 9, tzinfo=datetime.UTC)
HOURS = {"registration_opens_at": OPENS, "registration_closes_at": CLOSES}
BEFORE, FIRST_MOMENT, LAST_MOMENT, AFTER = (
    "2030-05-05T21:59:59+00:00",
    "2030-05-05T22:00:00+00:00",
    "2030-05-10T21:59:59+00:00",
    "2030-05-10T22:00:00+00:00",
)


@pytest.mark.parametrize(
    ("state", "more", "moment", "expected"),
    [
        (State.DRAFT, {}, FIRST_MOMENT, Gate.DRAFT),
        (State.DRAFT, {}, AFTER, Gate.DRAFT),
        (State.CANCELLED, {}, FIRST_MOMENT, Gate.CANCELLED),
        (State.CANCELLED, {}, AFTER, Gate.CANCELLED),
        (State.ANNOUNCED, {}, BEFORE, Gate.SAVE_THE_DATE),
        (State.ANNOUNCED, HOURS, "2030-03-15T09:00:00+00:00", Gate.SAVE_THE_DATE),
        (State.ANNOUNCED, {}, FIRST_MOMENT, Gate.RUNNING),
        (State.ANNOUNCED, {}, LAST_MOMENT, Gate.RUNNING),
        (State.ANNOUNCED, {}, AFTER, Gate.OVER),
        (State.OPEN, {}, BEFORE, Gate.OPEN),
        (State.OPEN, {}, FIRST_MOMENT, Gate.OPEN),
        (State.OPEN, {}, AFTER, Gate.OVER),
        (State.OPEN, HOURS, "2030-03-01T08:59:59+00:00", Gate.OPENS_LATER),
        (State.OPEN, HOURS, "2030-03-01T09:00:00+00:00", Gate.OPEN),
        (State.OPEN, HOURS, "2030-04-01T08:59:59+00:00", Gate.OPEN),
        (State.OPEN, HOURS, "2030-04-01T09:00:00+00:00", Gate.CLOSED),
        (State.OPEN, HOURS, FIRST_MOMENT, Gate.RUNNING),
        (State.OPEN, {"registration_opens_at": OPENS}, BEFORE, Gate.OPEN),
        (State.OPEN, {"registration_closes_at": CLOSES}, BEFORE, Gate.CLOSED),
        (State.CLOSED, {}, BEFORE, Gate.CLOSED),
        (State.CLOSED, HOURS, "2030-03-15T09:00:00+00:00", Gate.CLOSED),
        (State.CLOSED, {}, LAST_MOMENT, Gate.RUNNING),
        (State.CLOSED, {}, AFTER, Gate.OVER),
        (State.FINISHED, {}, AFTER, Gate.OVER),
        (State.FINISHED, {}, FIRST_MOMENT, Gate.OVER),
    ],
)
def test_the_gate_at_each_moment(state, more, moment, expected):
    sprint = SprintFactory.build(state=state, **DATES, **more)
    with at(moment):
        assert rules.gate(sprint) == expected
        assert rules.takes_registrations(sprint) == (expected == Gate.OPEN)
        assert rules.is_over(sprint) == (moment == AFTER or state == State.FINISHED)


@pytest.mark.parametrize(
    ("time_zone", "expected"),
    [
        ("Pacific/Kiritimati", datetime.date(2030, 5, 6)),
        ("Europe/Prague", datetime.date(2030, 5, 5)),
        ("America/Los_Angeles", datetime.date(2030, 5, 5)),
        ("Etc/GMT+12", datetime.date(2030, 5, 4)),
    ],
)
def test_today_is_the_day_where_the_sprint_is(time_zone, expected):
    with at("2030-05-05T11:00:00+00:00"):
        assert rules.today(SprintFactory.build(time_zone=time_zone)) == expected


def test_the_next_gates_are_when_registration_opens_and_closes(db):
    sprint, other = SprintFactory(**DATES, **HOURS), SprintFactory()
    second = datetime.timedelta(seconds=1)
    for moment, gates in (
        (OPENS - second, [OPENS, CLOSES]),
        (OPENS, [CLOSES]),
        (CLOSES - second, [CLOSES]),
        (CLOSES, []),
    ):
        with at(moment.isoformat()):
            assert rules.next_gates(sprint.pk) == rules.next_gates(None) == gates
            assert rules.next_gates(other.pk) == []


def test_roles_are_those_of_one_person_in_one_sprint(db):
    sprint, person = SprintFactory(), PersonFactory()
    TeamMemberFactory(sprint=sprint, person=person, role=TeamMember.Role.TREASURER)
    TeamMemberFactory(sprint=sprint, person=person, role=TeamMember.Role.DESK)
    TeamMemberFactory(sprint=sprint)
    TeamMemberFactory(person=person)
    assert rules.roles(person, sprint) == {"treasurer", "desk"}


@pytest.mark.parametrize("role", TeamMember.Role.values)
def test_only_the_organizers_of_a_sprint_and_superusers_manage_it(db, role):
    member = TeamMemberFactory(role=role)
    assert rules.may_manage(member.person, member.sprint) == (role == "organizer")
    assert rules.may_manage(member.person, SprintFactory()) is False
    assert rules.may_manage(PersonFactory(is_superuser=True), member.sprint) is True


def test_whoever_has_a_role_anywhere_is_a_team_member(db):
    member = TeamMemberFactory(role=TeamMember.Role.DESK).person
    assert rules.is_team_member(member) is True
    assert rules.is_team_member(PersonFactory(is_superuser=True)) is False


@pytest.mark.parametrize(
    ("lacking", "expected"),
    [
        ({}, ["an organizer"]),
        ({"city": "", "mode": Mode.IN_PERSON}, ["a city", "an organizer"]),
        ({"city": "", "mode": Mode.REMOTE}, ["an organizer"]),
        ({"city": "", "contact_email": ""}, ["a city", "a contact address", "an organizer"]),
    ],
)
def test_what_a_sprint_lacks_before_it_is_announced(db, lacking, expected):
    sprint = SprintFactory(**lacking)
    TeamMemberFactory(sprint=sprint, role=TeamMember.Role.DESK)
    assert rules.missing_for_announcement(sprint) == expected
    TeamMemberFactory(sprint=sprint)
    assert rules.missing_for_announcement(sprint) == expected[:-1]


CONDUCT = "a code of conduct with its version"


@pytest.mark.parametrize(
    ("lacking", "expected"),
    [
        ({}, []),
        ({"registration_closes_at": CLOSES}, []),
        ({"conduct_version": ""}, [CONDUCT]),
        (
            {"conduct_url": "", "registration_closes_at": OPENS},
            [CONDUCT, "a closing time that lies ahead"],
        ),
    ],
)
def test_what_a_sprint_lacks_before_people_may_register(lacking, expected):
    with at(OPENS.isoformat()):
        assert rules.missing_for_registration(SprintFactory.build(**lacking)) == expected


def test_the_sprints_that_one_person_organizes_alone(db):
    person = PersonFactory()
    alone = TeamMemberFactory(person=person).sprint
    TeamMemberFactory(sprint=alone, role=TeamMember.Role.DESK)
    together = TeamMemberFactory(person=person).sprint
    TeamMemberFactory(sprint=together)
    TeamMemberFactory(person=person, role=TeamMember.Role.DESK)
    TeamMemberFactory(person=person, sprint__state=State.FINISHED)
    TeamMemberFactory(person=person, sprint__state=State.CANCELLED)
    TeamMemberFactory(person=person, sprint__starts_on=datetime.date(2022, 10, 3))  # over
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    sooner = TeamMemberFactory(person=person, sprint__starts_on=tomorrow).sprint
    assert rules.organized_alone(person) == [sooner, alone]
    assert rules.organized_alone(PersonFactory()) == []


PRAGUE = zoneinfo.ZoneInfo("Europe/Prague")


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("2027-01-08T09:00", "2027-01-08T08:00+00:00"),
        ("2027-07-08T09:00", "2027-07-08T07:00+00:00"),
        ("2027-03-28T01:59", "2027-03-28T00:59+00:00"),  # the last minute of winter time
        ("2027-03-28T03:00", "2027-03-28T01:00+00:00"),
        ("2027-10-31T01:59", "2027-10-30T23:59+00:00"),
        ("2027-10-31T03:00", "2027-10-31T02:00+00:00"),
    ],
)
def test_a_local_time_is_one_moment(local, expected):
    moment = rules.as_moment(datetime.datetime.fromisoformat(local), PRAGUE)
    assert moment == datetime.datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("local", "sentence"),
    [
        ("2027-03-28T02:00", "02:00 on 28 March 2027 does not exist in Europe/Prague."),
        ("2027-03-28T02:59", "02:59 on 28 March 2027 does not exist in Europe/Prague."),
        ("2027-10-31T02:00", "02:00 on 31 October 2027 happens twice in Europe/Prague."),
        ("2027-10-31T02:59", "02:59 on 31 October 2027 happens twice in Europe/Prague."),
    ],
)
def test_a_local_time_that_is_none_or_two_moments_is_refused(local, sentence):
    with pytest.raises(ValidationError) as refusal:
        rules.as_moment(datetime.datetime.fromisoformat(local), PRAGUE)
    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize(
    ("state", "moment", "expected"),
    [
        (State.DRAFT, BEFORE, ["a contact address", "an organizer"]),
        (State.DRAFT, AFTER, []),
        (State.ANNOUNCED, BEFORE, [CONDUCT]),
        (State.ANNOUNCED, AFTER, []),
        (State.OPEN, BEFORE, []),
        (State.CLOSED, BEFORE, []),
        (State.CLOSED, AFTER, []),
        (State.FINISHED, BEFORE, []),
        (State.CANCELLED, BEFORE, []),
    ],
)
def test_what_a_sprint_lacks_before_its_next_step(db, state, moment, expected):
    sprint = SprintFactory(state=state, contact_email="", conduct_url="", **DATES)
    with at(moment):
        assert rules.missing_for_next_action(sprint) == expected
