"""What invitations leave of a person: shown while the account lives, gone with it."""

import json

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.serializers.json import DjangoJSONEncoder

from events.lifecycle import Transition
from events.outbox import Email
from events.pages.exports import personal_data
from events.pages.workflow import delete_account
from events.registration import workflow
from events.registration.models import Invitation
from events.registration.tests.pages import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
WORK, HOME = "ada.lovelace@work.example", "ada@home.example"


@pytest.fixture
def invitation(organizer):
    people = [("Ada Lovelace", WORK)]
    [invitation] = workflow.invite(organizer.sprint, people, by=organizer.person)
    return invitation


def kept():
    """All that the tables beside people hold, as one text."""
    models = (Invitation, Transition, LogEntry, Email)
    rows = [row for model in models for row in model._base_manager.values()]
    return json.dumps(rows, cls=DjangoJSONEncoder)


def test_an_invitation_to_another_address_goes_with_the_account_that_answered_it(
    organizer, invitation, register
):
    LogEntry.objects.log_actions(organizer.person.pk, [invitation], CHANGE, "", single_object=True)
    other = somebody("bo@example.org")
    workflow.invite(organizer.sprint, [("Bo", other.email)], by=organizer.person)
    ada = somebody(HOME)
    assert register(organizer.sprint, ada, token=invitation.token).state == "pending"
    assert all(words in kept() for words in (WORK, HOME, "Ada Lovelace"))
    delete_account(ada)
    assert not any(words in kept() for words in (WORK, HOME, "Ada Lovelace"))
    assert [row.email for row in Invitation.objects.all()] == [other.email]
    assert Email.objects.filter(to=other.email).exists()


def test_nobody_elses_history_keeps_an_address_that_was_invited(organizer, invitation, register):
    eve = somebody("eve@example.org")
    row = register(organizer.sprint, eve, token=invitation.token)
    assert [step.why for step in Transition.objects.of(row)] == [
        "Accepted from another address than the invited one."
    ]
    delete_account(somebody(WORK))
    assert WORK not in kept()
    assert WORK not in json.dumps(personal_data(eve), cls=DjangoJSONEncoder)


def test_all_my_data_holds_the_invitation_that_i_answered_and_nobody_elses(
    organizer, invitation, register
):
    workflow.invite(organizer.sprint, [("Bo", "bo@example.org")], by=organizer.person)
    ada = somebody(HOME)
    register(organizer.sprint, ada, token=invitation.token)
    [found] = personal_data(ada)["invitations"]
    assert (found["email"], found["name"], found["state"]) == (WORK, "Ada Lovelace", "accepted")


def test_an_invitation_is_read_and_its_steps_are_taken(client_of, organizer, invitation):
    page = f"/admin/events/invitation/{invitation.pk}"
    client = client_of(organizer.person)
    seen = client.get(f"{page}/change/")
    assert 'name="_save"' not in seen.content.decode()
    assert [link["label"] for link in seen.context["action_links"]] == ["Remind", "Withdraw"]
    assert client.post(f"{page}/change/", {}).status_code == 403
    assert list(LogEntry.objects.all()) == []
    answer = client.post(f"{page}/actions/withdraw/", {"why": "A slip."})
    assert answer.status_code == 302
    invitation.refresh_from_db()
    assert invitation.state == "withdrawn"
