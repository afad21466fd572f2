"""The back office of invitations: what it shows before emails leave, and who used them."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from events.outbox import Email
from events.pages.tests.test_sprint_admin import typed
from events.registration import workflow
from events.registration.models import Invitation
from events.registration.tests.conftest import register_for as register
from events.registration.tests.factories import RegistrationFactory
from events.registration.tests.pages import ADA, change, sentences, somebody, step
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
REASON = "Accepted from another address than the invited one."


@pytest.fixture
def client(client_of, organizer):
    return client_of(organizer.person)


def base(organizer, name):
    return f"/admin/events/invitation/{organizer.sprint.pk}/{name}/"


def test_the_page_of_an_invitation_names_who_used_it(client, invitation, taken):
    seen = client.get(change(invitation)).content.decode()
    assert f'<a href="{change(taken)}">{taken.person.name}</a> (pending)' in seen
    assert "sent → accepted" in seen
    workflow.decline(taken, by=Invitation.objects.get().sprint.team.get().person, why="No.")
    seen = client.get(change(invitation)).content.decode()
    assert change(taken) not in seen
    assert "accepted → sent" in seen


def test_another_team_reads_neither_address_nor_history(client_of, invitation, taken):
    stranger = client_of(TeamMemberFactory().person)
    for page in (change(taken), step(taken, "approve"), change(invitation)):
        seen = stranger.get(page, follow=True).content.decode()
        assert [words for words in ("eve@example.org", REASON) if words in seen] == []


def test_inviting_again_shows_the_email_then_sends_it(client, invitation):
    page = step(invitation, "again")
    assert page not in client.get(change(invitation)).content.decode()
    workflow.decline_invitation(invitation, by=None)
    assert page in client.get(change(invitation)).content.decode()
    assert "Ada &lt;ada@example.org&gt;" in client.get(page).content.decode()
    assert Email.objects.count() == 1
    assert client.post(page, {"why": ""})["Location"] == change(invitation)
    assert Email.objects.filter(to=ADA).count() == 2
    refused = client.post(page, {"why": ""}).context["form"].non_field_errors()
    assert refused == ["This invitation still waits for an answer. A reminder is enough."]


def test_the_preview_says_who_is_left_alone_and_why(client, organizer):
    sprint = organizer.sprint
    states = {
        "no@example.org": "the invitation was declined",
        "back@example.org": "the invitation was withdrawn",
        "over@example.org": "the invitation ended",
        "sent@example.org": "invited already",
        "used@example.org": "the invitation was used",
    }
    workflow.invite(sprint, [("", email) for email in states], by=organizer.person)
    no, back, over, *_ = Invitation.objects.order_by("pk")
    workflow.decline_invitation(no, by=None)
    workflow.withdraw(back, by=organizer.person, why="A slip.")
    Invitation.objects.filter(pk=over.pk).update(expires_at=timezone.now())
    row = register(sprint, somebody("used@example.org"))
    workflow.cancel(row, by=organizer.person, why="A slip.")
    RegistrationFactory(sprint=sprint, person=somebody("here@example.org"))
    states["here@example.org"] = "registered already"
    lines = "\n".join([*states, "new@example.org", "NEW@example.org"])
    preview = client.post(base(organizer, "invite"), {"people": lines})
    assert preview.context["fresh"] == [("", "new@example.org")]
    assert preview.context["known"] == [("", *pair) for pair in states.items()]
    answer = client.post(base(organizer, "send"), {"people": lines})
    assert sentences(answer) == [
        "1 invitation is on its way.",
        "6 people were left alone: invited or registered already.",
    ]
    answer = client.post(base(organizer, "send"), {"people": "new@example.org"})
    assert sentences(answer)[2:] == ["1 person was left alone: invited or registered already."]


@pytest.mark.parametrize("number", [3, 30])
def test_a_longer_list_costs_the_preview_no_look_more(
    client, organizer, number, django_assert_num_queries
):
    RegistrationFactory.create_batch(number, sprint=organizer.sprint, mode="remote")
    emails = [f"person{one}@example.org" for one in range(number)]
    Invitation.objects.bulk_create(
        Invitation(sprint=organizer.sprint, email=email, expires_at=timezone.now())
        for email in emails
    )
    lines = "\n".join([*emails, "new@example.org"])
    client.get("/admin/")
    with django_assert_num_queries(7):
        client.post(base(organizer, "invite"), {"people": lines})


def test_the_closing_time_bounds_invitations_and_moves_them(client, organizer, invitation):
    sprint, person = organizer.sprint, organizer.person
    EmailAddress.objects.create(user=person, email=person.email, verified=True)
    later = sprint.starts_on - datetime.timedelta(days=2)
    sent = typed(sprint, registration_closes_at=f"{later}T12:00")
    assert client.post(change(sprint), sent).status_code == 302
    sprint.refresh_from_db()
    invitation.refresh_from_db()
    assert invitation.expires_at == sprint.registration_closes_at
    Sprint.objects.update(registration_closes_at=timezone.now() - datetime.timedelta(hours=1))
    for name in ("invite", "send"):
        answer = client.post(base(organizer, name), {"people": "bo@example.org"})
        assert answer.context["form"].non_field_errors() == [
            "An invitation would have ended by now. Please set a later closing time first."
        ]
    assert Email.objects.count() == 1


def test_whoever_decides_about_a_registration_reads_address_and_history(client, taken):
    for page in (change(taken), step(taken, "approve"), step(taken, "decline")):
        seen = client.get(page).content.decode()
        assert "eve@example.org" in seen
        assert "new → pending" in seen
        assert REASON in seen


@pytest.mark.parametrize("steps", [3, 30])
def test_a_long_history_costs_no_look_more(
    client, taken, organizer, steps, django_assert_num_queries
):
    for _ in range(steps):
        taken.note(by=organizer.person, why="Asked again.")
    client.get(step(taken, "approve"))
    with django_assert_num_queries(8):
        client.get(step(taken, "approve"))
