"""The page of an invitation's email, whatever has happened to the invitation since."""

import pytest
from django.test import Client
from django.utils import timezone

from events.registration import rules, workflow
from events.registration.models import Invitation
from events.registration.tests.conftest import register_for as register
from events.registration.tests.pages import ADA, all_rows, page, sentences, somebody
from events.sprints.models import Sprint
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
MINE = "/sprints/invited/me/"


@pytest.fixture(autouse=True)
def _contact(db, organizer):
    Sprint.objects.update(contact_email="ask@example.org")


ENDINGS = {
    "This invitation was declined.": lambda sent, by: workflow.decline_invitation(sent, by=None),
    "have taken this invitation back.": lambda sent, by: workflow.withdraw(sent, by=by, why="No."),
    "This invitation has ended.": lambda *_: Invitation.objects.update(expires_at=timezone.now()),
    "Somebody has registered": lambda sent, by: register(sent.sprint, somebody(ADA), sent.token),
}


@pytest.mark.parametrize(("sentence", "ending"), ENDINGS.items())
def test_the_page_says_what_happened_and_whom_to_ask(
    client_of, organizer, invitation, ending, sentence
):
    ending(invitation, organizer.person)
    before = all_rows()
    for visitor in (Client(), client_of(PersonFactory())):
        for answer in (visitor.get(page(invitation)), visitor.post(page(invitation), follow=True)):
            seen = answer.content.decode()
            assert answer.status_code == 200
            assert sentence in seen
            assert '<a href="mailto:ask@example.org">' in seen
            assert "Yes, register" not in seen
            assert ADA not in seen
    after = all_rows()
    assert after["Invitation"] == before["Invitation"]
    assert after["Registration"] == before["Registration"]


def test_whoever_is_registered_is_led_to_their_own_page(client_of, invitation):
    ada = somebody(ADA)
    register(invitation.sprint, ada, invitation.token)
    client = client_of(ada)
    assert client.get(page(invitation))["Location"] == MINE
    seen = client.post(page(invitation), follow=True)
    assert seen.redirect_chain[-1][0] == MINE
    assert "Somebody has registered with this email." in seen.content.decode()


@pytest.mark.parametrize("by_team", [True, False])
def test_whoever_has_cancelled_finds_the_way_back_unless_the_team_did(
    client_of, organizer, invitation, by_team
):
    ada = somebody(ADA)
    row = register(invitation.sprint, ada, invitation.token)
    workflow.cancel(row, by=organizer.person if by_team else ada, why="No.")
    for path, way in ((page(invitation), "Yes, register"), (MINE, "Register again")):
        assert (way in client_of(ada).get(path).content.decode()) == (not by_team)


@pytest.mark.parametrize(("email", "may_return"), [(ADA, True), ("eve@example.org", False)])
def test_before_cancelling_one_reads_whether_one_could_come_back(
    client_of, invitation, email, may_return
):
    person = somebody(email)
    row = register(invitation.sprint, person, invitation.token)
    seen = client_of(person).get(MINE).content.decode()
    assert ("Whoever registers again starts anew" in seen) == may_return
    assert ("You cannot register again by yourself" in seen) != may_return
    workflow.cancel(row, by=person)
    seen = client_of(person).get(MINE).content.decode()
    assert ("Register again" in seen) == may_return


def test_a_no_that_came_too_late_gets_a_sentence(client, organizer, invitation, monkeypatch):
    """Somebody else is faster between looking and writing."""
    look = workflow.decline_invitation

    def be_late(found, *, by):
        workflow.withdraw(found, by=organizer.person, why="A slip.")
        return look(found, by=by)

    monkeypatch.setattr(workflow, "decline_invitation", be_late)
    answer = client.post(page(invitation))
    assert sentences(answer) == ["The organizers have taken this invitation back."]


def test_a_token_that_nobody_gave_is_404(client, invitation):
    known = page(invitation)
    assert client.get(known.replace(invitation.token, "x" * 43)).status_code == 404
    assert client.get(known.replace("invited", "another")).status_code == 404


@pytest.mark.parametrize(
    ("mode", "promise"),
    [
        ("invitation", "with another address the team looks at it first"),
        ("approval", "The organizers look at each registration"),
        ("open", "The place is yours at once if one is free and nobody waits."),
    ],
)
def test_the_page_promises_what_the_sprint_keeps(client, invitation, mode, promise):
    Sprint.objects.update(registration_mode=mode)
    seen = client.get(page(invitation)).content.decode()
    assert promise in seen
    assert (ADA in seen) == (mode == "invitation")


def test_the_page_of_a_cancelled_sprint_says_so(client, invitation):
    Sprint.objects.update(state="cancelled")
    seen = client.get(page(invitation)).content.decode()
    assert seen.count(rules.CANCELLED) == 1
