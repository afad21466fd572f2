"""A person's own calendar: what is in it, who opens it, and how its address is renewed."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.meetings.models import CalendarToken, Meeting
from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory, RsvpFactory, at
from events.meetings.tests.readers import read
from events.meetings.workflow import renew_token
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory
from people.models import Person
from people.tests.factories import GroupMemberFactory, PersonFactory

PAGE = "/people/me/calendar/"
RENEW = "/people/me/calendar/renew/"
JOIN = "https://meet.example.org"


def address(person):
    return reverse("meetings:own_calendar", args=[renew_token(person).token])


def titles(response):
    assert response.status_code == 200
    return [entry["title"] for entry in read(response.content)]


@pytest.fixture
def sprint(db):
    return SprintFactory()


@pytest.fixture
def registration(sprint):
    return RegistrationFactory(sprint=sprint, state="confirmed")


@pytest.fixture
def person(registration):
    return registration.person


@pytest.fixture
def meeting(sprint, registration):
    """A meeting for participants to which the person said yes."""
    links = {"join_url": f"{JOIN}/1", "room__join_url": f"{JOIN}/2"}
    meeting = MeetingFactory(sprint=sprint, visibility="participants", title="Mine", **links)
    RsvpFactory(meeting=meeting, registration=registration)
    return meeting


def test_my_calendar_holds_what_i_said_yes_to_and_where_i_am_needed(
    sprint, registration, meeting, client
):
    def add(hour, title, **more):
        more = {"visibility": "participants", "starts_at": at(sprint, hour)} | more
        return MeetingFactory(sprint=sprint, title=title, **more)

    RsvpFactory(meeting=add(11, "From afar"), registration=registration, answer="remote")
    RsvpFactory(meeting=add(12, "No, thank you"), registration=registration, answer="no")
    RsvpFactory(meeting=add(13, "Somebody else's"))
    person = registration.person
    for hour, role in enumerate(["chair", "presenter", "required", "invited"], start=14):
        meeting = add(hour, role, visibility="invited")
        MeetingPersonFactory(meeting=meeting, person=person, role=role)
    member = GroupMemberFactory(person=person, role="chair")
    add(18, "Of my group", group=member.group, visibility="group")
    add(19, "Asked for", group=member.group, state="requested", starts_at=None)
    response = client.get(address(person))
    needed = ["chair", "presenter", "required"]
    assert titles(response) == ["Mine", "From afar", *needed, "Of my group"]
    assert b"\r\nX-WR-CALNAME:My meetings\r\n" in response.content
    assert JOIN.encode() not in response.content


def test_what_i_may_no_longer_see_leaves_my_calendar(meeting, person, client):
    feed = address(person)
    assert titles(client.get(feed)) == ["Mine"]
    Meeting.objects.update(visibility="invited", public_since=timezone.now())
    assert titles(client.get(feed)) == []


def test_the_token_is_the_key_and_nothing_else_is(meeting, person, client_of):
    feed = address(person)
    for someone in (Client(), client_of(person), client_of(PersonFactory())):
        assert titles(someone.get(feed)) == ["Mine"]
    assert Client().get("/calendar/unknown.ics").status_code == 404
    assert client_of(person).get("/calendar/unknown.ics").status_code == 404


def test_the_old_address_leads_nowhere_once_it_is_renewed(meeting, person, client):
    old, new = address(person), address(person)
    assert old != new
    assert client.get(old).status_code == 404
    assert titles(client.get(new)) == ["Mine"]
    assert CalendarToken.objects.count() == 1


def test_whoever_is_no_longer_here_has_no_calendar(meeting, person, client):
    feed = address(person)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(feed).status_code == 404


def test_my_calendar_is_kept_by_nobody_but_my_program(meeting, person, client):
    feed = address(person)
    first, second = client.get(feed), client.get(feed)
    assert first.content == second.content
    again = client.get(feed, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for answer in (first, again):
        assert answer["Cache-Control"] == "private, no-cache"
    assert first["Referrer-Policy"] == "no-referrer"
    assert first["X-Robots-Tag"] == "noindex"
    head = client.head(feed)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    meeting.title = "Other"
    meeting.save()
    changed = client.get(feed, headers={"If-None-Match": first["ETag"]})
    assert titles(changed) == ["Other"]


@pytest.mark.parametrize("number", [1, 3])
def test_my_calendar_takes_two_queries_however_full_it_is(
    sprint, person, client, number, django_assert_num_queries
):
    for meeting in MeetingFactory.create_batch(number, sprint=sprint):
        MeetingPersonFactory(meeting=meeting, person=person)
    feed = address(person)
    with django_assert_num_queries(2):
        assert len(titles(client.get(feed))) == number


def test_the_page_shows_no_address_until_one_is_made(person, client_of):
    client = client_of(person)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert (b"Make my calendar address" in page.content, b".ics" in page.content) == (True, False)
    assert not CalendarToken.objects.exists()


def test_a_button_makes_the_address_and_another_replaces_it(person, client_of):
    client = client_of(person)
    shown = []
    for _ in range(2):
        page = client.post(RENEW, follow=True)
        assert page.redirect_chain == [(PAGE, 302)]
        token = CalendarToken.objects.get(person=person).token
        assert f'value="http://testserver/calendar/{token}.ics"' in page.content.decode()
        assert "Replace the address" in page.content.decode()
        shown.append(token)
    assert shown[0] != shown[1]
    assert shown[0] not in client.get(PAGE).content.decode()
    assert "no-store" in page["Cache-Control"]


def test_the_page_wants_a_log_in_and_its_button_a_post(person, client, client_of):
    for page in (client.get(PAGE), client.post(RENEW)):
        assert (page.status_code, page.url.partition("?")[0]) == (302, "/accounts/login/")
    assert client_of(person).get(RENEW).status_code == 405
    assert not CalendarToken.objects.exists()


def test_my_page_leads_to_my_calendar(person, client_of):
    assert f'href="{PAGE}"' in client_of(person).get(reverse("pages:mine")).content.decode()
