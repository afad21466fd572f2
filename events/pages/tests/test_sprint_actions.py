"""Steps of a sprint in the back office, with their reason."""

import datetime

import pytest
from django.utils import timezone

from events.lifecycle import Transition
from events.pages.admin import SprintAdmin
from events.pages.tests.test_sprint_admin import account, change, typed
from events.sprints import rules, workflow
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.races import at_once, let_both_look_first

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]


@pytest.fixture
def organizer():
    return TeamMemberFactory()


def test_a_step_asks_why_and_leaves_a_transition(client_of, organizer):
    client = client_of(organizer.person)
    page = f"/admin/events/sprint/{organizer.sprint.pk}/actions/open/"
    assert client.get(page).status_code == 200
    assert not Transition.objects.exists()
    response = client.post(page, {"why": "The form works."})
    assert response["Location"] == f"/admin/events/sprint/{organizer.sprint.pk}/dashboard/"
    row = Transition.objects.get()
    assert (str(row), row.by, row.why) == ("announced → open", organizer.person, "The form works.")
    assert "announced → open" in client.get(response["Location"]).content.decode()


def test_a_refused_step_says_why_and_keeps_what_was_typed(client_of, organizer):
    Sprint.objects.filter(pk=organizer.sprint.pk).update(conduct_url="")
    page = f"/admin/events/sprint/{organizer.sprint.pk}/actions/open/"
    response = client_of(organizer.person).post(page, {"why": "My long reason"})
    text = response.content.decode()
    assert "It still needs a code of conduct with its version." in text
    assert "My long reason" in text


def test_cancelling_needs_a_reason(client_of, organizer):
    page = f"/admin/events/sprint/{organizer.sprint.pk}/actions/cancel/"
    response = client_of(organizer.person).post(page, {"why": ""})
    assert "This field is required." in response.content.decode()
    assert not Transition.objects.exists()


def test_steps_from_the_list_go_through_the_same_door(client_of, organizer):
    other = TeamMemberFactory(person=organizer.person, sprint__conduct_url="").sprint
    chosen = {"action": "action_open", "_selected_action": [organizer.sprint.pk, other.pk]}
    client = client_of(organizer.person)
    response = client.post("/admin/events/sprint/", chosen | {"why": "Go"}, follow=True)
    assert {str(message) for message in response.context["messages"]} == {
        f"{other}: It still needs a code of conduct with its version.",
        "Open registration: 1 done.",
    }
    assert Transition.objects.get().why == "Go"


@pytest.mark.parametrize(
    ("state", "days_from_now", "labels"),
    [
        ("draft", 60, ["Announce", "Cancel the sprint"]),
        ("draft", -60, ["Record as finished", "Cancel the sprint"]),
        ("open", 60, ["Close registration", "Cancel the sprint"]),
        ("finished", -60, []),
    ],
)
def test_only_steps_that_can_be_taken_are_offered(client_of, state, days_from_now, labels):
    day = timezone.localdate() + datetime.timedelta(days=days_from_now)
    member = TeamMemberFactory(sprint__state=state, sprint__starts_on=day)
    page = f"/admin/events/sprint/{member.sprint.pk}/dashboard/"
    links = client_of(member.person).get(page).context["action_links"]
    assert [link["label"] for link in links] == labels


@pytest.mark.django_db(transaction=True)
def test_an_edit_that_was_open_meanwhile_does_not_undo_a_step(client_of, monkeypatch):
    """Django's own form would write the state as it was when the form was sent."""
    person = account("olga@example.org")
    sprint = TeamMemberFactory(
        person=person, sprint__state="draft", sprint__announced_at=None
    ).sprint
    let_both_look_first(monkeypatch, SprintAdmin, "get_object")
    let_both_look_first(monkeypatch, rules, "missing_for_announcement")
    client = client_of(person)
    at_once(
        lambda: client.post(change(sprint), typed(sprint, tagline="Edited")),
        lambda: workflow.announce(sprint, by=person),
    )
    sprint.refresh_from_db()
    assert (sprint.state, sprint.tagline) == ("announced", "Edited")
