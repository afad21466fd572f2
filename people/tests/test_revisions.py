"""A change to any row of which pages show something leaves a trace."""

import pytest
from django.contrib.auth.models import update_last_login
from django.db import transaction

from people.models import Person
from people.revisions import site_revision
from people.tests.factories import OrganizationFactory, PersonFactory
from people.tests.races import at_once

pytestmark = pytest.mark.both


def rename(person):
    person.name = "Ann Moore"
    person.save()


def rename_in_bulk(person):
    person.name = "Ann Moore"
    Person.objects.bulk_update([person], ["name", "sort_key"])


CHANGES = [
    rename,
    rename_in_bulk,
    lambda person: person.save(update_fields=["introduction"]),
    lambda person: Person.objects.only("name", "sort_name").get(pk=person.pk).save(),
    lambda person: Person.objects.filter(pk=person.pk).update(introduction="Writes."),
    lambda person: Person.objects.update_or_create(pk=person.pk, defaults={"name": "Ann Moore"}),
    lambda person: Person.objects.bulk_create([Person(name="Ann Moore")]),
    lambda person: PersonFactory(),
    lambda person: OrganizationFactory(),
    lambda person: person.delete(),
    lambda person: Person.objects.all().delete(),
]


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_changes_the_revision_of_the_site(db, change):
    person = PersonFactory()
    before = site_revision()
    change(person)
    assert site_revision() != before


def test_nothing_but_a_change_changes_it_and_it_takes_one_query(db, django_assert_num_queries):
    empty = site_revision()
    assert site_revision() == empty
    person = PersonFactory()
    before = site_revision()
    Person.objects.get(pk=person.pk).refresh_from_db()
    with django_assert_num_queries(1):
        assert site_revision() == before


def test_a_rolled_back_change_leaves_no_trace(db):
    person = PersonFactory()
    before = site_revision()
    with transaction.atomic():
        rename(person)
        transaction.set_rollback(True)
    assert site_revision() == before


def test_a_change_that_is_taken_back_is_a_change(db):
    person = PersonFactory(name="Ann Lee")
    before = site_revision()
    rename(person)
    person.name = "Ann Lee"
    person.save()
    assert site_revision() != before


def test_a_log_in_changes_no_page(db):
    person = PersonFactory()
    before = site_revision()
    update_last_login(None, person)
    person.set_password("four brown horses")
    person.save(update_fields=["password"])
    person.save(update_fields=[])
    Person.objects.update(password="brown horses")
    assert site_revision() == before


def test_the_time_of_the_last_change_goes_with_it(db):
    person = PersonFactory()
    moments = [person.changed_at]
    for change in (rename, lambda person: Person.objects.update(introduction="Writes.")):
        change(person)
        person.refresh_from_db()
        moments.append(person.changed_at)
    assert moments[0] < moments[1] < moments[2]


@pytest.mark.django_db(transaction=True)
def test_the_change_of_each_of_two_writers_leaves_its_trace():
    people = [PersonFactory(), PersonFactory()]
    before = site_revision()
    seen = at_once(*(lambda person=person: (rename(person), site_revision()) for person in people))
    revisions = {revision for _, revision in seen}
    after = site_revision()
    assert before not in {*revisions, after}
    assert after in revisions  # whoever was last saw what everybody sees now


@pytest.mark.django_db(transaction=True)
def test_a_change_is_seen_once_it_is_committed_even_if_a_later_one_was_faster():
    slow, quick = PersonFactory(), PersonFactory()
    before = site_revision()
    if transaction.get_connection().vendor == "sqlite":
        at_once(lambda: rename(quick))  # SQLite lets one write at a time
        between = site_revision()
        rename(slow)
    else:
        with transaction.atomic():
            rename(slow)
            ((_, between),) = at_once(lambda: (rename(quick), site_revision()))
    assert len({before, between, site_revision()}) == 3
