"""What can never be true of what came of a sprint: the sentence, and the database behind it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.recap.models import Handout, OutcomePerson
from events.recap.tests.factories import (
    CommitCountFactory,
    GiftFactory,
    OutcomeFactory,
    OutcomePersonFactory,
    ReportFactory,
    RepositoryFactory,
)
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both]
MOMENT = datetime.datetime(2030, 10, 7, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def assert_never_true(row, sentence):
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert sentence in refusal.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("facts", [{"result": "unanimous"}, {"opened_on": "2030-10-08"}, "nominee"])
def test_only_a_vote_is_about_a_nominee(facts):
    outcome = OutcomeFactory(kind="fix")
    if facts == "nominee":
        facts = {"nominee": PersonFactory()}
    for name, value in facts.items():
        setattr(outcome, name, value)
    assert_never_true(outcome, "Only a vote has a nominee, an opening day and a result.")
    outcome.kind = "vote"
    outcome.full_clean()
    outcome.save()


def test_a_person_is_credited_once_for_an_outcome():
    row = OutcomePersonFactory()
    twin = OutcomePerson(outcome=row.outcome, person=row.person)
    assert_never_true(twin, "This person is credited already.")


def test_a_repository_is_listed_once_a_sprint():
    repository = RepositoryFactory()
    twin = RepositoryFactory.build(sprint=repository.sprint, name=repository.name)
    assert_never_true(twin, "This repository is listed already.")
    RepositoryFactory(sprint=SprintFactory(), name=repository.name)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"method": ""}, "This field cannot be blank."),
        ({"time_zone": ""}, "This field cannot be blank."),
        ({"window_end": MOMENT, "window_start": MOMENT}, "A window ends after it starts."),
        ({"source": "published"}, "Say where the number was published."),
    ],
)
def test_a_number_that_cannot_be_checked_is_none(facts, sentence):
    count = CommitCountFactory()
    for name, value in facts.items():
        setattr(count, name, value)
    assert_never_true(count, sentence)


def test_a_branch_is_counted_once_within_a_window():
    count = CommitCountFactory()
    twin = CommitCountFactory.build(repository=count.repository)
    assert_never_true(twin, "This branch was counted within this window already.")
    twin.time_zone = "UTC"  # another number, labelled as such
    twin.full_clean()
    twin.save()


def test_no_more_gifts_are_handed_out_than_there_are():
    gift = GiftFactory(quantity=2)
    gift.handed_out = 3
    assert_never_true(gift, "More were handed out than there are.")
    gift.quantity = None
    gift.full_clean()
    gift.save()


def test_a_person_gets_one_of_a_gift():
    gift = GiftFactory()
    row = RegistrationFactory(sprint=gift.sprint)
    Handout.objects.create(gift=gift, registration=row)
    assert_never_true(Handout(gift=gift, registration=row), "This person has got one already.")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"state": "lost"}, "A report has no such state."),
        ({"state": "published"}, "A published report has a day, and none before it."),
        (
            {"state": "published", "published_on": MOMENT, "updated_on": MOMENT - DAY},
            "A published report has a day, and none before it.",
        ),
    ],
)
def test_a_published_report_has_a_day_and_no_change_before_it(facts, sentence):
    report = ReportFactory()
    for name, value in facts.items():
        setattr(report, name, value)
    assert_never_true(report, sentence)


def test_two_reports_did_not_stand_at_one_address():
    first = ReportFactory(legacy_path="/2022/10/report.html")
    twin = ReportFactory.build(sprint=SprintFactory(), legacy_path=first.legacy_path)
    assert_never_true(twin, "Another report stood at this address.")


@pytest.mark.parametrize("tags", ["python", [1], {"python": 1}])
def test_tags_are_a_list_of_words(tags):
    with pytest.raises(ValidationError) as refusal:
        ReportFactory(tags=tags).full_clean()
    assert refusal.value.messages == ["Tags are a list of words."]


def test_rows_are_named_by_what_they_are():
    count, gift = CommitCountFactory(commits=7), GiftFactory(item="mugs")
    row = RegistrationFactory(sprint=gift.sprint)
    handout = Handout.objects.create(gift=gift, registration=row)
    credit = OutcomePersonFactory(person__name="Ada")
    rows = (count, count.repository, gift, handout, credit, credit.outcome)
    assert [str(one) for one in rows] == [
        "7 on main",
        count.repository.name,
        f"mugs from {gift.organization}",
        f"mugs from {gift.organization} to {row.pk}",
        "Ada",
        credit.outcome.title,
    ]
    assert str(CommitCountFactory(branch="", commits=9)) == "9 on all branches"
