"""What can never be true of what came of a sprint: the sentence, and the database behind it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.recap.models import Handout
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
BEFORE = MOMENT - datetime.timedelta(days=1)
ONLY_VOTES = "Only a vote has a nominee, an opening day and a result."
BLANK = "This field cannot be blank."
NO_DAY = "A published report has a day, and none before it."


def handout():
    gift = GiftFactory()
    return Handout.objects.create(gift=gift, registration=RegistrationFactory(sprint=gift.sprint))


def change(row, **facts):
    for name, value in facts.items():
        setattr(row, name, value)
    return row


def assert_never_true(row, sentence):
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert sentence in refusal.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    ("of", "facts", "sentence"),
    [
        (OutcomeFactory, {"result": "unanimous"}, ONLY_VOTES),
        (OutcomeFactory, {"opened_on": "2030-10-08"}, ONLY_VOTES),
        (CommitCountFactory, {"method": ""}, BLANK),
        (CommitCountFactory, {"time_zone": ""}, BLANK),
        (
            CommitCountFactory,
            {"window_end": MOMENT, "window_start": MOMENT},
            "A window ends after it starts.",
        ),
        (CommitCountFactory, {"source": "published"}, "Say where the number was published."),
        (GiftFactory, {"quantity": 2, "handed_out": 3}, "More were handed out than there are."),
        (ReportFactory, {"state": "lost"}, "A report has no such state."),
        (ReportFactory, {"state": "published"}, NO_DAY),
        (
            ReportFactory,
            {"state": "published", "published_on": MOMENT, "updated_on": BEFORE},
            NO_DAY,
        ),
    ],
)
def test_what_can_never_be_true_of_a_row(of, facts, sentence):
    assert_never_true(change(of(), **facts), sentence)


def test_a_vote_is_about_a_nominee_and_gifts_may_be_without_number():
    outcome = change(OutcomeFactory(), nominee=PersonFactory(), result="unanimous")
    assert_never_true(outcome, ONLY_VOTES)
    for row in (change(outcome, kind="vote"), change(GiftFactory(), handed_out=3)):
        row.full_clean()
        row.save()


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (OutcomePersonFactory, "This person is credited already."),
        (RepositoryFactory, "This repository is listed already."),
        (CommitCountFactory, "This branch was counted within this window already."),
        (handout, "This person has got one already."),
    ],
)
def test_what_there_is_only_once(made, sentence):
    row = made()
    row.pk, row._state.adding = None, True
    assert_never_true(row, sentence)


def test_two_reports_did_not_stand_at_one_address():
    first = ReportFactory(legacy_path="/2022/10/report.html")
    twin = ReportFactory.build(sprint=SprintFactory(), legacy_path=first.legacy_path)
    assert_never_true(twin, "Another report stood at this address.")


@pytest.mark.parametrize("tags", ["python", [1], {"python": 1}])
def test_tags_are_a_list_of_words(tags):
    with pytest.raises(ValidationError) as refusal:
        ReportFactory(tags=tags).full_clean()
    assert refusal.value.messages == ["Tags are a list of words."]
