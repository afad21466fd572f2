"""What can never be true of travel sponsorship: said as a sentence, held by the database."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.travel.models import (
    Allocation,
    ApplicationLine,
    FundEntry,
    Offer,
    Recusal,
    Review,
    TravelApplication,
    TravelFund,
    TravelProgram,
)
from events.travel.models.fund import validate_categories
from events.travel.tests import scenes
from events.travel.tests.factories import (
    AllocationFactory,
    OfferFactory,
    RecusalFactory,
    ReviewFactory,
    TravelApplicationFactory,
    TravelFundFactory,
    TravelProgramFactory,
)
from people.tests.constraints import assert_refused_twice
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.datetime(1066, 10, 14, tzinfo=datetime.UTC)
PROGRAM = TravelProgramFactory
FUND = TravelFundFactory
APPLICATION = TravelApplicationFactory


@pytest.mark.parametrize(
    ("make", "constraint", "sentence", "changes"),
    [
        (
            PROGRAM,
            "travel_program_closes_after_it_opens",
            "Applications cannot close before they open.",
            {"closes_at": datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)},
        ),
        (
            PROGRAM,
            "travel_program_in_plausible_years",
            "Applications open and close between 1950 and 2200.",
            {"opens_at": LONG_AGO},
        ),
        (
            PROGRAM,
            "travel_program_offers_last_a_day",
            "An offer has to last at least a day.",
            {"offer_days": 0},
        ),
        (
            APPLICATION,
            "application_own_part_not_negative",
            "Your own part cannot be less than nothing.",
            {"own_part": Decimal(-1)},
        ),
        (
            APPLICATION,
            "application_minimum_is_positive",
            "The least that helps is more than nothing.",
            {"minimum_needed": Decimal(0)},
        ),
        (
            APPLICATION,
            "application_minimum_within_request",
            "The least that helps cannot be more than you ask for.",
            {"minimum_needed": Decimal(401)},
        ),
    ],
)
def test_typed_values_that_cannot_be(make, constraint, sentence, changes):
    row = make()
    for name, value in changes.items():
        setattr(row, name, value)
    assert_refused_twice(row, constraint, sentence)


def assert_refused_by_the_table(rows, **changes):
    """Of columns that no form shows the database alone keeps guard."""
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "wished"},
        {"state": "submitted", "requested_total": None},
        {"requested_total": Decimal(0)},
        {"staged_decision": "offer"},
        {"staged_decision": "perhaps"},
    ],
)
def test_an_application_that_cannot_be(changes):
    TravelApplicationFactory()
    assert_refused_by_the_table(TravelApplication.objects, **changes)


@pytest.mark.parametrize("state", ["draft", "info_needed", "offered", "withdrawn"])
def test_a_decision_is_staged_while_none_is_made(state):
    manager = PersonFactory()
    TravelApplicationFactory(staged_decision="decline", staged_by=manager)
    assert_refused_by_the_table(TravelApplication.objects, state=state)


def test_one_registration_has_one_application():
    row = TravelApplicationFactory()
    again = TravelApplication(registration=row.registration)
    sentence = "Travel application with this Registration already exists."
    assert_refused_twice(again, "registration_id", sentence)


@pytest.mark.parametrize(
    "changes",
    [
        {"committed": Decimal("10.01")},
        {"paid": Decimal("0.01")},
        {"paid": Decimal("-0.01")},
        {"amount": Decimal(-1)},
    ],
)
def test_a_fund_never_pays_more_than_it_promised_nor_promises_more_than_it_has(changes):
    TravelFundFactory(amount=Decimal(10))
    assert_refused_by_the_table(TravelFund.objects, **changes)
    fund = TravelFund.objects.get()
    assert (fund.amount, fund.committed, fund.paid) == (10, 0, 0)


def test_two_funds_of_a_sprint_have_two_names():
    fund = TravelFundFactory()
    again = TravelFundFactory.build(
        sprint=fund.sprint, organization=fund.organization, name=fund.name
    )
    sentence = "Another fund of this sprint has this name already."
    assert_refused_twice(again, "fund_name_once_a_sprint", sentence)


@pytest.mark.parametrize("typed", ["transport", ["cocktails"], [1], None, {"transport": 1}])
def test_a_fund_pays_for_categories_that_there_are(typed):
    with pytest.raises(ValidationError, match="Choose among: transport, lodging"):
        validate_categories(typed)
    validate_categories(["transport", "care"])


@pytest.mark.parametrize("amount", [Decimal(0), Decimal(-5)])
def test_a_cost_is_more_than_nothing(amount):
    line = ApplicationLine(
        application=TravelApplicationFactory(), category="transport", amount=amount
    )
    assert_refused_twice(line, "application_line_is_positive", "A cost is more than nothing.")


def test_a_reviewer_reviews_once():
    review = ReviewFactory()
    again = Review(application=review.application, reviewer=review.reviewer, score=1)
    assert_refused_twice(again, "review_once", "You have reviewed this application already.")


def test_a_score_goes_from_0_to_5():
    review = ReviewFactory()
    review.score = 6
    with pytest.raises(ValidationError, match="less than or equal to 5"):
        review.full_clean()
    assert_refused_by_the_table(Review.objects, score=6)


def test_somebody_stays_out_once():
    row = RecusalFactory()
    again = Recusal(application=row.application, person=row.person, reason="Still.")
    assert_refused_twice(again, "recusal_once", "This person stays out of it already.")


def test_two_offers_have_two_numbers():
    offer = OfferFactory(state="refused")
    again = Offer(application=offer.application, number=offer.number, state="refused")
    assert_refused_twice(again, "offer_number_once", "Another offer has this number.")


def test_one_offer_lives():
    offer = OfferFactory()
    again = Offer(application=offer.application, number=offer.number + 1)
    assert_refused_twice(again, "offer_live_once", "This application has an offer already.")


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "open"},
        {"state": "promised"},
        {"state": "accepted"},
        {"state": "accepted", "expires_at": LONG_AGO, "responded_at": None},
        {"state": "accepted", "expires_at": LONG_AGO, "responded_at": LONG_AGO},
    ],
)
def test_an_offer_that_cannot_be(changes):
    OfferFactory()
    assert_refused_by_the_table(Offer.objects, **changes)


@pytest.mark.parametrize("amount", [Decimal(0), Decimal(-5)])
def test_a_fund_gives_more_than_nothing(amount):
    row = AllocationFactory()
    row.amount = amount
    assert_refused_twice(row, "allocation_is_positive", "A fund gives more than nothing.")


def test_a_fund_stands_in_an_offer_once_in_each_way():
    row = AllocationFactory()
    again = Allocation(offer=row.offer, fund=row.fund, amount=row.amount)
    assert_refused_twice(again, "allocation_once", "This fund stands in the offer already.")
    again.mode = Allocation.Mode.DIRECT
    again.full_clean()


@pytest.mark.parametrize("settled", [Decimal(-1), Decimal(401)])
def test_no_more_is_settled_than_was_offered(settled):
    AllocationFactory()
    assert_refused_by_the_table(Allocation.objects, settled_amount=settled)


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
    before = (scenes.fresh(application).revision, scenes.fresh(scene.fund).revision)
    application = scenes.staged(scene, application)
    assert (application.revision, scenes.fresh(scene.fund).revision) == before
    assert application.state_changed_at < timezone.now()
