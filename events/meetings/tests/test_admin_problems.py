"""What is to be solved in a programme: the page, the column of the list, the dashboard."""

import datetime

import pytest

from events.meetings.models import Room
from events.meetings.tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MeetingPersonFactory,
    at,
)
from events.pages.tests.test_public_pages import words
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
LIST = "/admin/events/meeting/"


@pytest.fixture
def sprint(team_member):
    return team_member.sprint


@pytest.fixture
def client(client_of, team_member):
    return client_of(team_member.person)


def problems(sprint):
    return f"{LIST}{sprint.pk}/problems/"


def well_prepared(**fields):
    """A scheduled meeting against which nothing speaks."""
    meeting = MeetingFactory(**fields)
    AgendaItemFactory(meeting=meeting)
    return meeting


def needed_twice(sprint, *titles):
    person = RegistrationFactory(sprint=sprint, person__name="Ana").person
    meetings = [well_prepared(sprint=sprint, title=title) for title in titles]
    for meeting in meetings:
        MeetingPersonFactory(meeting=meeting, person=person, role="required")
    return meetings


def test_nothing_to_solve_is_said(client, sprint):
    well_prepared(sprint=sprint)
    page = words(client.get(problems(sprint)))
    assert "Nothing to solve: every request has its place" in page


def test_requests_stand_on_top_and_the_gravest_conflict_before_notes(client, sprint):
    MeetingFactory(sprint=sprint, title="Without agenda", starts_at=at(sprint, 6))
    needed_twice(sprint, "One", "Other")
    tight = well_prepared(sprint=sprint, title="Closed room", starts_at=at(sprint, 14))
    hours = {"opens_at": datetime.time(8), "closes_at": datetime.time(9)}
    Room.objects.filter(pk=tight.room_id).update(**hours)
    request = {"title": "Waiting", "state": "requested", "wishes": "Before noon"}
    waiting = MeetingFactory(sprint=sprint, **request)
    page = client.get(problems(sprint))
    assert [row.meeting.title for row in page.context["grave"]] == ["Closed room", "One", "Other"]
    assert [row.meeting.title for row in page.context["warned"]] == ["Without agenda"]
    text = words(page)
    order = ["Waiting", "Before noon", "Impossible", "Conflict Ana", "Note The meeting has no"]
    assert sorted(order, key=text.index) == order
    for meeting in (waiting, tight):
        assert f'href="{LIST}{meeting.pk}/place/"' in page.content.decode()


def test_a_reason_that_was_given_stands_beside_the_conflict(client, sprint):
    meeting, _ = needed_twice(sprint, "One", "Other")
    type(meeting).objects.filter(pk=meeting.pk).update(override="Ana agrees.")
    assert "Placed all the same: Ana agrees." in words(client.get(problems(sprint)))


def test_once_the_programme_is_over_nothing_is_offered(client, sprint):
    meeting, _ = needed_twice(sprint, "One", "Other")
    Sprint.objects.filter(pk=sprint.pk).update(state="finished")
    page = client.get(problems(sprint))
    assert "The programme of this sprint no longer changes." in words(page)
    assert f"{meeting.pk}/place/" not in page.content.decode()


@pytest.mark.parametrize("role", ["organizer", "programme"])
def test_the_dashboard_counts_what_waits_and_leads_there(client_of, role):
    member = TeamMemberFactory(role=role)
    needed_twice(member.sprint, "One", "Other")
    MeetingFactory(sprint=member.sprint)
    MeetingFactory(sprint=member.sprint, state="requested")
    MeetingFactory()
    page = client_of(member.person).get(f"/admin/events/sprint/{member.sprint.pk}/dashboard/")
    numbers = dict(dict(page.context["panels"])["Programme"])
    assert numbers == {"requests waiting": 1, "in the programme": 3, "with conflicts": 2}
    assert f'href="{problems(member.sprint)}"' in page.content.decode()
    assert f'href="{LIST}?sprint__id__exact={member.sprint.pk}"' in page.content.decode()


def test_the_list_counts_conflicts_and_no_notes(client, sprint):
    one, other = needed_twice(sprint, "One", "Other")
    third = MeetingFactory(sprint=sprint, starts_at=at(sprint, 14))
    rows = client.get(LIST).context["cl"].result_list
    assert {row.pk: row.grave_problems for row in rows} == {one.pk: 1, other.pk: 1, third.pk: 0}


def test_the_list_is_filtered_by_state_kind_group_room_and_day(client, sprint):
    first = MeetingFactory(sprint=sprint, kind="talk", starts_at=at(sprint, 21, 30))
    late = MeetingFactory(sprint=sprint, starts_at=at(sprint, 23, 30))  # past midnight in Prague
    asked = MeetingFactory(sprint=sprint, state="requested")
    today = sprint.starts_on
    tomorrow = today + datetime.timedelta(days=1)
    for query, found in (
        ("state__exact=requested", [asked]),
        ("kind__exact=talk", [first]),
        (f"room__id__exact={late.room_id}", [late]),
        (f"day={today}", [first]),
        (f"day={tomorrow}", [late]),
        ("day=2001-01-01", []),
        ("", [asked, first, late]),  # what waits for its place comes first
    ):
        page = client.get(f"{LIST}?{query}")
        assert list(page.context["cl"].result_list) == found


def test_a_day_that_is_known_without_a_time_is_found(client_of):
    sprint = SprintFactory()
    organizer = TeamMemberFactory(sprint=sprint).person
    meeting = MeetingFactory(sprint=sprint, state="held", starts_at=None, on_day=sprint.starts_on)
    page = client_of(organizer).get(f"{LIST}?day={sprint.starts_on}")
    assert list(page.context["cl"].result_list) == [meeting]


@pytest.mark.parametrize("number", [1, 3])
def test_list_and_page_cost_the_same_for_1_and_3(client, sprint, django_assert_num_queries, number):
    MeetingFactory.create_batch(number, sprint=sprint)
    with django_assert_num_queries(19):
        assert client.get(LIST).status_code == 200
    with django_assert_num_queries(13):  # the conflicts are judged once, until something changes
        assert client.get(LIST).status_code == 200
    with django_assert_num_queries(13):
        assert client.get(problems(sprint)).status_code == 200
