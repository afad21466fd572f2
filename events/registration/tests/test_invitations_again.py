"""Invitations that have ended: who gives them back, and how the team invites again."""

import datetime

import pytest
from django.utils import timezone

from events.lifecycle import Refused, Transition
from events.outbox import Email
from events.registration import rules, waiting_list, workflow
from events.registration.models import Invitation, Registration
from events.registration.tests.conftest import register_for as register
from events.registration.tests.factories import RegistrationFactory
from events.registration.tests.pages import ADA, somebody
from events.sprints.models import Sprint
from people.tests.factories import PersonFactory
from people.tests.races import at_once, let_both_look_first

pytestmark = [pytest.mark.django_db, pytest.mark.both]
HOUR = datetime.timedelta(hours=1)


def end(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - HOUR)


def lapse(row):
    columns = {"state": "offered", "queue_no": 1, "offer_expires_at": timezone.now() - HOUR}
    Registration.objects.filter(pk=row.pk).update(**columns)
    waiting_list.settle(row.sprint)


@pytest.mark.parametrize(
    ("end_it", "state"),
    [
        (lambda row, by: workflow.decline(row, by=by, why="We do not know you."), "declined"),
        (lambda row, by: workflow.cancel(row, by=by, why="After all, no."), "cancelled"),
        (lambda row, by: workflow.cancel(row, by=row.person), "cancelled"),
        (lambda row, by: lapse(row), "expired"),
    ],
)
def test_an_email_used_from_another_address_is_given_back_with_the_end_of_that(
    organizer, invitation, taken, end_it, state
):
    end_it(taken, organizer.person)
    taken.refresh_from_db()
    invitation.refresh_from_db()
    assert (taken.state, invitation.state, invitation.registration) == (state, "sent", None)
    assert register(organizer.sprint, somebody(ADA)).state == "confirmed"


def test_whoever_was_invited_and_cancelled_registers_again_with_the_same_right(
    organizer, invitation
):
    ada = somebody(ADA)
    for token in (invitation.token, "", invitation.token):
        row = register(organizer.sprint, ada, token)
        assert row.state == "confirmed"
        workflow.cancel(row, by=ada)
    steps = Transition.objects.of(invitation).values_list("to_state", flat=True)
    assert list(steps) == ["sent", *["accepted", "sent"] * 3]


def test_whom_the_team_has_sent_away_comes_back_only_if_the_team_invites_again(
    organizer, invitation
):
    ada = somebody(ADA)
    row = register(organizer.sprint, ada)
    workflow.cancel(row, by=organizer.person, why="Against the code of conduct.")
    with pytest.raises(Refused, match="by invitation"):
        register(organizer.sprint, ada, invitation.token)
    workflow.invite_again(invitation, by=organizer.person)
    assert register(organizer.sprint, ada).state == "confirmed"


def test_a_forwarded_email_is_not_used_up_by_somebody_who_has_their_own(organizer, invitation):
    [own] = workflow.invite(organizer.sprint, [("", "bo@example.org")], by=organizer.person)
    row = register(organizer.sprint, somebody("bo@example.org"), invitation.token)
    assert row.state == "confirmed"
    assert list(Invitation.objects.used_for(row)) == [own]


ENDINGS = {
    "declined": lambda invitation, by: workflow.decline_invitation(invitation, by=None),
    "withdrawn": lambda invitation, by: workflow.withdraw(invitation, by=by, why="A slip."),
    "sent": lambda invitation, by: end(invitation),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_team_invites_again_by_a_fresh_email(organizer, invitation, ending):
    ENDINGS[ending](invitation, organizer.person)
    row = workflow.invite_again(invitation, by=organizer.person, why="They wrote to us.")
    assert (row.state, row.sent_count, row.is_pending) == ("sent", 2, True)
    assert row.token != invitation.token
    assert row.token in Email.objects.last().text
    step = Transition.objects.of(row).last()
    assert (step.from_state, step.to_state) == (ending, "sent")
    assert (step.by, step.why) == (organizer.person, "They wrote to us.")
    with pytest.raises(Refused, match="by invitation"):
        register(organizer.sprint, somebody("eve@example.org"), invitation.token)
    assert register(organizer.sprint, somebody(ADA), invitation.token).state == "confirmed"


def test_nobody_is_invited_again_who_may_still_answer_or_takes_part(organizer, invitation):
    with pytest.raises(Refused, match="still waits for an answer"):
        workflow.invite_again(invitation, by=organizer.person)
    register(organizer.sprint, somebody("eve@example.org"), invitation.token)
    with pytest.raises(Refused, match="Somebody is registered with this invitation"):
        workflow.invite_again(invitation, by=organizer.person)
    Invitation.objects.update(state="declined", registration=None)
    RegistrationFactory(sprint=organizer.sprint, person=somebody(ADA))
    with pytest.raises(Refused, match="Whoever has this address is registered already"):
        workflow.invite_again(invitation, by=organizer.person)
    assert Email.objects.filter(to=ADA).count() == 1


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"registration_closes_at": timezone.now() - HOUR}, "Please set a later closing time"),
        ({"state": "draft", "announced_at": None}, "announced and not yet over"),
    ],
)
def test_no_email_leaves_whose_page_is_over_already_or_of_a_draft(
    organizer, invitation, columns, sentence
):
    workflow.decline_invitation(invitation, by=None)
    Sprint.objects.update(**columns)
    with pytest.raises(Refused, match=sentence):
        workflow.invite(organizer.sprint, [("", "bo@example.org")], by=organizer.person)
    with pytest.raises(Refused, match=sentence):
        workflow.invite_again(invitation, by=organizer.person)
    assert (Invitation.objects.count(), Email.objects.count()) == (1, 1)


