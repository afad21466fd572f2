"""From how many countries people came, and what may be said of it in public."""

import pytest

from events.registration.display import Numbers, numbers
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory


@pytest.mark.parametrize(
    ("countries", "public", "team"),
    [
        ([], "", ""),
        (["", ""], "2 in-person participants", "2 in-person participants"),
        (
            ["DE", "FR", "US", "JP"],
            "4 in-person participants",
            "4 in-person participants from 4 countries on 3 continents",
        ),
        (
            ["DE", "DE", "US", "JP", "FR"],
            "5 in-person participants from 4 countries on 3 continents",
            "5 in-person participants from 4 countries on 3 continents",
        ),
        (
            ["CZ"] * 5,
            "5 in-person participants from 1 country on 1 continent",
            "5 in-person participants from 1 country on 1 continent",
        ),
        (
            ["DE", "US", "JP", "FR", "NG", ""],
            "6 in-person participants",
            "6 in-person participants, from at least 5 countries on 4 continents",
        ),
    ],
)
def test_where_people_came_from_is_public_only_when_all_said_it(db, countries, public, team):
    sprint = SprintFactory()
    for country in countries:
        RegistrationFactory(sprint=sprint, attended="yes", travels_from=country)
    RegistrationFactory(sprint=sprint, attended="no", travels_from="BR")
    RegistrationFactory(sprint=sprint, attended="yes", travels_from="BR", mode="remote")
    found = numbers(sprint)
    assert (found.sentence, found.team_sentence) == (public, team)
    assert found.registered == len(countries) + 2


def test_all_numbers_of_a_sprint_cost_one_query(db, django_assert_num_queries):
    sprint = SprintFactory()
    RegistrationFactory.create_batch(3, sprint=sprint, attended="yes", travels_from="DE")
    with django_assert_num_queries(1):
        found = numbers(sprint)
    assert found == Numbers(3, 3, frozenset({"DE"}), 3)
