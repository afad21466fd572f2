"""Funds and their ledger: every movement is an entry, right to the last unit, and stays for ever."""

import io
import re
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from events.lifecycle import Refused
from events.sprints.tests.factories import TeamMemberFactory
from events.travel import currencies, ledger, workflow
from events.travel.models import FundEntry, TravelFund
from events.travel.tests import scenes
from events.travel.tests.factories import TravelFundFactory, TravelManagerFactory
from events.travel.tests.refusals import refused
from people.tests.factories import PersonFactory
from tools.environment import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def check():
    """What the command prints, and the code with which it exits."""
    printed = io.StringIO()
    try:
        call_command("check_travel_funds", stdout=printed)
    except SystemExit as end:
        return printed.getvalue(), end.code
    return printed.getvalue(), 0


def test_each_movement_is_an_entry(scene):
    application = scenes.staged(scene)
    workflow.unstage(application, by=scene.manager)
    workflow.reduce(scene.fund, by=scene.manager, amount=Decimal(300), note="Less than hoped.")
    columns = ("kind", "amount", "committed_after", "paid_after", "by", "note")
    assert list(FundEntry.objects.order_by("pk").values_list(*columns)) == [
        ("deposit", 1000, 0, 0, scene.manager.pk, ""),
        ("reserve", 400, 400, 0, scene.manager.pk, ""),
        ("release", 400, 0, 0, scene.manager.pk, "The offer was revoked."),
        ("reduce", 300, 0, 0, scene.manager.pk, "Less than hoped."),
    ]
    fund = scenes.fresh(scene.fund)
    assert (fund.amount, fund.committed, fund.paid, fund.free) == (700, 0, 0, 700)


def test_a_fund_is_not_lowered_below_what_is_promised(scene):
    scenes.staged(scene)
    lower = {"by": scene.manager, "amount": Decimal("600.01")}
    sentence = f"{scene.fund} does not have 600.01 EUR left."
    refused(sentence, workflow.reduce, scene.fund, **lower)
    workflow.reduce(scene.fund, by=scene.manager, amount=Decimal(600))
    assert scenes.fresh(scene.fund).free == 0


def test_tenths_add_up_on_every_database():
    """In binary fractions 0.1 + 0.2 is more than 0.3."""
    scene = scenes.new_scene(money="0.3")
    for amount in ("0.1", "0.2"):
        scenes.staged(scene, amount=amount)
    assert scenes.fresh(scene.fund).free == 0
    with pytest.raises(Refused):
        scenes.staged(scene, amount="0.01")
    assert ledger.differences() == []


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("0", "An amount of money is more than nothing."),
        ("-5", "An amount of money is more than nothing."),
        ("10.005", "The smallest amount in EUR is 0.01."),
        ("1e9", "That is more than 10,000,000."),
        ("9999000.01", "No fund holds more than 10,000,000."),
    ],
)
def test_amounts_that_no_fund_takes(scene, amount, sentence):
    put = {"by": scene.manager, "amount": Decimal(amount)}
    refused(sentence, workflow.deposit, scene.fund, **put)


@pytest.mark.parametrize("verb", [workflow.deposit, workflow.reduce])
def test_who_moves_money(scene, verb):
    organizer = TeamMemberFactory(sprint=scene.sprint).person
    verb(scene.fund, by=organizer, amount=Decimal(1))
    others = [PersonFactory(), PersonFactory(is_superuser=True), TravelManagerFactory().person]
    others += [TeamMemberFactory(sprint=scene.sprint, role="treasurer").person]
    for person in others:
        sentence = "Only organizers and travel managers of this sprint can do that."
        refused(sentence, verb, scene.fund, by=person, amount=Decimal(1))


def test_the_check_finds_nothing_after_every_kind_of_step(scene):
    scenes.applied(scene.sprint)
    scenes.accepted(scene, amount=100)
    scenes.offered(scene, amount=100)
    scenes.staged(scene, amount=100)
    cancelled = scenes.accepted(scene, amount=100)
    workflow.cancel(cancelled, by=cancelled.registration.person)
    assert scenes.fresh(scene.fund).committed == 300
    assert check() == ("All travel funds are what their ledgers and offers say.\n", 0)


@pytest.mark.parametrize(
    ("tampered", "found"),
    [
        ({"amount": Decimal(2000)}, ["amount is 2000.000, and its entries make 1000.000."]),
        (
            {"committed": Decimal(399)},
            [
                "committed is 399.000, and its entries make 400.000.",
                "committed is 399.000, and its live offers make 400.000.",
            ],
        ),
    ],
)
def test_the_check_finds_what_was_changed_past_the_ledger(scene, tampered, found):
    scenes.staged(scene)
    TravelFund.objects.update(name="Gift", **tampered)
    sentences = "".join(f"Gift ({scene.fund.pk}): {what}\n" for what in found)
    assert check() == (sentences, 1)


def test_the_check_finds_an_offer_that_was_given_away_past_the_ledger(scene):
    application = scenes.staged(scene)
    application.offers.update(state="revoked")
    TravelFund.objects.update(name="Gift")
    found = f"Gift ({scene.fund.pk}): committed is 400.000, and its live offers make 0.000.\n"
    assert check() == (found, 1)


def test_nothing_but_the_ledger_changes_the_sums_of_a_fund():
    changes = re.compile(
        r"\b(fund|self|row)\.(amount|committed|paid)\s*[-+]?=[^=]|committed=|paid="
    )
    allowed = {"events/travel/models/fund.py", "events/travel/ledger.py"}
    found = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "events").rglob("*.py")
        if not {"tests", "migrations"} & set(file.parts) and changes.search(file.read_text())
    }
    assert found <= allowed


def test_a_movement_that_fails_writes_no_entry():
    fund = TravelFundFactory()
    with pytest.raises(Refused), transaction.atomic():
        ledger.move(fund, FundEntry.Kind.RESERVE, Decimal(1), by=None)
    assert not FundEntry.objects.exists()


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("1200", "EUR", "1,200.00 EUR"),
        ("1200.000", "JPY", "1,200 JPY"),
        ("0.125", "KWD", "0.125 KWD"),
    ],
)
def test_money_in_words(amount, currency, words):
    assert currencies.in_words(Decimal(amount), currency) == words


def test_an_entry_is_more_than_nothing():
    sums = {"committed_after": 0, "paid_after": 0}
    with pytest.raises(IntegrityError, match="fund_entry_is_positive"), transaction.atomic():
        FundEntry.objects.create(fund=TravelFundFactory(), kind="deposit", amount=0, **sums)


def test_the_ledger_is_written_once():
    scenes.staged(scenes.new_scene())
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
    scene = scenes.new_scene()
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
