"""What time does: offers end, people are reminded, and who does not come is waited for no more."""

import datetime

import pytest
from django.utils import timezone

from events.lifecycle import Transition
from events.outbox import Email
from events.registration import workflow as registration_workflow
from events.registration.models import Registration
from events.sprints.models import Sprint
from events.tests.clock import at
from events.travel import rules, workflow
from events.travel.models import Offer, TravelProgram
from events.travel.tests import scenes

pytestmark = pytest.mark.django_db


def emails(words):
    return Email.objects.filter(subject__contains=words).count()


def later(offer, **before_the_end):
    return at((offer.expires_at - datetime.timedelta(**before_the_end)).isoformat())


def test_an_offer_ends_at_its_deadline_with_one_email(scene):
    application = scenes.offered(scene)
    offer = application.offers.get()
    assert workflow.expire_offers() == "0 travel offers expired"
    with later(offer, microseconds=1):
        assert workflow.expire_offers() == "0 travel offers expired"
    with later(offer):
        assert workflow.expire_offers() == "1 travel offers expired"
        assert workflow.expire_offers() == "0 travel offers expired"
    assert scenes.fresh(application).state == "expired"
    assert scenes.fresh(offer).state == "expired"
    assert scenes.fresh(scene.fund).committed == 0
    assert emails("your travel offer has ended") == 1
    last = Transition.objects.of(application).last()
    assert (last.by, last.why) == (None, "The deadline passed.")


def test_one_is_reminded_six_three_and_one_days_before_once_each(scene):
    offer = scenes.offered(scene).offers.get()
    told = {}
    for hours in range(240, 0, -6):
        with later(offer, hours=hours):
            told[hours / 24] = [workflow.remind_of_offers()[0] for _ in range(2)]
    assert {days: twice for days, twice in told.items() if twice != ["0", "0"]} == {
        days: ["1", "0"] for days in (6, 3, 1)
    }
    subjects = Email.objects.filter(subject__contains="ends in").order_by("pk")
    ends = [email.subject.rpartition("ends ")[2] for email in subjects]
    assert ends == ["in 6 days", "in 3 days", "in 1 day"]


def test_after_a_pause_one_is_reminded_once_and_after_an_answer_not_at_all(scene):
    offer, answered = scenes.offered(scene, amount=1).offers.get(), scenes.accepted(scene, amount=1)
    assert answered.offers.get().expires_at > offer.expires_at
    with later(offer, days=2):
        workflow.remind_of_offers()
    assert emails("your travel offer ends in 2 days") == emails("ends in") == 1


def test_nobody_is_reminded_on_the_first_day_of_an_offer(scene):
    TravelProgram.objects.update(offer_days=1)
    offer = scenes.offered(scene).offers.get()
    for minutes in (24 * 60, 60, 1):
        with later(offer, minutes=minutes):
            workflow.remind_of_offers()
    assert emails("ends in") == 0


def cancel_registration(application):
    registration = application.registration
    registration_workflow.cancel(registration, by=registration.person)


def go_remote(application):
    registration = application.registration
    registration_workflow.change_mode(registration, by=registration.person, mode="remote", days=[])


def cancel_sprint(application):
    Sprint.objects.update(state="cancelled")


@pytest.mark.parametrize("absent", [cancel_registration, go_remote, cancel_sprint])
@pytest.mark.parametrize("make", [scenes.staged, scenes.offered])
def test_money_for_who_does_not_come_is_set_free(scene, absent, make):
    application = make(scene)
    assert workflow.withdraw_absent().startswith("0 ")
    absent(application)
    assert workflow.withdraw_absent().startswith("1 ")
    assert workflow.withdraw_absent().startswith("0 ")
    row = scenes.fresh(application)
    assert (row.state, row.staged_decision, row.offers.get().state) == ("withdrawn", "", "revoked")
    assert scenes.fresh(scene.fund).committed == 0
    assert emails("no help with your travel any more") == 1


def test_what_was_accepted_stays_until_somebody_cancels_it(scene):
    """On that promise somebody may have booked."""
    application = scenes.accepted(scene)
    cancel_registration(application)
    workflow.withdraw_absent()
    assert scenes.fresh(application).state == "accepted"
    workflow.cancel(application, by=scene.manager, why="You do not come.")
    assert scenes.fresh(scene.fund).committed == 0


def test_whoever_comes_back_in_between_is_left_alone(scene, monkeypatch):
    application = scenes.offered(scene)
    Registration.objects.update(mode="remote")
    again = workflow.access.locked_application

    def back_again(row):
        Registration.objects.update(mode="in_person")
        return again(row)

    monkeypatch.setattr(workflow.access, "locked_application", back_again)
    assert workflow.withdraw_absent().startswith("0 ")
    assert scenes.fresh(application).state == "offered"


def test_whatever_ended_in_between_is_left_alone(scene, monkeypatch):
    application = scenes.offered(scene)
    Registration.objects.update(mode="remote")
    again = workflow.access.locked_application

    def refused_meanwhile(row):
        monkeypatch.setattr(workflow.access, "locked_application", again)
        workflow.refuse(row, by=row.registration.person)
        return again(row)

    monkeypatch.setattr(workflow.access, "locked_application", refused_meanwhile)
    assert workflow.withdraw_absent().startswith("0 ")
    assert scenes.fresh(application).state == "refused"


def test_when_a_claim_is_due(scene):
    program = TravelProgram.objects.get()
    assert rules.claim_deadline(program) == scene.sprint.ends_on + datetime.timedelta(days=30)
    program.claim_deadline = datetime.date(2030, 1, 1)
    assert rules.claim_deadline(program) == datetime.date(2030, 1, 1)


def test_an_offer_without_a_deadline_has_not_lapsed():
    assert not rules.has_lapsed(Offer())
    assert rules.has_lapsed(Offer(expires_at=timezone.now()))
