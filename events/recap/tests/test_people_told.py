"""How many took part, who of them is listed, and from where they came."""

import pytest

from events.recap.tests.conftest import markdown_of, told
from events.registration.models import Registration
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.sprints.tests.factories import PublishedFigureFactory
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def come(sprint, number, **fields):
    """So many, called P0 Q, P1 Q and so on."""
    for one in range(number):
        person = PersonFactory(name=f"P{one} Q")
        RegistrationFactory(sprint=sprint, person=person, **{"attended": "yes"} | fields)


def test_a_published_list_that_becomes_shorter_is_announced_as_it_is(sprint, publish):
    come(sprint, 3)
    come(sprint, 1, mode="remote")
    FinancingFactory(registration=Registration.objects.first(), organization__name="Acme")
    publish()
    assert markdown_of("participants").startswith(
        "3 in-person participants, in alphabetical order, with the organizations that helped to pay "
        "for their coming:\n\n-   P0 Q (Acme)\n-   P1 Q"
    )
    first, second, third, afar = Registration.objects.order_by("pk")
    withdraw(first)
    assert markdown_of("participants") == (
        "3 in-person participants; 2 of them are listed here, in alphabetical order:\n\n"
        "-   P1 Q\n-   P2 Q\n\n1 participant from afar:\n\n-   P0 Q"
    )
    withdraw(second, afar)
    assert markdown_of("participants") == (
        "3 in-person participants; 1 of them is listed here:\n\n-   P2 Q\n\n1 participant from afar."
    )
    withdraw(third)
    assert markdown_of("participants") == "3 in-person participants.\n\n1 participant from afar."


def test_a_list_by_hand_is_announced_as_it_was_written(sprint, ann, publish):
    come(sprint, 1)
    text = "2 in-person participants:\n\n-   Ann Lee\n-   P0 Q"
    publish(participants=text)
    assert markdown_of("participants") == text


def withdraw(*registrations):
    pks = [registration.pk for registration in registrations]
    Registration.objects.filter(pk__in=pks).update(listed="participants")


def test_nobody_is_listed_where_the_sprint_shows_its_list_to_participants_alone(sprint):
    come(sprint, 2)
    sprint.participants_shown_to = "participants"
    assert told(sprint, "participants") == "2 in-person participants."


@pytest.mark.parametrize(
    ("reported", "where"), [(2, " from 8 countries on 3 continents"), (28, ""), (None, "")]
)
def test_reported_countries_belong_to_the_participants_that_were_reported(sprint, reported, where):
    come(sprint, 2)
    for label, value in (("countries", 8), ("continents", 3), ("in-person participants", reported)):
        if value:
            PublishedFigureFactory(sprint=sprint, label=label, value=value)
    heading = told(sprint, "participants").split(", in alphabetical")[0]
    assert heading == f"2 in-person participants{where}"
