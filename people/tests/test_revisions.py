"""Rows that know when they last changed."""

import pytest

from people.models import InterestGroup, Person
from people.tests.factories import InterestGroupFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_the_time_of_the_last_change_goes_with_it():
    group = InterestGroupFactory()
    moments = [group.changed_at]
    for change in (
        lambda: group.save(update_fields=["purpose"]),
        lambda: InterestGroup.objects.only("name").get().save(),
        lambda: InterestGroup.objects.update(purpose="Writes."),
    ):
        change()
        group.refresh_from_db()
        moments.append(group.changed_at)
    assert moments == sorted(set(moments))
    group.save(update_fields=[])
    assert InterestGroup.objects.get().changed_at == moments[-1]


@pytest.mark.parametrize("columns", [["name", "sort_name"], ["sort_name"]])
def test_the_sort_key_follows_a_name_that_was_read_or_is_written_in_part(columns):
    PersonFactory(name="Ann Lee")
    person = Person.objects.only(*columns).get()
    person.sort_name = "Moore"
    person.save()
    first = Person.objects.get().sort_key
    person.sort_name = "Arnold"
    person.save(update_fields=["sort_name"])
    assert first > Person.objects.get().sort_key
