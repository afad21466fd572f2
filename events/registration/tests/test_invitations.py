"""Invitations: whom they reach, what they open, and how they end."""

import datetime
import re

import pytest
from django.utils import timezone

from events.lifecycle import Refused
from events.outbox import Email
from events.registration import workflow
from events.registration.models import Invitation, Registration
from events.registration.tests.conftest import register_for as register
from events.registration.tests.pages import page, sentences, somebody
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.tests.factories import PersonFactory
from people.tests.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]


def test_each_address_gets_one_email_with_its_own_page(organizer, invitation):
    people = [("Ada again", "ada@example.org"), ("Bo", "bo@example.org"), ("", "BO@example.org")]
    [sent] = workflow.invite(organizer.sprint, people, by=organizer.person, message="Do come!")
    first, second = Email.objects.order_by("pk")
    assert (first.to, second.to, sent.email) == ("ada@example.org", *["bo@example.org"] * 2)
    assert "Do come!" in second.text
    assert len(sent.token) == 43
    assert (sent.token in second.text, sent.token in second.subject) == (True, False)


def test_the_invited_person_gets_a_seat_and_the_invitation_is_used(organizer, invitation):
    person = somebody("ada@example.org")
    row = register(organizer.sprint, person, invitation.token)
    invitation.refresh_from_db()
    assert (row.state, invitation.state, invitation.registration) == ("confirmed", "accepted", row)
    with pytest.raises(Refused, match="by invitation"):
        register(organizer.sprint, PersonFactory(), invitation.token)


def test_whoever_lost_the_email_is_known_by_the_confirmed_address(organizer, invitation):
    assert register(organizer.sprint, somebody("ada@example.org")).state == "confirmed"


def test_another_address_is_looked_at_first(organizer, invitation):
    row = register(organizer.sprint, somebody("other@example.org"), invitation.token)
    assert row.state == "pending"


def test_an_address_that_is_not_confirmed_opens_nothing(organizer, invitation):
    with pytest.raises(Refused, match="by invitation"):
        register(organizer.sprint, PersonFactory(email="ada@example.org"))


def test_without_an_invitation_nobody_registers(organizer, invitation):
    for token in ("", "a-token-that-nobody-gave"):
        with pytest.raises(Refused, match="This sprint is by invitation"):
            register(organizer.sprint, PersonFactory(), token)
    other = SprintFactory(state=Sprint.State.OPEN)
    with pytest.raises(Refused, match="by invitation"):
        register(other, somebody("ada@example.org"), invitation.token)


def test_the_page_says_who_is_invited_to_what_and_leads_to_the_form(client, invitation):
    seen = client.get(page(invitation)).content.decode()
    assert "You are invited, Ada" in seen
    [way] = re.findall(r'href="([^"]+/register/[^"]*)"', seen)
    assert client.get(way)["Location"].startswith("/accounts/login/?next=")


def test_a_no_is_a_post_and_final(client, organizer, invitation):
    assert client.post(page(invitation))["Location"] == "/"
    invitation.refresh_from_db()
    assert invitation.state == "declined"
    with pytest.raises(Refused, match="by invitation"):
        register(organizer.sprint, PersonFactory(), invitation.token)
    with pytest.raises(Refused, match="This invitation was declined"):
        workflow.decline_invitation(invitation, by=None)


def test_what_is_withdrawn_or_over_opens_nothing(organizer, invitation):
    workflow.withdraw(invitation, by=organizer.person, why="A slip.")
    [other] = workflow.invite(organizer.sprint, [("", "bo@example.org")], by=organizer.person)
    Invitation.objects.filter(pk=other.pk).update(expires_at=timezone.now())
    for ended in (invitation, other):
        with pytest.raises(Refused, match="by invitation"):
            register(organizer.sprint, PersonFactory(), ended.token)
    with pytest.raises(Refused, match="no longer waiting for an answer"):
        workflow.remind(other, by=organizer.person)


