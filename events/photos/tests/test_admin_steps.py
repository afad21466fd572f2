"""Steps of photos and of requests for removal in the back office, and the dashboard."""

from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils import timezone

from events.photos import workflow
from events.photos.tests.factories import (
    PhotoFactory,
    RemovalRequestFactory,
)
from events.photos.tests.test_admin import LIST, ROOT, change, fresh, made, shown, step
from events.photos.tests.uploads import address, participant, running_sprint, told
from events.registration.tests.pages import all_rows
from events.sprints.tests.factories import TeamMemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]


@pytest.fixture
def sprint(db):
    return running_sprint()


@pytest.fixture
def moderator(sprint):
    return TeamMemberFactory(sprint=sprint, role="photographer").person


@pytest.fixture
def client(moderator, client_of):
    return client_of(moderator)


# Steps


STEPS = [
    ("ask", "pending", "needs_details"),
    ("reject", "pending", "rejected"),
    ("reconsider", "rejected", "pending"),
    ("hide", "published", "hidden"),
    ("show_again", "hidden", "published"),
    ("remove", "hidden", "removed"),
]


@pytest.mark.parametrize(("name", "before", "after"), STEPS)
def test_each_step_is_offered_where_it_can_be_taken(client, sprint, name, before, after):
    photo = made(sprint, before)
    assert step(photo, name) in client.get(change(photo)).content.decode()
    assert client.get(step(photo, name)).status_code == 200
    assert fresh(photo).state == before
    client.post(step(photo, name), {"why": "Because."})
    assert fresh(photo).state == after
    again = client.post(step(photo, name), {"why": "Because."})
    assert again.context["form"].errors
    assert "Because." in again.content.decode()


def test_the_cover_is_a_step_of_one_photo(client, sprint):
    photo = made(sprint, "published")
    client.post(step(photo, "set_cover"), {"why": ""})
    assert fresh(photo).is_cover
    html = client.get(change(photo)).content.decode()
    assert step(photo, "take_cover_away") in html
    assert step(photo, "set_cover") not in html
    client.post(step(photo, "take_cover_away"), {"why": ""})
    assert not fresh(photo).is_cover
    options = [name for name, _ in client.get(LIST).context["action_form"].fields["action"].choices]
    assert "action_hide" in options
    assert "action_set_cover" not in options


def test_a_step_of_several_tells_whom_it_could_not_be_taken_with(client, sprint):
    public, waiting = made(sprint, "published"), made(sprint)
    chosen = {
        "action": "action_hide",
        "why": "Blurred.",
        ACTION_CHECKBOX_NAME: [public.pk, waiting.pk],
    }
    answer = client.post(LIST, chosen, follow=True)
    assert (fresh(public).state, fresh(waiting).state) == ("hidden", "pending")
    assert any(str(waiting) in sentence for sentence in told(answer))


# Requests to take down


def test_open_requests_come_first_and_the_urgent_ones_say_so(client, sprint):
    now = timezone.now()
    photo = made(sprint, "hidden")
    done, late, early = (
        RemovalRequestFactory(photo=photo, state=state, created_at=now - timedelta(hours=hours))
        for state, hours in (("declined", 90), ("open", 3), ("open", 49))
    )
    answer = client.get(f"{ROOT}/removalrequest/")
    assert shown(answer) == [early, late, done]
    assert answer.content.decode().count("urgent: open for two days") == 1


@pytest.mark.parametrize(("name", "after"), [("grant", "removed"), ("decline", "published")])
def test_a_request_is_decided_as_a_step(client, sprint, name, after):
    photo = made(sprint, "published")
    request = workflow.ask_removal(photo, by=participant(sprint), kind="in_it")
    assert step(request, name) in client.get(change(request)).content.decode()
    client.post(step(request, name), {"why": "We looked."})
    assert (fresh(photo).state, fresh(request).answer) == (after, "We looked.")
    again = client.post(step(request, name), {"why": "We looked."})
    assert "This has been decided already." in str(again.context["form"].errors)


def test_a_request_stays_only_with_a_reason(client, sprint):
    request = RemovalRequestFactory(photo=made(sprint, "hidden"))
    assert client.post(step(request, "decline"), {"why": " "}).context["form"].errors
    assert fresh(request).state == "open"


def test_nothing_is_typed_into_a_request(client, sprint):
    request = RemovalRequestFactory(photo=made(sprint, "hidden"))
    before = all_rows()["RemovalRequest"]
    client.post(change(request), {"state": "granted", "answer": "x", "photo": "1"})
    assert all_rows()["RemovalRequest"] == before


# The dashboard


def dashboard(client, sprint):
    return client.get(f"{ROOT}/sprint/{sprint.pk}/dashboard/")


def test_the_dashboard_counts_what_waits(client, sprint):
    PhotoFactory(state="pending")
    PhotoFactory.create_batch(2, sprint=sprint)
    PhotoFactory.create_batch(3, sprint=sprint, state="pending")
    request = RemovalRequestFactory(photo__sprint=sprint)
    RemovalRequestFactory(photo__sprint=sprint, state="granted")
    numbers = [("published", 4), ("waiting for the team", 3), ("removals asked for", 1)]
    answer = dashboard(client, sprint)
    assert dict(answer.context["panels"])["Photos"] == numbers
    assert dict(answer.context["links"])["Photos"] == [
        (address("review", sprint), "Review photos"),
        (f"{LIST}?sprint__id__exact={sprint.pk}", "Photos"),
    ]
    assert client.get(f"{LIST}?sprint__id__exact={sprint.pk}").status_code == 200
    type(request).objects.update(created_at=timezone.now() - timedelta(hours=49))
    assert dict(dashboard(client, sprint).context["panels"])["Photos"][2] == (
        "removals asked for (urgent)",
        1,
    )


def test_whoever_decides_nothing_about_photos_sees_no_panel(client_of, sprint):
    client = client_of(TeamMemberFactory(sprint=sprint, role="desk").person)
    answer = dashboard(client, sprint)
    assert "Photos" not in dict(answer.context["panels"])
    assert "Photos" not in dict(answer.context["links"])
