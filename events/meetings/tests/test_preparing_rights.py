"""Who prepares a meeting: its chairs and the programme team, and of all others nobody."""

import pytest
from django.test import Client

from events.lifecycle import Refused
from events.meetings import workflow
from events.meetings.models import Meeting, MeetingPerson
from events.meetings.tests.factories import AgendaItemFactory, MeetingFactory, MeetingPersonFactory
from events.meetings.tests.forms import HUGE, page, row_of, typed
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import GroupMemberFactory, PersonFactory

WAY_IN = "https://meet.example.org/secret"
PREPARING = ("edit", "people", "agenda", "cancel", "move")


@pytest.fixture
def meeting(sprint, group):
    return MeetingFactory(sprint=sprint, group=group, title="Parser", join_url=WAY_IN)


@pytest.mark.parametrize("name", PREPARING)
def test_who_may_see_and_no_more_is_sent_away(meeting, sprint, client_of, name):
    meeting.sprint.chairs_may_book = True
    meeting.sprint.save()
    strangers = [
        RegistrationFactory(sprint=sprint).person,
        GroupMemberFactory(role="chair").person,
        GroupMemberFactory(group=meeting.group).person,
        TeamMemberFactory(sprint=sprint, role="reviewer").person,
        TeamMemberFactory(role="organizer").person,
        MeetingPersonFactory(meeting=meeting, role="presenter").person,
    ]
    before = row_of(meeting)
    for person in strangers:
        client = client_of(person)
        for answer in (client.get(page(name, meeting)), client.post(page(name, meeting), typed())):
            assert answer.status_code == 403
            assert WAY_IN not in answer.content.decode()
    Meeting.objects.update(visibility="invited")
    MeetingPerson.objects.all().delete()
    for person in strangers:
        assert client_of(person).get(page(name, meeting)).status_code == 404
    Meeting.objects.update(visibility="public")
    assert {**row_of(meeting), "changed_at": 0, "revision": 0} == {
        **before,
        "changed_at": 0,
        "revision": 0,
    }


@pytest.mark.parametrize("name", PREPARING)
def test_chairs_and_the_team_prepare_what_nobody_else_sees(meeting, chair, team, client_of, name):
    Sprint.objects.update(chairs_may_book=True)
    Meeting.objects.update(visibility="invited")
    named = MeetingPersonFactory(meeting=meeting).person
    for person in (chair, team, named, PersonFactory(is_superuser=True)):
        assert client_of(person).get(page(name, meeting)).status_code == 200


@pytest.mark.parametrize("name", PREPARING)
def test_an_address_that_names_no_meeting_of_this_sprint_is_not_found(
    meeting, team, client_of, client, name
):
    elsewhere = MeetingFactory()
    client_of_team = client_of(team)
    for pk in (elsewhere.pk, HUGE, 0):
        address = page(name, meeting).replace(f"/{meeting.pk}/", f"/{pk}/")
        assert client_of_team.get(address).status_code == 404
    assert client.get(page(name, meeting)).url.startswith("/accounts/login/")


def test_a_chair_places_only_where_the_sprint_lets_chairs_book(meeting, chair, team, client_of):
    assert client_of(chair).get(page("move", meeting)).status_code == 403
    assert client_of(chair).post(page("move", meeting), {"slot": "by_hand"}).status_code == 403
    assert page("move", meeting) not in client_of(chair).get(page("edit", meeting)).content.decode()
    assert client_of(team).get(page("move", meeting)).status_code == 200
    meeting.sprint.chairs_may_book = True
    meeting.sprint.save()
    assert client_of(chair).get(page("move", meeting)).status_code == 200
    assert page("move", meeting) in client_of(chair).get(page("edit", meeting)).content.decode()


@pytest.mark.parametrize("name", ["answer", "turn_to"])
def test_what_changes_something_is_never_a_get(meeting, chair, client_of, name):
    more = [1] if name == "turn_to" else []
    assert client_of(chair).get(page(name, meeting, *more)).status_code == 405


def test_every_form_wants_its_token(meeting, chair):
    client = Client(enforce_csrf_checks=True)
    client.force_login(chair)
    before = row_of(meeting)
    for name in ("edit", "people", "agenda", "cancel", "answer"):
        assert client.post(page(name, meeting), typed()).status_code == 403
    assert row_of(meeting) == before


@pytest.mark.parametrize(
    "step",
    [
        ("edit", "edit", typed(programme_note="", needs=[])),
        ("set_agenda", "agenda", {"points": "One"}),
        ("turn_to", "turn_to", {}),
    ],
)
def test_a_right_lost_meanwhile_is_said(meeting, team, client_of, monkeypatch, step):
    """Between the page's look and the verb's own, under its lock."""

    def refuse(*arguments, **more):
        raise Refused("Only its chairs can do this.")

    verb, name, sent = step
    item = AgendaItemFactory(meeting=meeting)
    client = client_of(team)
    more = [item.pk] if name == "turn_to" else []
    seen = "" if more else client.get(page(name, meeting)).context["form"].seen
    monkeypatch.setattr(workflow, verb, refuse)
    answer = client.post(page(name, meeting, *more), {**sent, "seen": seen}, follow=True)
    assert answer.status_code == 200
    assert answer.content.decode().count("Only its chairs can do this.") == 1
