"""Between whom a name stands, and who can log in."""

import pytest
from allauth.account.models import EmailAddress

from people.models import Person
from people.rules import Neighbours, addresses, has_account, neighbours
from people.tests.factories import PersonFactory


@pytest.fixture
def three(db):
    return [PersonFactory(name=name) for name in ("Ann Lee", "Łukasz Langa", "Carl Meyer")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mariatta", Neighbours("Ann Lee", "Carl Meyer")),
        ("Zoe Abe", Neighbours(None, "Łukasz Langa")),
        ("Zoe Zola", Neighbours("Carl Meyer", None)),
        ("Bob LANGA", Neighbours(None, "Łukasz Langa")),
        ("Carl Meyer", Neighbours("Ann Lee", "Carl Meyer")),  # a namesake comes after
        ("", Neighbours(None, "Łukasz Langa")),
        ("ﷺ" * 200, Neighbours("Carl Meyer", None)),
        ("Mari\0atta", Neighbours("Ann Lee", "Carl Meyer")),  # no database can hold it
    ],
)
def test_a_name_stands_between_its_neighbours(three, name, expected):
    assert neighbours(name, among=Person.objects.all(), but=Person()) == expected


def test_nobody_is_ones_own_neighbour(three):
    found = neighbours("Ann Lee", among=Person.objects.all(), but=three[0])
    assert found == Neighbours("Łukasz Langa", "Carl Meyer")


def test_only_those_who_may_be_seen_are_neighbours(three):
    among = Person.objects.exclude(name="Carl Meyer")
    assert neighbours("Zoe Zola", among=among, but=Person()) == Neighbours("Ann Lee", None)
    nobody = Person.objects.none()
    assert neighbours("Ann", among=nobody, but=Person()) == Neighbours(None, None)


def test_whoever_has_an_address_has_an_account(db):
    assert has_account(PersonFactory()) is True
    past = PersonFactory(email=None)
    past.email = "typed@example.org"
    assert has_account(past) is False


def test_every_address_of_a_person_is_known(db):
    person = PersonFactory(email="ada@example.org")
    EmailAddress.objects.create(user=person, email="new@example.org")
    assert addresses(person) == {"ada@example.org", "new@example.org"}
    assert addresses(PersonFactory(email=None)) == set()


def test_a_name_is_saved_and_never_updated_past_its_place_in_the_alphabet(db):
    with pytest.raises(TypeError, match="Save each person"):
        Person.objects.update(name="Zoe")
