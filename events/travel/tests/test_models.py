"""What can never be true of travel sponsorship: said as a sentence, held by the database."""

import datetime
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.travel.display.status import IN_WORDS
from events.travel.models import FundEntry, Offer, TravelApplication, TravelProgram
from events.travel.models.fund import validate_categories
from events.travel.rules import RELEASED
from events.travel.tests import scenes
from events.travel.tests.factories import (
    AllocationFactory,
    ApplicationLineFactory,
    OfferFactory,
    RecusalFactory,
    ReviewFactory,
    TravelApplicationFactory,
    TravelFundFactory,
    TravelProgramFactory,
)
from people.tests.constraints import assert_refused_twice
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LONG_AGO = datetime.datetime(1066, 10, 14, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("make", "changes", "constraint", "sentence"),
    [
        (
            TravelProgramFactory,
            {"closes_at": datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)},
            "travel_program_closes_after_it_opens",
            "Applications cannot close before they open.",
        ),
        (
            TravelProgramFactory,
            {"opens_at": LONG_AGO},
            "travel_program_in_plausible_years",
            "Applications open and close between 1950 and 2200.",
        ),
        (
            TravelProgramFactory,
            {"offer_days": 0},
            "travel_program_offers_last_a_day",
            "An offer has to last at least a day.",
        ),
        (
            TravelApplicationFactory,
            {"own_part": -1},
            "application_own_part_not_negative",
            "Your own part cannot be less than nothing.",
        ),
        (
            TravelApplicationFactory,
            {"minimum_needed": 0},
            "application_minimum_is_positive",
            "The least that helps is more than nothing.",
        ),
        (
            TravelApplicationFactory,
            {"minimum_needed": 401},
            "application_minimum_within_request",
            "The least that helps cannot be more than you ask for.",
        ),
        (
            ApplicationLineFactory,
            {"amount": 0},
            "application_line_is_positive",
            "A cost is more than nothing.",
        ),
        (
            AllocationFactory,
            {"amount": 0},
            "allocation_is_positive",
            "A fund gives more than nothing.",
        ),
    ],
)
def test_typed_values_that_cannot_be(make, changes, constraint, sentence):
    row = make()
    for name, value in changes.items():
        setattr(row, name, value)
    assert_refused_twice(row, constraint, sentence)


@pytest.mark.parametrize(
    ("make", "same", "constraint", "sentence"),
    [
        (
            TravelApplicationFactory,
            ["registration"],
            "registration_id",
            "Travel application with this Registration already exists.",
        ),
        (
            TravelFundFactory,
            ["sprint", "organization", "name"],
            "fund_name_once_a_sprint",
            "Another fund of this sprint has this name already.",
        ),
        (
            ReviewFactory,
            ["application", "reviewer"],
            "review_once",
            "You have reviewed this application already.",
        ),
        (
            RecusalFactory,
            ["application", "person"],
            "recusal_once",
            "This person stays out of it already.",
        ),
        (
            OfferFactory,
            ["application"],
            "offer_live_once",
            "This application has an offer already.",
        ),
        (
            partial(OfferFactory, state="refused"),
            ["application", "number", "state"],
            "offer_number_once",
            "Another offer has this number.",
        ),
        (
            AllocationFactory,
            ["offer", "fund", "mode"],
            "allocation_once",
            "This fund stands in the offer already.",
        ),
    ],
)
def test_what_is_there_once(make, same, constraint, sentence):
    row = make()
    second = type(row)(**{field.name: getattr(row, field.name) for field in row._meta.fields})
    second.pk, second._state.adding = None, True
    for name in {"number", "mode"} - {*same}:
        setattr(second, name, {"number": 99, "mode": "direct"}[name])
    assert_refused_twice(second, constraint, sentence)


def staged_application():
    return TravelApplicationFactory(staged_decision="decline", staged_by=PersonFactory())


fund_of_ten = partial(TravelFundFactory, amount=Decimal(10))
ACCEPTED = {"state": "accepted", "expires_at": LONG_AGO}


@pytest.mark.parametrize(
    ("make", "changes"),
    [
        (TravelApplicationFactory, {"state": "wished"}),
        (TravelApplicationFactory, {"state": "submitted", "requested_total": None}),
        (TravelApplicationFactory, {"requested_total": 0}),
        (TravelApplicationFactory, {"staged_decision": "offer"}),
        (TravelApplicationFactory, {"staged_decision": "perhaps"}),
        (staged_application, {"state": "draft"}),
        (staged_application, {"state": "info_needed"}),
        (staged_application, {"state": "offered"}),
        (staged_application, {"state": "withdrawn"}),
        (fund_of_ten, {"committed": Decimal("10.01")}),
        (fund_of_ten, {"paid": Decimal("0.01")}),
        (fund_of_ten, {"paid": Decimal("-0.01")}),
        (fund_of_ten, {"amount": -1}),
        (OfferFactory, {"state": "open"}),
        (OfferFactory, {"state": "promised"}),
        (OfferFactory, {"state": "accepted"}),
        (OfferFactory, {**ACCEPTED, "responded_at": None}),
        (OfferFactory, {**ACCEPTED, "responded_at": LONG_AGO}),
        (AllocationFactory, {"settled_amount": -1}),
        (AllocationFactory, {"settled_amount": 401}),
        (ReviewFactory, {"score": 6}),
    ],
)
def test_columns_that_no_form_shows_are_guarded_by_the_table(make, changes):
    rows = type(make())._base_manager
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**changes)


@pytest.mark.parametrize("typed", ["transport", ["cocktails"], [1], None, {"transport": 1}])
def test_a_fund_pays_for_categories_that_there_are(typed):
    with pytest.raises(ValidationError, match="Choose among: transport, lodging"):
        validate_categories(typed)
    validate_categories(["transport", "care"])


def test_every_row_has_a_name():
    scene = scenes.new_scene()
    application = scenes.applied(scene.sprint, registration__person__name="Ann Lee")
    offer = scenes.staged(scene, application).offers.get()
    review = ReviewFactory(application=application, score=3, reviewer__name="Rae")
    recusal = RecusalFactory(application=application, person__name="Joe", reason="A flat.")
    message = application.messages.create(author=review.reviewer, body="x" * 99)
    assert list(map(str, (application, offer, review, recusal))) == [
        "Travel application of Ann Lee",
        "Offer 1 to Ann Lee",
        "3 by Rae",
        "Joe: A flat.",
    ]
    assert str(message) == f"Rae: {'x' * 40}"
    assert str(application.lines.get()) == "getting there and back: 400.000"
    assert str(offer.allocations.get()) == f"400.000 from {scene.fund}"
    assert str(FundEntry.objects.latest("pk")) == "reserved 400.000"
    assert str(TravelProgram.objects.get()) == f"Travel sponsorship of {scene.sprint}"


def test_what_is_staged_moves_no_revision():
    """The pages that the public keeps would tell of it otherwise."""
    scene = scenes.new_scene()
    application = scenes.applied(scene.sprint)
    before = scenes.fresh(application).revision
    application = scenes.staged(scene, application)
    assert application.revision == before
    assert application.state_changed_at < timezone.now()


def test_every_state_and_decision_is_spoken_of():
    assert IN_WORDS.keys() == {*TravelApplication.State}
    assert RELEASED.keys() == {*TravelApplication.Decision}
    for model in (TravelApplication, Offer):
        assert model.STEPS.keys() == {*model.State}
        assert set().union(*model.STEPS.values()) <= {*model.State}
    assert FundEntry.MOVES.keys() == {*FundEntry.Kind}