def test_invitations_follow_the_closing_time(organizer, invitation):
    end(invitation)
    later = timezone.now() + datetime.timedelta(days=7)
    Sprint.objects.update(registration_closes_at=later)
    workflow.follow_closing_time(organizer.sprint)
    assert Invitation.objects.get().expires_at == later
    assert register(organizer.sprint, somebody(ADA)).state == "confirmed"
    Sprint.objects.update(registration_closes_at=None)
    workflow.follow_closing_time(organizer.sprint)
    assert Invitation.objects.get().expires_at == rules.invitations_end_at(organizer.sprint)


@pytest.mark.parametrize("mode", ["open", "approval"])
def test_where_no_invitation_is_needed_an_email_makes_nothing_worse(organizer, invitation, mode):
    Sprint.objects.update(registration_mode=mode, capacity_in_person=2)
    with_email = register(organizer.sprint, somebody("eve@example.org"), invitation.token)
    without = register(organizer.sprint, PersonFactory())
    assert with_email.state == without.state
    assert len({Transition.objects.of(row).get().why for row in (with_email, without)}) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_register_with_one_email_at_once_one_is_let_in(
    organizer, invitation, monkeypatch
):
    let_both_look_first(monkeypatch, rules, "refusal_to_newcomers")
    people = [somebody(ADA), somebody("eve@example.org")]
    steps = [lambda one=one: register(organizer.sprint, one, invitation.token) for one in people]
    answers = at_once(*steps)
    [refused] = [answer for answer in answers if isinstance(answer, Refused)]
    assert "by invitation" in str(refused)
    invitation.refresh_from_db()
    assert invitation.registration == Registration.objects.get()


@pytest.mark.django_db(transaction=True)
def test_a_no_and_a_yes_at_once_leave_one_of_them(organizer, invitation, monkeypatch):
    let_both_look_first(monkeypatch, Invitation, "may_become")
    ada = somebody(ADA)
    answers = at_once(
        lambda: register(organizer.sprint, ada, invitation.token),
        lambda: workflow.decline_invitation(invitation, by=None),
    )
    assert [isinstance(answer, Refused) for answer in answers].count(True) == 1
    invitation.refresh_from_db()
    registered = Registration.objects.filter(person=ada).exists()
    assert invitation.state == ("accepted" if registered else "declined")


@pytest.mark.django_db(transaction=True)
def test_two_who_invite_again_at_once_write_one_email(organizer, invitation, monkeypatch):
    end(invitation)
    let_both_look_first(monkeypatch, rules, "refusal_to_invite_again")
    at_once(*[lambda: workflow.invite_again(invitation, by=organizer.person)] * 2)
    assert Email.objects.filter(to=ADA).count() == 2


@pytest.mark.django_db(transaction=True)
def test_declining_a_stranger_while_the_invited_person_registers_loses_no_invitation(
    organizer, invitation, taken
):
    ada = somebody(ADA)
    at_once(
        lambda: workflow.decline(taken, by=organizer.person, why="We do not know you."),
        lambda: register(organizer.sprint, ada, invitation.token),
    )
    invitation.refresh_from_db()
    row = Registration.objects.filter(person=ada).first()
    expected = ("accepted", row) if row else ("sent", None)
    assert (invitation.state, invitation.registration) == expected
