"""What can never be true of registrations."""

import pytest
from django.core.exceptions import ValidationError

from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from people.tests.constraints import assert_refused_twice
from people.tests.factories import OrganizationFactory

pytestmark = pytest.mark.both


def test_what_the_factories_make_is_valid_and_a_person_has_several_roles(db):
    for row in (RegistrationFactory(roles=["triager", "mentee"]), FinancingFactory()):
        row.full_clean()


def test_a_person_takes_part_in_a_sprint_once(db):
    first, second = RegistrationFactory(), RegistrationFactory()
    second.sprint, second.person = first.sprint, first.person
    assert_refused_twice(
        second, "registration_live_once", "This person takes part in this sprint already."
    )


def test_nobody_takes_part_in_a_hybrid_way(db):
    registration = RegistrationFactory()
    registration.mode = "hybrid"
    assert_refused_twice(
        registration, "registration_mode_is_one_of_two", "Value 'hybrid' is not a valid choice."
    )
    with pytest.raises(ValidationError) as refusal:
        registration.validate_constraints()
    assert refusal.value.messages == ["Somebody comes in person or takes part from afar."]


def test_an_organization_finances_a_person_once_a_sprint(db):
    first, second = FinancingFactory(), FinancingFactory()
    second.registration, second.organization = first.registration, first.organization
    assert_refused_twice(second, "financing_once", "This organization is listed already.")


@pytest.mark.parametrize("roles", [["king"], "mentee", {"mentee": 1}, [["mentee"]], [None]])
def test_other_roles_are_refused_with_a_sentence(db, roles):
    with pytest.raises(ValidationError) as refusal:
        RegistrationFactory(roles=roles).full_clean()
    assert refusal.value.message_dict == {
        "roles": ["Choose among: core_developer, guest, mentee, staff, triager."]
    }


def test_rows_are_called_by_what_people_know_them_as(db):
    registration = RegistrationFactory(person__name="Ken Jin", sprint__name="Sprint 2022")
    google = FinancingFactory(
        registration=registration, organization=OrganizationFactory(name="Google")
    )
    assert (str(registration), str(google)) == ("Ken Jin at Sprint 2022", "Google")
