"""How the programme team places, moves, swaps, declines, cancels and restores in the back office."""

import datetime
import zoneinfo

import pytest

from events.lifecycle import Transition
from events.meetings.models import ProgrammeChange
from events.meetings.tests.factories import MeetingFactory, MeetingPersonFactory, RoomFactory, at
from events.meetings.tests.forms import by_hand
from events.pages.tests.test_public_pages import words
from events.registration.tests.factories import RegistrationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
LIST = "/admin/events/meeting/"


@pytest.fixture
def sprint(team_member):
    return team_member.sprint


@pytest.fixture
def client(client_of, team_member):
    return client_of(team_member.person)


@pytest.fixture
def room(sprint):
    return RoomFactory(sprint=sprint, name="Library")


def place(meeting):
    return f"{LIST}{meeting.pk}/place/"


def typed(sprint, room, starts="15:00", **changes):
    return by_hand(room, day=sprint.starts_on.isoformat(), starts=starts, **changes)


def local(sprint, hour):
    """This hour of the first day, as the clocks show it where the sprint is."""
    return datetime.datetime.combine(
        sprint.starts_on, datetime.time(hour), zoneinfo.ZoneInfo(sprint.time_zone)
    )


def needed_twice(sprint, **fields):
    """A scheduled meeting and another one, both of which need the same person."""
    person = RegistrationFactory(sprint=sprint, person__name="Ana").person
    there = MeetingFactory(sprint=sprint, title="There", starts_at=local(sprint, 15))
    other = MeetingFactory(sprint=sprint, title="Other", **fields)
    for meeting in (there, other):
        MeetingPersonFactory(meeting=meeting, person=person, role="required")
    return there, other


def test_a_request_gets_its_place(client, team_member, sprint, room):
    meeting = MeetingFactory(sprint=sprint, state="requested", wishes="In the morning, please.")
    page = client.get(place(meeting))
    assert "In the morning, please." in words(page)
    answer = client.post(place(meeting), typed(sprint, room))
    assert answer["Location"] == f"{LIST}{sprint.pk}/problems/"
    meeting.refresh_from_db()
    assert (meeting.state, meeting.room) == ("scheduled", room)
    assert (meeting.starts_at, meeting.ends_at) == (local(sprint, 15), local(sprint, 16))
    assert ProgrammeChange.objects.get().by == team_member.person


def test_a_meeting_is_moved_and_restored_on_the_same_page(client, sprint, room):
    meeting = MeetingFactory(sprint=sprint)
    client.post(place(meeting), typed(sprint, room))
    client.post(f"{LIST}{meeting.pk}/actions/cancel/", {"why": "Nobody can come."})
    client.post(place(meeting), typed(sprint, room, starts="17:00"))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.starts_at) == ("scheduled", local(sprint, 17))
    rows = client.get("/admin/events/programmechange/").context["cl"].result_list
    assert [change.kind for change in rows] == ["restored", "cancelled", "moved"]


def test_a_taken_room_is_an_error_that_no_reason_overrides(client, sprint, room):
    MeetingFactory(sprint=sprint, room=room, starts_at=local(sprint, 15), title="First")
    meeting = MeetingFactory(sprint=sprint, state="requested")
    data = typed(sprint, room, why="I want it so, and typed this with care.")
    page = client.post(place(meeting), data)
    assert "It cannot take place then and there. Choose another time or room." in words(page)
    assert "Impossible Library is taken 15:00–16:00 by “First”." in words(page)
    assert "typed this with care" in page.content.decode()
    meeting.refresh_from_db()
    assert meeting.state == "requested"


def test_somebody_needed_twice_is_placed_with_a_reason(client, sprint, room):
    _, meeting = needed_twice(sprint, state="requested")
    page = client.post(place(meeting), typed(sprint, room))
    assert "Say why to place it all the same, or choose another time or room." in words(page)
    assert "Conflict Ana is needed in “There” 15:00–16:00." in words(page)
    client.post(place(meeting), typed(sprint, room, why="Ana will go to and fro."))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.override) == ("scheduled", "Ana will go to and fro.")
    assert "What speaks against where it is now" in words(client.get(place(meeting)))


def test_what_the_workflow_refuses_is_said(client, sprint):
    meeting = MeetingFactory(sprint=sprint, starts_at=local(sprint, 15))
    page = client.post(place(meeting), typed(sprint, meeting.room))
    assert "This meeting takes place then and there already." in words(page)


@pytest.mark.parametrize("state", ["declined", "held"])
def test_what_keeps_its_place_has_no_such_page(client, sprint, room, state):
    meeting = MeetingFactory(sprint=sprint, state=state)
    assert client.get(place(meeting)).status_code == 404
    assert client.post(place(meeting), typed(sprint, room)).status_code == 404
    assert place(meeting) not in client.get(f"{LIST}{meeting.pk}/change/").content.decode()


def test_steps_stand_on_the_page_of_the_meeting(client, sprint):
    for state, labels in (
        ("requested", {"Place", "Decline", "Cancel"}),
        ("scheduled", {"Move", "Cancel"}),
        ("cancelled", {"Place", "Take back into the programme"}),
        ("withdrawn", {"Place"}),
        ("held", set()),
    ):
        facts = {"starts_at": None} if state == "withdrawn" else {}
        meeting = MeetingFactory(sprint=sprint, state="cancelled" if facts else state, **facts)
        links = client.get(f"{LIST}{meeting.pk}/change/").context["action_links"]
        assert {link["label"] for link in links} == labels


def test_a_request_is_declined_with_a_reason(client, team_member, sprint):
    meeting = MeetingFactory(sprint=sprint, state="requested")
    page = f"{LIST}{meeting.pk}/actions/decline/"
    assert "This field is required." in client.post(page, {"why": ""}).content.decode()
    client.post(page, {"why": "The week is full."})
    meeting.refresh_from_db()
    row = Transition.objects.of(meeting).get()
    assert (meeting.state, row.why, row.by) == ("declined", "The week is full.", team_member.person)


def swap(client, *meetings, why=""):
    chosen = [meeting.pk for meeting in meetings]
    data = {"action": "swap", "_selected_action": chosen, "why": why}
    return words(client.post(LIST, data, follow=True))


def test_another_number_than_two_gets_a_sentence(client, sprint):
    meetings = MeetingFactory.create_batch(3, sprint=sprint)
    for chosen in (meetings[:1], meetings):
        assert "Choose two meetings; they change places." in swap(client, *chosen)
    assert not ProgrammeChange.objects.exists()


def test_a_swap_with_a_conflict_needs_a_reason(client, sprint):
    there, meeting = needed_twice(sprint, starts_at=at(sprint, 6))
    third = MeetingFactory(sprint=sprint, title="Third", starts_at=there.starts_at)
    assert "Ana is needed in “There”" in swap(client, meeting, third)
    assert "have changed places" in swap(client, meeting, third, why="Ana agrees.")
    meeting.refresh_from_db()
    assert meeting.override == "Ana agrees."
