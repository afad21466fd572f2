"""Organizations that people name while they do something else."""

import pytest

from people import workflow
from people.models import Organization
from people.tests.factories import OrganizationFactory
from people.tests.races import at_once, let_both_look_first
from people.workflow import organization_called

pytestmark = pytest.mark.both


def test_a_name_that_is_here_is_found_whatever_its_case(db):
    here = OrganizationFactory(name="Acme")
    assert organization_called("ACME") == here


def test_names_that_look_alike_in_an_address_get_numbers(db):
    slugs = [organization_called(name).slug for name in ("Acme", "Acme!", "Acme?", "!")]
    assert slugs == ["acme", "acme-2", "acme-3", "organization"]


@pytest.mark.parametrize(("faster", "names"), [("Acme", ["Acme"]), ("acme!", ["Acme", "acme!"])])
def test_whoever_is_slower_takes_what_is_there_or_the_next_address(db, monkeypatch, faster, names):
    OrganizationFactory(name=faster, slug="acme")

    def not_yet_seen(*args, **filters):
        if "slug__startswith" in filters:
            monkeypatch.undo()
        return Organization.objects.none()

    monkeypatch.setattr(Organization.objects, "filter", not_yet_seen)
    assert organization_called("Acme").name == "Acme"
    assert sorted(Organization.objects.values_list("name", flat=True)) == names


@pytest.mark.django_db(transaction=True)
def test_two_who_name_the_same_organization_at_once_name_one(monkeypatch):
    let_both_look_first(monkeypatch, workflow, "slugify")
    first, second = at_once(*[lambda: organization_called("Acme")] * 2)
    assert first == second == Organization.objects.get()
