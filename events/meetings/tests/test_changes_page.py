"""What has changed in a programme, for whoever may know of it."""

import datetime

import pytest

from events.meetings import workflow
from events.meetings.models import Meeting, ProgrammeChange, Slot
from events.meetings.tests.factories import RoomFactory, book, slot_at
from events.meetings.tests.pages import autumn_sprint, meeting, plain, words
from events.meetings.workflow import Draft
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory

pytestmark = pytest.mark.django_db
CHANGES = "/sprints/quill/programme/changes/"


@pytest.fixture
def sprint():
    return autumn_sprint()


@pytest.fixture
def boss(sprint):
    return TeamMemberFactory(sprint=sprint, role="programme").person


@pytest.fixture
def slots(sprint):
    """Three slots: two rooms at nine, the second again at ten on the next day."""
    attic, barn = (RoomFactory(sprint=sprint, name=name) for name in ("Attic", "Barn"))
    return [slot_at(attic, 7), slot_at(barn, 7), slot_at(barn, 8, day=1)]


def booked(sprint, boss, slot, visibility="public"):
    draft = Draft(title="Grammar", visibility=visibility)
    return book(sprint, by=boss, draft=draft, slot=slot)


def sentences(response):
    rows = response.content.decode().split("<ol")[1].split("</ol>")[0].split("<li>")[1:]
    return [plain(row.split('<div class="quiet">')[0]) for row in rows]


def test_changes_stand_newest_first_with_what_was_and_what_is(client, sprint, boss, slots):
    row = booked(sprint, boss, slots[0])
    for slot in slots[1:]:
        row = workflow.move(row, slot, by=boss)
    nowhere = Slot(slots[2].starts_at, slots[2].ends_at)
    row = workflow.move(row, nowhere, by=boss, why="We walk.")
    workflow.cancel(row, by=boss, why="Too few.")
    response = client.get(CHANGES)
    assert sentences(response) == [
        "Grammar cancelled Saturday, 26 October 2030, 10:00–11:00 CEST",
        "Grammar another room Saturday, 26 October 2030, 10:00–11:00 CEST, from Barn to no room",
        "Grammar moved From Friday, 25 October 2030, 09:00–10:00 CEST"
        " to Saturday, 26 October 2030, 10:00–11:00 CEST, Barn",
        "Grammar another room Friday, 25 October 2030, 09:00–10:00 CEST, from Attic to Barn",
        "Grammar added Friday, 25 October 2030, 09:00–10:00 CEST, Attic",
    ]
    assert response.content.decode().count(f'href="/sprints/quill/meetings/{row.pk}/"') == 5


def test_changes_of_private_meetings_are_for_those_who_may_see_them(
    client, client_of, sprint, boss, slots
):
    booked(sprint, boss, slots[0], visibility="participants")
    participant = client_of(RegistrationFactory(sprint=sprint).person)
    assert "Nothing has changed." in words(client.get(CHANGES))
    assert "Grammar added" in words(participant.get(CHANGES))


def test_what_was_public_stays_without_title_time_and_room_once_it_is_private(
    client, sprint, boss, slots
):
    row = booked(sprint, boss, slots[0])
    workflow.move(row, slots[1], by=boss)
    row = workflow.move(row, slots[2], by=boss)
    Meeting.objects.filter(pk=row.pk).update(visibility="invited", title="Marked Title")
    response = client.get(CHANGES)
    page = response.content.decode()
    assert sentences(response) == [
        "A meeting that is no longer public moved",
        "A meeting that is no longer public another room",
        "A meeting that is no longer public added",
    ]
    for private in ("Marked Title", "25 October", "09:00", "Attic", "Barn"):
        assert private not in page
    assert f"/meetings/{row.pk}/" not in page


def test_a_meeting_whose_times_nobody_knew_changes_without_any(client, sprint):
    row = meeting(sprint, "2030-10-25 09:00", title="Grammar")
    unknown = {"starts_at": None, "ends_at": None, "room": None, "state": "held"}
    ProgrammeChange.objects.create(
        sprint=sprint, meeting=row, kind="added", after=unknown, was_public=True
    )
    assert sentences(client.get(CHANGES)) == ["Grammar added"]


def test_moments_are_told_in_the_zone_that_is_asked_for(client, sprint, boss, slots):
    row = booked(sprint, boss, slots[0])
    at = datetime.datetime(2030, 10, 1, 3, tzinfo=datetime.UTC)
    ProgrammeChange.objects.create(
        sprint=sprint, meeting=row, kind="restored", was_public=True, at=at
    )
    text = words(client.get(CHANGES, {"tz": "America/New_York"}))
    assert "Friday, 25 October 2030, 03:00–04:00 EDT, Attic" in text
    assert "Tuesday, 1 October 2030, 23:00 −1 day EDT" in text
