"""What stays for ever: the ledger, and whatever has money behind it."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from events.travel.models import (
    FundEntry,
)
from events.travel.tests import scenes
from events.travel.tests.factories import (
    TravelApplicationFactory,
    TravelFundFactory,
    TravelProgramFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LONG_AGO = datetime.datetime(1066, 10, 14, tzinfo=datetime.UTC)
PROGRAM = TravelProgramFactory
FUND = TravelFundFactory
APPLICATION = TravelApplicationFactory


def test_an_entry_is_more_than_nothing():
    sums = {"committed_after": 0, "paid_after": 0}
    with pytest.raises(IntegrityError, match="fund_entry_is_positive"), transaction.atomic():
        FundEntry.objects.create(fund=TravelFundFactory(), kind="deposit", amount=0, **sums)


def test_the_ledger_is_written_once():
    scenes.staged(scenes.scene())
    entry = FundEntry.objects.latest("pk")
    entry.amount = Decimal(1)
    for change in (
        entry.save,
        entry.delete,
        FundEntry.objects.all().delete,
        lambda: FundEntry.objects.update(amount=1),
        lambda: FundEntry.objects.bulk_update([entry], ["amount"]),
    ):
        with pytest.raises(TypeError), transaction.atomic():
            change()
    assert list(FundEntry.objects.order_by("pk").values_list("amount", flat=True)) == [1000, 400]


def test_nothing_with_money_behind_it_can_be_deleted():
    scene = scenes.scene()
    application = scenes.staged(scene)
    offer = application.offers.get()
    rows = (
        scene.fund,
        scene.fund.organization,
        scene.sprint,
        offer.allocations.get(),
        offer,
        application,
        application.registration,
        application.registration.person,
    )
    for row in rows:
        with pytest.raises(ProtectedError), transaction.atomic():
            row.delete()
