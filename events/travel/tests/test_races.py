"""Many at the same time: money is never promised twice, and each step is taken once."""

import datetime
import smtplib
from collections import Counter
from decimal import Decimal

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, Transition
from events.outbox import Email, resend_due
from events.registration.tests.factories import RegistrationFactory
from events.travel import ledger, rules, workflow
from events.travel.models import FundEntry, Offer, TravelApplication
from events.travel.tests import scenes
from events.travel.workflow import Proposal, Share
from people.tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
ROUNDS = 12


def kinds(answers):
    return Counter(type(answer).__name__ for answer in answers)


def stage(scene, application, funds, amount):
    shares = [Share(fund, Decimal(amount)) for fund in funds]
    return workflow.stage_offer(application, by=scene.manager, proposal=Proposal(shares))


def test_twelve_approvals_of_400_on_a_fund_of_1000(scene):
    rows = [scenes.applied(scene.sprint) for _ in range(12)]
    answers = at_once(*(lambda row=row: stage(scene, row, [scene.fund], 400) for row in rows))
    assert kinds(answers) == {"Offer": 2, "Refused": 10}
    assert scenes.fresh(scene.fund).committed == 800
    assert Offer.objects.count() == 2
    assert FundEntry.objects.filter(kind="reserve").count() == 2
    assert ledger.differences() == []


def test_the_fund_itself_says_no_even_where_no_lock_is_taken(scene):
    """Twelve transactions that have all looked before: the conditional UPDATE decides."""

    @transaction.atomic
    def reserve():
        ledger.move(scenes.fresh(scene.fund), "reserve", Decimal(400), by=None)

    assert kinds(at_once(*[reserve] * 12)) == {"NoneType": 2, "Refused": 10}
    assert scenes.fresh(scene.fund).committed == 800


def test_two_clicks_put_money_in_once(scene):
    seen = rules.last_moved(scene.fund)
    put = {"by": scene.manager, "amount": Decimal(500), "seen": seen}
    answers = at_once(*[lambda: workflow.deposit(scene.fund, **put)] * 4)
    assert kinds(answers) == {"TravelFund": 1, "Stale": 3}
    assert scenes.fresh(scene.fund).amount == 1500


def test_offers_over_two_funds_in_either_order_do_not_wait_for_each_other(scene):
    other = scenes.funded(scene.sprint, scene.manager, 1000)
    for _ in range(4):
        rows = [scenes.applied(scene.sprint) for _ in range(2)]
        orders = ([scene.fund, other], [other, scene.fund])
        steps = (
            lambda row=row, funds=funds: stage(scene, row, funds, 50)
            for row, funds in zip(rows, orders, strict=True)
        )
        assert kinds(at_once(*steps)) == {"Offer": 2}
    assert [scenes.fresh(fund).committed for fund in (scene.fund, other)] == [400, 400]
    assert ledger.differences() == []


def test_accept_against_expire(scene):
    """Whoever is first wins; the other finds nothing to do, and the fund knows."""
    outcomes = Counter()
    for number in range(ROUNDS):
        application = scenes.offered(scene, amount=1)
        soon = timezone.now() + datetime.timedelta(milliseconds=number % 12)
        Offer.objects.filter(application=application).update(expires_at=soon)
        person = application.registration.person
        accept, _ = at_once(
            lambda row=application, by=person: workflow.accept(row, by=by, terms="", agreed=True),
            workflow.expire_offers,
        )
        workflow.expire_offers()
        state = scenes.fresh(application).state
        assert application.offers.get().state == state
        assert isinstance(accept, Refused) is (state == "expired")
        assert Transition.objects.of(application).filter(from_state="offered").count() == 1
        outcomes[state] += 1
    assert outcomes.keys() <= {"accepted", "expired"}
    assert scenes.fresh(scene.fund).committed == outcomes["accepted"]
    assert Email.objects.filter(subject__contains="has ended").count() == outcomes["expired"]
    assert ledger.differences() == []


def test_two_clicks_make_one_application(scene):
    registration = RegistrationFactory(sprint=scene.sprint)
    person = registration.person
    at_once(*[lambda: workflow.start(registration, by=person)] * 4)
    application = TravelApplication.objects.get()
    TravelApplication.objects.update(need="sacrifice", reason="Speed.", from_city="Lisbon")
    application.lines.create(category="transport", amount=400)
    answers = at_once(*[lambda: workflow.submit(application, by=person)] * 4)
    assert kinds(answers) == {"TravelApplication": 1, "Refused": 3}
    assert Transition.objects.of(application).count() == 2
    assert Email.objects.count() == 1


def test_two_managers_release_and_one_email_leaves(scene):
    rows = [scenes.staged(scene, amount=100) for _ in range(3)]
    answers = at_once(*[lambda: workflow.release(scene.sprint, rows, by=scene.manager)] * 2)
    assert kinds(answers) == {"int": 1, "Refused": 1}
    assert Email.objects.count() == 3


def test_accept_against_revoke(scene):
    application = scenes.offered(scene)
    person = application.registration.person
    answers = at_once(
        lambda: workflow.accept(application, by=person, terms="", agreed=True),
        lambda: workflow.revoke(application, by=scene.manager, why="Gone."),
    )
    assert kinds(answers) == {"TravelApplication": 1, "Refused": 1}
    held = 400 if scenes.fresh(application).state == "accepted" else 0
    assert scenes.fresh(scene.fund).committed == held


class RefusesTheFifth(EmailBackend):
    """A mail server that refuses one email, once."""

    emails = 0

    def send_messages(self, messages):
        RefusesTheFifth.emails += 1
        if RefusesTheFifth.emails == 5:
            raise smtplib.SMTPServerDisconnected("Come back later.")
        return super().send_messages(messages)


def test_eight_decisions_while_the_mail_server_refuses_the_fifth_email(settings, mailoutbox):
    settings.EMAIL_BACKEND = f"{__name__}.RefusesTheFifth"
    scene = scenes.new_scene(money=800)
    rows = [scenes.staged(scene, amount=100) for _ in range(8)]
    assert workflow.release(scene.sprint, rows, by=scene.manager) == 8
    assert set(TravelApplication.objects.values_list("state", flat=True)) == {"offered"}
    assert (len(mailoutbox), Email.objects.unsent().count()) == (7, 1)
    Email.objects.unsent().update(next_attempt_at=timezone.now())
    resend_due()
    assert (len(mailoutbox), Email.objects.unsent().count()) == (8, 0)
    assert len({email.to[0] for email in mailoutbox}) == 8