def test_a_reminder_leaves_once_a_day_at_most(organizer, invitation):
    with pytest.raises(Refused, match="less than a day ago"):
        workflow.remind(invitation, by=organizer.person)
    earlier = timezone.now() - datetime.timedelta(days=1)
    Invitation.objects.update(last_sent_at=earlier)
    workflow.remind(invitation, by=organizer.person)
    invitation.refresh_from_db()
    assert invitation.sent_count == 2
    assert Email.objects.last().subject.endswith("your invitation is waiting")


def test_whoever_has_registered_since_the_last_email_is_not_reminded(organizer, invitation):
    ada = somebody("ada@example.org")
    row = register(organizer.sprint, ada)
    workflow.cancel(row, by=ada)
    Invitation.objects.update(last_sent_at=timezone.now() - datetime.timedelta(days=2))
    with pytest.raises(Refused, match="has registered since the last email"):
        workflow.remind(invitation, by=organizer.person)
    Registration.objects.update(state_changed_at=timezone.now() - datetime.timedelta(days=3))
    workflow.remind(invitation, by=organizer.person)
    assert Email.objects.last().subject.endswith("your invitation is waiting")


def test_only_organizers_invite_remind_and_withdraw(organizer, invitation):
    stranger = TeamMemberFactory(sprint=organizer.sprint, role="reviewer").person
    with pytest.raises(Refused, match="Only an organizer"):
        workflow.invite(organizer.sprint, [], by=stranger)
    for act in (workflow.remind, workflow.withdraw, workflow.invite_again):
        with pytest.raises(Refused, match="Only an organizer"):
            act(invitation, by=stranger)


def test_pasted_lines_are_previewed_then_sent(client_of, organizer, invitation):
    client = client_of(organizer.person)
    base = f"/admin/events/invitation/{organizer.sprint.pk}"
    lines = "Ada Lovelace <ada2@example.org>\n\n bo@example.org \nADA@example.org"
    typed = {"people": lines, "message": "Hello"}
    preview = client.post(f"{base}/invite/", typed).context
    assert preview["fresh"] == [("Ada Lovelace", "ada2@example.org"), ("", "bo@example.org")]
    assert preview["known"] == [("", "ada@example.org", "invited already")]
    assert Invitation.objects.count() == 1
    answer = client.post(f"{base}/send/", typed)
    assert sentences(answer)[0] == "2 invitations are on their way."
    client.post(f"{base}/send/", typed)
    assert Invitation.objects.count() == 3


def test_a_line_that_is_no_address_gets_a_sentence_and_stays(client_of, organizer):
    lines = "Ada <ada@example.org>\nnot an address\n<script>\nEve\u202e <eve@example.org>"
    page = f"/admin/events/invitation/{organizer.sprint.pk}/send/"
    seen = client_of(organizer.person).post(page, {"people": lines}).content.decode()
    assert "“not an address” is not a name and an address." in seen
    assert "Ada &lt;ada@example.org&gt;" in seen
    assert Invitation.objects.count() == 0


def test_another_team_neither_invites_nor_sees(client_of, organizer, invitation):
    client = client_of(TeamMemberFactory().person)
    for name in ("invite", "send"):
        path = f"/admin/events/invitation/{organizer.sprint.pk}/{name}/"
        assert client.post(path, {"people": "a@example.org"}).status_code == 404
    assert "ada@example.org" not in client.get("/admin/events/invitation/").content.decode()
    assert client.get("/admin/events/invitation/add/").status_code == 302
    reviewer = TeamMemberFactory(role="reviewer").person
    path = f"/admin/events/invitation/{organizer.sprint.pk}/invite/"
    assert client_of(reviewer).get(path).status_code == 403


def test_the_token_stands_on_no_page_of_the_back_office(client_of, organizer, invitation):
    client = client_of(organizer.person)
    for path in ("", f"{invitation.pk}/change/", f"{invitation.pk}/history/"):
        answer = client.get(f"/admin/events/invitation/{path}")
        assert answer.status_code == 200
        assert invitation.token not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_paste_the_same_lines_at_once_write_one_email_each(organizer):
    people = [("", f"person{number}@example.org") for number in range(3)]
    at_once(*[lambda: workflow.invite(organizer.sprint, people, by=organizer.person)] * 2)
    assert (Invitation.objects.count(), Email.objects.count()) == (3, 3)
