"""Whoever leaves is on no list any more; that somebody was there stays."""

import pytest
from django.utils import timezone

from events.lifecycle import Refused
from events.registration import workflow
from events.registration.exports import personal_data
from events.registration.models import Financing, Invitation, Registration
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from people.tests.factories import PersonFactory


def test_a_person_is_forgotten_on_every_list_and_stays_counted(db):
    person = RegistrationFactory(attended="yes", roles=["mentee"]).person
    FinancingFactory(registration=RegistrationFactory(person=person))
    other = FinancingFactory(registration__roles=["triager"])
    workflow.forget(person)
    rows = Registration.objects.order_by("pk").values_list("person", "listed", "roles", "attended")
    assert list(rows) == [
        (person.pk, "nobody", [], "yes"),
        (person.pk, "nobody", [], "unknown"),
        (other.registration.person_id, "everybody", ["triager"], "unknown"),
    ]
    assert list(Financing.objects.all()) == [other]


def test_the_copy_of_ones_data_has_all_that_is_stored_of_oneself(open_sprint, register):
    person = PersonFactory(email="ann@example.org")
    Invitation.objects.create(
        sprint=open_sprint, email="ann@example.org", expires_at=timezone.now(), name="Ann"
    )
    row = register(open_sprint, person, details={"diet": "vegan"}, payers={"Acme": True})
    register(open_sprint, details={"diet": "not Ann's"})
    data = personal_data(person)
    [own] = data["registrations"]
    stored = {field.name for field in Registration._meta.concrete_fields}
    technical = {"id", "person", "priority", "overbooked"}
    assert stored - own.keys() == technical | {"entered_by_hand", "reminded_at", "state_changed_at"}
    assert (own["sprint"], own["state"], own["days"]) == ("open", "confirmed", row.days)
    assert own["organizations"] == [{"organization__name": "Acme", "private": True}]
    assert own["private_details"]["diet"] == "vegan"
    assert [step["to_state"] for step in own["history"]] == ["confirmed"]
    assert [invitation["name"] for invitation in data["invitations"]] == ["Ann"]
    assert "token" not in data["invitations"][0]


def test_what_was_accepted_is_what_holds(open_sprint, register):
    """The code of conduct may change between the form and the lock."""
    with pytest.raises(Refused, match="The code of conduct has changed meanwhile"):
        register(open_sprint, conduct_version="0.9")
    assert not Registration.objects.exists()
