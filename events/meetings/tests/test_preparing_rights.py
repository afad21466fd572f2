"""Who prepares a meeting: its chairs and the programme team, and of all others nobody."""

import pytest

from events.lifecycle import Refused
from events.meetings import workflow
from events.meetings.models import Meeting
from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory
from events.meetings.tests.forms import HUGE, page, row_of, typed
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory

WAY_IN = "https://meet.example.org/secret"
PREPARING = ("edit", "people", "agenda", "cancel", "move")


@pytest.fixture
def meeting(sprint, group):
    return MeetingFactory(sprint=sprint, group=group, title="Parser", join_url=WAY_IN)


def test_who_may_see_and_no_more_is_sent_away(meeting, sprint, client_of):
    """By class of right; `may_edit` is asked for everybody in test_rules."""
    Sprint.objects.update(chairs_may_book=True)
    named = MeetingPersonFactory(meeting=meeting, role="presenter").person
    strangers = (TeamMemberFactory(sprint=sprint, role="reviewer").person, named)
    before = row_of(meeting)
    for person in strangers:
        client = client_of(person)
        for name in PREPARING:
            for ask in (client.get, client.post):
                answer = ask(page(name, meeting))
                assert answer.status_code == 403
                assert WAY_IN not in answer.content.decode()
    assert row_of(meeting) == before
    Meeting.objects.update(visibility="invited")
    client = client_of(strangers[0])
    assert {client.get(page(name, meeting)).status_code for name in PREPARING} == {404}


def test_chairs_and_the_team_prepare_what_nobody_else_sees(meeting, chair, team, client_of):
    Sprint.objects.update(chairs_may_book=True)
    Meeting.objects.update(visibility="invited")
    for person in (chair, team):
        client = client_of(person)
        assert {client.get(page(name, meeting)).status_code for name in PREPARING} == {200}


def test_an_address_that_names_no_meeting_of_this_sprint_is_not_found(
    meeting, team, client_of, client
):
    of_team, elsewhere = client_of(team), MeetingFactory()
    for name in PREPARING:
        for pk in (elsewhere.pk, HUGE):
            address = page(name, meeting).replace(f"/{meeting.pk}/", f"/{pk}/")
            assert of_team.get(address).status_code == 404
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


def test_what_changes_something_is_never_a_get(meeting, chair, client_of):
    for address in (page("answer", meeting), page("turn_to", meeting, 1)):
        assert client_of(chair).get(address).status_code == 405


@pytest.mark.parametrize(
    "step",
    [
        ("edit", "edit", typed(programme_note="", needs=[])),
        ("set_agenda", "agenda", {"points": "One"}),
    ],
)
def test_a_right_lost_meanwhile_is_said(meeting, team, client_of, monkeypatch, step):
    """Between the page's look and the verb's own, under its lock."""

    def refuse(*arguments, **more):
        raise Refused("Only its chairs can do this.")

    verb, name, sent = step
    client = client_of(team)
    seen = client.get(page(name, meeting)).context["form"].seen
    monkeypatch.setattr(workflow, verb, refuse)
    answer = client.post(page(name, meeting), {**sent, "seen": seen})
    assert answer.content.decode().count("Only its chairs can do this.") == 1
