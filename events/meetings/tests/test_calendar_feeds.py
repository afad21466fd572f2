"""The public feeds: who reads what, what is kept, and what nobody reads."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events.meetings.models import Meeting
from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory, at
from events.meetings.tests.readers import read
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.tests import clock
from people.tests.factories import InterestGroupFactory, PersonFactory

HIDDEN = ["participants", "group", "invited"]
SECRETS = [b"hush", b"https://meet.example.org/"]


def programme(sprint):
    return reverse("meetings:programme_calendar", args=[sprint.slug])


def of_group(group):
    return reverse("meetings:group_calendar", args=[group.slug])


def of_meeting(meeting):
    return reverse("meetings:meeting_calendar", args=[meeting.sprint.slug, meeting.pk])


def titles(response):
    assert response.status_code == 200
    return [entry["title"] for entry in read(response.content)]


@pytest.fixture
def group(db):
    return InterestGroupFactory(name="C API", slug="c-api")


@pytest.fixture
def sprint(db):
    return SprintFactory(slug="core", name="Core sprint", time_zone="Europe/Prague")


@pytest.fixture
def meeting(sprint, group):
    return MeetingFactory(
        sprint=sprint,
        group=group,
        title="Open",
        join_url="https://meet.example.org/1",
        room__join_url="https://meet.example.org/2",
    )


@pytest.fixture
def hidden(sprint, group):
    """Meetings of which strangers may not know, each with a word to look for."""
    hush = {"summary": "hush", "room__name": "hush", "starts_at": at(sprint, 13)}
    facts = hush | {"sprint": sprint, "group": group}
    return [MeetingFactory(visibility=one, title=f"hush {one}", **facts) for one in HIDDEN]


def test_the_feeds_tell_everybody_the_same(meeting, hidden, client, client_of):
    """Their address has no session: what a calendar program gets must not depend on the browser."""
    for someone in (client, client_of(PersonFactory(is_superuser=True))):
        for feed in (programme(meeting.sprint), of_group(meeting.group)):
            response = someone.get(feed)
            assert titles(response) == ["Open"]
            assert [secret for secret in SECRETS if secret in response.content] == []


def test_the_feed_of_a_sprint_has_a_name_and_the_order_of_time(sprint, meeting, client):
    MeetingFactory(sprint=sprint, title="Early", starts_at=at(sprint, 8))
    MeetingFactory(title="Elsewhere")
    response = client.get(programme(sprint))
    assert titles(response) == ["Early", "Open"]
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"\r\nX-WR-CALNAME:Core sprint\r\n" in response.content


def test_the_feed_of_a_group_goes_over_all_sprints_that_are_announced(group, meeting, client):
    draft = SprintFactory(state="draft", announced_at=None)
    MeetingFactory(group=group, title="Next year", starts_at=at(meeting.sprint, 9, day=300))
    MeetingFactory(group=group, title="Not yet told", sprint=draft)
    MeetingFactory(sprint=meeting.sprint, title="Other group")
    response = client.get(of_group(group))
    assert titles(response) == ["Open", "Next year"]
    assert b"\r\nX-WR-CALNAME:C API\r\n" in response.content


def test_what_was_withdrawn_says_that_and_nothing_else(meeting, client):
    Meeting.objects.update(visibility="invited", public_since=timezone.now(), title="hush")
    for feed in (programme(meeting.sprint), of_group(meeting.group)):
        response = client.get(feed)
        assert titles(response) == ["No longer in the public programme"]
        assert [secret for secret in SECRETS if secret in response.content] == []
    Sprint.objects.update(state="draft", announced_at=None)
    assert titles(client.get(of_group(meeting.group))) == []


def test_feeds_of_what_strangers_may_not_know_are_not_found(db, client, client_of):
    draft = SprintFactory(state="draft", announced_at=None)
    meeting = MeetingFactory(sprint=draft)
    organizer = TeamMemberFactory(sprint=draft).person
    for someone in (client, client_of(organizer)):
        assert someone.get(programme(draft)).status_code == 404
    missing = [
        reverse("meetings:programme_calendar", args=["nowhere"]),
        reverse("meetings:group_calendar", args=["nobody"]),
        reverse("meetings:meeting_calendar", args=[SprintFactory().slug, meeting.pk]),
        of_meeting(meeting),
    ]
    assert {client.get(page).status_code for page in missing} == {404}


def test_a_meeting_can_be_taken_over_by_whoever_sees_it(meeting, hidden, client, client_of):
    assert titles(client.get(of_meeting(meeting))) == ["Open"]
    assert b"CALNAME" not in client.get(of_meeting(meeting)).content  # one event to take over
    named = MeetingPersonFactory(meeting=hidden[2]).person
    response = client_of(named).get(of_meeting(hidden[2]))
    assert titles(response) == ["hush invited"]
    assert response["Cache-Control"] == "private, no-store, no-cache"
    for someone in (client, client_of(PersonFactory())):
        assert {someone.get(of_meeting(row)).status_code for row in hidden} == {404}


@pytest.mark.parametrize("number", [1, 3])
def test_feeds_of_one_and_of_three_take_the_same_queries(
    sprint, group, client, number, django_assert_num_queries
):
    meeting, *_ = MeetingFactory.create_batch(number, sprint=sprint, group=group)
    # The version, the next gate, the sprint or group, its meetings; of a sprint first which it is.
    for feed, queries in ((programme(sprint), 5), (of_group(group), 4), (of_meeting(meeting), 4)):
        with django_assert_num_queries(queries):
            assert client.get(feed).status_code == 200


def test_a_client_that_has_the_feed_is_told_so_with_one_query(
    meeting, client, django_assert_num_queries
):
    for feed in (programme(meeting.sprint), of_group(meeting.group), of_meeting(meeting)):
        first, second = client.get(feed), client.get(feed)
        assert first.content == second.content
        with django_assert_num_queries(1):
            again = client.get(feed, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert first["Cache-Control"] == "public, no-cache"


def test_a_feed_stays_as_it_is_while_time_passes_and_forgets_in_time(meeting, client):
    """Programs ask each hour: only what changes the file may change its tag."""
    Sprint.objects.update(starts_on="2027-05-03", ends_on="2027-05-07")
    Meeting.objects.update(state="cancelled")
    feed = programme(meeting.sprint)
    with clock.at("2027-05-03T08:00+00:00"):
        first = client.get(feed)
    asked = {"If-None-Match": first["ETag"]}
    with clock.at("2027-06-06T21:59+00:00"):
        assert client.get(feed, headers=asked).status_code == 304
    with clock.at("2027-06-06T22:01+00:00"):  # the thirtieth day has ended in Prague
        assert titles(client.get(feed, headers=asked)) == []
