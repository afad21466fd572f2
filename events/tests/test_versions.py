"""A number that is another after every commit, whatever wrote, and for which nobody waits."""

import itertools
from functools import partial

import pytest
from django.contrib.auth.models import update_last_login
from django.core.management import call_command
from django.db import connection, transaction

from events import versions
from events.meetings.models import AgendaItem, Meeting
from events.meetings.tests.factories import AgendaItemFactory, MeetingFactory, RoomFactory
from events.registration.models import Registration
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import CreditFactory, SprintFactory
from events.versions import Version, fold_versions, version
from people.models import Person
from people.tests.factories import OrganizationFactory, PersonFactory
from people.tests.races import at_once

pytestmark = pytest.mark.both


def rename(person):
    person.name = "Ann Moore"
    person.save()


def numbers(*sprints):
    """The number of each sprint, and that of the whole site."""
    return [version(sprint.pk) for sprint in sprints] + [version(None)]


OF_THE_SITE = {
    "save": rename,
    "update": lambda person: Person.objects.update(introduction="Writes."),
    "bulk update": lambda person: Person.objects.bulk_update([person], ["sort_key"]),
    "upsert": lambda person: Person.objects.update_or_create(
        pk=person.pk, defaults={"github": "x"}
    ),
    "bulk create": lambda person: Person.objects.bulk_create([Person(name="Ann Moore")]),
    "another model": lambda person: OrganizationFactory(),
    "delete": lambda person: person.delete(),
}


@pytest.mark.parametrize("change", OF_THE_SITE.values(), ids=OF_THE_SITE)
def test_what_belongs_to_no_sprint_moves_every_number(db, change):
    sprints, person = SprintFactory.create_batch(2), PersonFactory(name="Ann Lee")
    person.sort_key = "moore"
    before = numbers(*sprints)
    change(person)
    assert all(new > old for old, new in zip(before, numbers(*sprints), strict=True))


@pytest.fixture
def item(db):
    """A point of the agenda: two steps below the sprint."""
    meeting = MeetingFactory()
    FinancingFactory(registration__sprint=meeting.sprint)
    return AgendaItemFactory(meeting=meeting)


def in_raw_sql(item):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_agendaitem SET title = 'Other'")


def with_all_below(item):
    item.meeting.delete()


OF_A_SPRINT = {
    "update": lambda item: Registration.objects.update(listed="nobody"),
    "update of a row below": lambda item: AgendaItem.objects.update(title="Other"),
    "move below": lambda item: AgendaItem.objects.update(
        meeting=MeetingFactory(sprint=item.meeting.sprint)
    ),
    "raw SQL": in_raw_sql,
    "bulk create below": lambda item: AgendaItem.objects.bulk_create(
        [AgendaItem(meeting=item.meeting, title="Second", position=2)]
    ),
    "delete below": lambda item: item.delete(),
    "cascade": with_all_below,
    "the sprint itself": lambda item: Sprint.objects.filter(pk=item.meeting.sprint_id).update(
        city="Brno"
    ),
}


@pytest.mark.parametrize("change", OF_A_SPRINT.values(), ids=OF_A_SPRINT)
def test_what_belongs_to_a_sprint_moves_its_number_and_no_other(item, change):
    sprint, other = item.meeting.sprint, SprintFactory()
    own, others, site = numbers(sprint, other)
    change(item)
    assert version(sprint.pk) > own
    assert version(other.pk) == others
    assert version(None) > site


def test_a_row_that_moves_to_another_sprint_moves_both_numbers(db):
    room, other = RoomFactory(), SprintFactory()
    before = numbers(room.sprint, other)
    type(room).objects.update(sprint=other)
    assert all(new > old for old, new in zip(before, numbers(room.sprint, other), strict=True))


def test_looking_and_what_no_page_shows_move_no_number_and_asking_is_one_query(
    item, django_assert_num_queries
):
    sprint, person = item.meeting.sprint, PersonFactory()
    before = numbers(sprint)
    update_last_login(None, person)
    person.set_password("four brown horses")
    person.save(update_fields=["password"])
    Meeting.objects.update(told_up_to=7)
    Person.objects.update(introduction="")  # as it was
    assert Registration.objects.filter(sprint=sprint).exists()
    with django_assert_num_queries(2):
        assert numbers(sprint) == before


def test_a_rolled_back_change_leaves_no_trace_and_one_that_is_taken_back_does(item):
    sprint = item.meeting.sprint
    before = version(sprint.pk)
    with transaction.atomic():
        Registration.objects.update(listed="nobody")
        transaction.set_rollback(True)
    assert version(sprint.pk) == before
    for listed in ("nobody", "everybody"):
        Registration.objects.update(listed=listed)
    assert version(sprint.pk) > before


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_folding_changes_no_number_and_leaves_what_another_transaction_writes(
    django_assert_num_queries,
):
    sprints = [row.sprint for row in RegistrationFactory.create_batch(3)]
    Registration.objects.filter(sprint=sprints[0]).update(listed="nobody")
    before = numbers(*sprints)
    with transaction.atomic():
        Registration.objects.filter(sprint=sprints[1]).update(listed="nobody")
        at_once(fold_versions, fold_versions)
        assert at_once(lambda: numbers(*sprints)) == [before]
    after = numbers(*sprints)
    assert (after[0], after[2]) == (before[0], before[2])
    assert after[1] > before[1]
    fold_versions()
    assert numbers(*sprints) == after
    assert Version.objects.count() == len({*Version.objects.values_list("scope", flat=True)})


@pytest.mark.django_db(transaction=True)
def test_a_change_is_seen_once_it_is_committed_even_if_a_later_one_was_faster():
    slow, quick = PersonFactory(), PersonFactory()
    seen = [version(None)]
    if connection.vendor == "sqlite":  # lets one write at a time
        rename(quick)
        seen.append(version(None))
        rename(slow)
    else:
        with transaction.atomic():
            rename(slow)
            seen += at_once(lambda: (rename(quick), version(None))[1])
    assert len({*seen, version(None)}) == 3


@pytest.mark.django_db(transaction=True)
def test_writers_in_two_sprints_and_among_people_neither_block_each_other_nor_lose_a_version():
    """Each of four writes to both sprints and to no sprint, in an order of its own, 50 times."""
    sprints = SprintFactory.create_batch(2)
    changes = [*(partial(CreditFactory, sprint=one) for one in sprints), OrganizationFactory]
    orders = [*itertools.permutations(changes)][:4]

    def write(order):
        seen = [numbers(*sprints)]
        for _ in range(50):
            with transaction.atomic():
                for change in order:
                    change()
            seen.append(numbers(*sprints))
            if order == orders[0]:
                fold_versions()
        return seen

    for seen in at_once(*(partial(write, order) for order in orders)):
        for old, new in itertools.pairwise(seen):
            assert all(later > earlier for earlier, later in zip(old, new, strict=True))


@pytest.mark.django_db(transaction=True)
def test_triggers_that_are_missing_or_old_are_created_after_migrations():
    present = versions._present()
    name, table = next(iter(present.items()))
    versions._drop({name: table})
    before = version(None)
    call_command("migrate", verbosity=0)
    assert versions._present() == present
    assert version(None) > before  # what changed meanwhile left no trace
    call_command("migrate", verbosity=0)
    assert version(None) == before + 1
