"""What can never be true of people and organizations."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people.models import Organization, Person, validate_time_zone
from people.tests.constraints import assert_refused_twice
from people.tests.factories import OrganizationFactory, PersonFactory

pytestmark = pytest.mark.both


@pytest.mark.parametrize("factory", [PersonFactory, OrganizationFactory])
def test_what_the_factories_make_is_valid(db, factory):
    factory().full_clean()


def test_two_people_cannot_have_one_address(db):
    PersonFactory(email="ann@example.org")
    second, sentence = PersonFactory(), "Somebody with this e-mail address is here already."
    second.email = "ann@example.org"
    assert_refused_twice(second, "people_person_email", sentence)
    second.email = "Ann@Example.ORG"
    with pytest.raises(ValidationError) as refusal:
        second.full_clean()
    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize(("typed", "kept"), [("Ann@Example.ORG", "ann@example.org"), ("", None)])
def test_an_address_is_kept_in_lower_case_or_is_none(db, typed, kept):
    person = PersonFactory()
    person.email = typed
    with pytest.raises(ValidationError) as refusal:
        person.validate_constraints()
    assert refusal.value.messages == ["An e-mail address is kept in lower case."]
    with pytest.raises(IntegrityError, match="person_email_in_lower_case"), transaction.atomic():
        person.save()
    person.full_clean()
    person.save()
    assert person.email == kept


def test_many_people_can_do_without_an_address(db):
    people = [PersonFactory(email=None), PersonFactory(email=None)]
    for person in people:
        person.full_clean()
    assert list(Person.objects.filter(email=None).order_by("pk")) == people


def test_a_person_needs_a_name(db):
    person = PersonFactory()
    person.name = ""
    assert_refused_twice(person, "person_has_a_name", "This field cannot be blank.")
    with pytest.raises(ValidationError) as refusal:
        person.validate_constraints()
    assert refusal.value.messages == ["A person needs a name."]


@pytest.mark.parametrize("name", ["Google", "GOOGLE"])
def test_an_organization_is_here_once(db, name):
    OrganizationFactory(name="Google")
    second = OrganizationFactory()
    second.name = name
    assert_refused_twice(
        second, "organization_name_once", "An organization with this name is here already."
    )


@pytest.mark.parametrize("field", ["name", "sort_name", "call_name", "introduction"])
def test_no_text_about_a_person_hides_a_character(db, field):
    person = PersonFactory()
    setattr(person, field, "Ann\u202eeeL")
    with pytest.raises(ValidationError) as refusal:
        person.full_clean()
    assert refusal.value.message_dict == {
        field: ["Please leave out line breaks and invisible characters."]
    }


@pytest.mark.parametrize("name", ["brettcannon", "gvanrossum", "C-A-M", "a"])
def test_github_names_are_taken_as_github_has_them(db, name):
    PersonFactory(github=name).full_clean()


@pytest.mark.parametrize("name", ["-a", "a-", "a--b", "a b", "a/b", "é", "a\n"])
def test_other_github_names_are_refused_with_a_sentence(db, name):
    with pytest.raises(ValidationError) as refusal:
        PersonFactory(github=name).full_clean()
    assert refusal.value.message_dict == {
        "github": ["A GitHub name has letters, digits and single hyphens."]
    }


# What "localtime" means differs between machines.
@pytest.mark.parametrize("name", ["Mars/Olympus", "europe/prague", "../etc/passwd", "localtime"])
def test_the_name_of_no_time_zone_is_refused_with_a_sentence(name):
    validate_time_zone("Europe/Prague")
    with pytest.raises(ValidationError) as refusal:
        validate_time_zone(name)
    assert refusal.value.messages == [
        f"“{name}” is not the name of a time zone. A good one is Europe/Prague."
    ]


def test_people_and_organizations_are_called_by_their_names(db):
    person = PersonFactory(name="Gregory P. Smith", call_name="Greg")
    assert (str(person), person.get_full_name(), person.get_short_name()) == (
        "Gregory P. Smith",
        "Gregory P. Smith",
        "Greg",
    )
    assert PersonFactory(name="Mariatta").get_short_name() == "Mariatta"
    assert str(Organization(name="Google")) == "Google"


def rights(person):
    return {
        person.is_staff,
        person.has_perm("people.change_person"),
        person.has_perms(["people.change_person"]),
        person.has_module_perms("people"),
    }


def test_only_an_active_superuser_has_every_right(db):
    assert rights(PersonFactory(is_superuser=True)) == {True}
    assert rights(PersonFactory(is_superuser=True, is_active=False)) == {False}
    assert rights(PersonFactory()) == {False}


def test_accounts_made_on_the_command_line_log_in_with_their_password(db):
    person = Person.objects.create_user("Ann@Example.org", "four brown horses", name="Ann Lee")
    chief = Person.objects.create_superuser("chief@example.org", "x", name="Chief")
    assert (person.email, person.check_password("four brown horses"), person.is_superuser) == (
        "ann@example.org",
        True,
        False,
    )
    assert chief.is_superuser is True
