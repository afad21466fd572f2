"""Meetings as calendars read them: three programs, one answer."""

import datetime
import uuid
from functools import partial

import pytest

from events.meetings import workflow
from events.meetings.calendar import meetings_calendar, public_calendar
from events.meetings.models import Meeting
from events.meetings.tests.factories import MeetingFactory, RoomFactory, book, slot_at
from events.meetings.tests.pages import autumn_sprint
from events.meetings.tests.pages import meeting as in_zone
from events.meetings.tests.readers import READERS, read
from events.meetings.workflow import Draft
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.tests import clock
from people.tests.factories import InterestGroupFactory

UID = "00000000-0000-4000-8000-000000000001"
WHY = "All have agreed."
SITE = "https://sprints.example.org"


def absolute(path):
    return SITE + path


def file_of(*meetings, write=meetings_calendar):
    """The file about these rows as they are stored."""
    rows = Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).order_by("pk")
    return write(rows.select_related("sprint", "group", "room"), absolute, "Programme")


def entry_of(meeting, write=meetings_calendar):
    (entry,) = read(file_of(meeting, write=write))
    return entry


def seconds(moment):
    """Calendars count in whole seconds."""
    return moment.astimezone(datetime.UTC).replace(microsecond=0)


@pytest.fixture
def sprint(db):
    days = {"starts_on": datetime.date(2027, 5, 3), "ends_on": datetime.date(2027, 5, 7)}
    return SprintFactory(name="Core, 2027", slug="core", venue_name="Building 7", **days)


@pytest.fixture
def meeting(sprint):
    return MeetingFactory(
        pk=7,
        uid=uuid.UUID(UID),
        sprint=sprint,
        title="C API; what next?",
        summary="We *read* the [plan](https://example.org/plan).\n\n- one\n- two & three",
        group=InterestGroupFactory(name="C API, and more"),
        room__name="Loft",
        room__where="third floor",
        join_url="https://meet.example.org/secret",
        sequence=4,
    )


@pytest.mark.parametrize("reader", READERS)
def test_each_program_reads_what_is_stored(meeting, reader):
    changed = seconds(meeting.changed_at)
    assert reader(file_of(meeting)) == [
        {
            "uid": UID,
            "title": "C API; what next?",
            "starts": datetime.datetime(2027, 5, 3, 10, tzinfo=datetime.UTC),
            "ends": datetime.datetime(2027, 5, 3, 11, tzinfo=datetime.UTC),
            "status": "CONFIRMED",
            "sequence": 4,
            "changed": changed,
            "stamp": changed,
            "text": "We read the plan.\n\none\ntwo & three\n\nCore, 2027",
            "place": "Loft, third floor, Building 7",
            "about": "C API, and more",
            "url": f"{SITE}/sprints/core/meetings/7/",
        }
    ]


def test_times_stand_in_utc_and_uid_and_interval_as_the_standard_wants(meeting):
    lines = file_of(meeting).split(b"\r\n")
    wanted = {
        b"DTSTART:20270503T100000Z",
        b"DTEND:20270503T110000Z",
        b"UID:" + UID.encode(),
        b"NAME:Programme",
        b"X-WR-CALNAME:Programme",
        b"REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        b"X-PUBLISHED-TTL:PT1H",
    }
    assert wanted - set(lines) == set()
    assert [line for line in lines if b"TZID" in line] == []


@pytest.mark.parametrize(
    ("typed", "comes_back"),
    [
        ("Semi;colon, comma \\ back\\nslash", "Semi;colon, comma \\ back\\nslash"),
        ('"Quoted": a=b', '"Quoted": a=b'),
        ("two\nlines", "two\nlines"),
        ("two\r\nlines", "two\nlines"),
        ("x\nEND:VEVENT\nBEGIN:VEVENT", "x\nEND:VEVENT\nBEGIN:VEVENT"),
        ("be\x07ll\x1b es\x7fcape\ttab", "bell escape tab"),
        ("line\u2028paragraph\u2029next\x85end", "line\nparagraph\nnext\nend"),
        ("right\u202eto left", "rightto left"),
        (f"{'x' * 60}{'🐍' * 20}{'é' * 40}", f"{'x' * 60}{'🐍' * 20}{'é' * 40}"),
        (f"{'x' * 64}👩\u200d💻 {'世界' * 30}", f"{'x' * 64}👩\u200d💻 {'世界' * 30}"),
    ],
)
def test_what_somebody_typed_comes_back_cleaned_and_whole(meeting, typed, comes_back):
    meeting.title = typed
    meeting.room.name = meeting.room.where = meeting.sprint.name = meeting.group.name = typed
    for row in (meeting, meeting.room, meeting.sprint, meeting.group):
        row.save()
    content = file_of(meeting)
    (entry,) = read(content)
    assert (entry["title"], entry["about"]) == (comes_back, comes_back)
    assert entry["place"] == f"{comes_back}, {comes_back}, Building 7"
    assert comes_back in entry["text"]
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75  # RFC 5545, 3.1
    assert [line.decode() for line in lines if b"\n" in line or b"\r" in line] == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"mode": "remote", "room": None}, ""),
        ({"mode": "hybrid", "room": None}, "Building 7"),
        ({"mode": "remote"}, "Loft, third floor"),
    ],
)
def test_a_meeting_is_where_people_meet(meeting, changes, place):
    Meeting.objects.update(**changes)
    assert entry_of(meeting)["place"] == place


def test_a_room_online_is_not_in_the_venue(meeting):
    meeting.room.kind = "online"
    meeting.room.save()
    assert entry_of(meeting)["place"] == "Loft, third floor"


def test_without_a_group_the_kind_says_what_it_is_about(meeting):
    Meeting.objects.update(group=None, kind="questions", summary="")
    entry = entry_of(meeting)
    assert (entry["about"], entry["text"]) == ("questions and answers", "Core, 2027")


def test_a_meeting_keeps_its_name_and_counts_its_changes(sprint):
    person = TeamMemberFactory(sprint=sprint).person
    room, other = RoomFactory(sprint=sprint), RoomFactory(sprint=sprint)
    draft, another = (Draft(title=title, visibility="public") for title in ("Plan", "Plans"))

    def edit(meeting, **by):
        meeting.refresh_from_db()
        return workflow.edit(meeting, seen=str(meeting.revision), draft=another, by=by["by"])

    with clock.at("2027-04-01T12:00+00:00"):
        meeting = book(sprint, by=person, draft=draft, slot=slot_at(room, 9), why=WHY)
        seen = [entry_of(meeting)]
        for step in (
            partial(workflow.move, slot=slot_at(room, 14)),
            partial(workflow.move, slot=slot_at(other, 14)),
            workflow.cancel,
            workflow.restore,
            edit,
        ):
            meeting = step(meeting, by=person, why=WHY)
            seen.append(entry_of(meeting))
    assert {entry["uid"] for entry in seen} == {str(meeting.uid)}
    assert [(entry["sequence"], entry["status"], entry["title"]) for entry in seen] == [
        (0, "CONFIRMED", "Plan"),
        (1, "CONFIRMED", "Plan"),
        (2, "CONFIRMED", "Plan"),
        (3, "CANCELLED", "Plan"),
        (4, "CONFIRMED", "Plan"),
        (4, "CONFIRMED", "Plans"),
    ]
    assert [entry["starts"].hour for entry in seen] == [9, *[14] * 5]


def test_nine_in_prague_is_another_hour_in_utc_after_the_clocks_change(db):
    prague = autumn_sprint()
    entries = read(
        file_of(
            in_zone(prague, "2030-10-26 09:00"),
            in_zone(prague, "2030-10-27 09:00"),
            in_zone(prague, "2030-10-26 22:00", minutes=9 * 60),
        )
    )
    assert [f"{entry['starts']:%d %H:%M}" for entry in entries] == [
        "26 07:00",
        "27 08:00",
        "26 20:00",
    ]
    assert f"{entries[2]['ends']:%d %H:%M}" == "27 05:00"


@pytest.mark.parametrize("shown", ["room", "sprint", "group", "meeting"])
def test_the_stamp_is_that_of_whatever_changed_last(meeting, shown):
    later = seconds(meeting.changed_at) + datetime.timedelta(hours=3)
    row = meeting if shown == "meeting" else getattr(meeting, shown)
    before = file_of(meeting)
    assert file_of(meeting) == before
    type(row).objects.filter(pk=row.pk).update(changed_at=later)
    entry = entry_of(meeting)
    assert (entry["changed"], entry["stamp"]) == (later, later)


def test_a_meeting_of_a_cancelled_sprint_is_cancelled(meeting):
    Sprint.objects.update(state="cancelled")
    assert entry_of(meeting)["status"] == "CANCELLED"


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2027-05-05T12:00+00:00", 1),
        ("2027-06-06T21:59:59+00:00", 1),  # the thirtieth day ends in Prague
        ("2027-06-06T22:00:00+00:00", 0),
    ],
)
@pytest.mark.parametrize("off", ["meeting", "sprint", "withdrawn"])
def test_what_is_cancelled_stays_for_thirty_days_after_the_sprint(meeting, off, moment, shown):
    if off == "meeting":
        Meeting.objects.update(state="cancelled")
    elif off == "sprint":
        Sprint.objects.update(state="cancelled")
    else:
        Meeting.objects.update(visibility="group", public_since=meeting.changed_at)
    with clock.at(moment):
        assert len(read(file_of(meeting, write=public_calendar))) == shown


def test_what_took_place_stays(meeting):
    Meeting.objects.update(state="held")
    with clock.at("2040-01-01T12:00+00:00"):
        assert entry_of(meeting)["status"] == "CONFIRMED"


def test_of_what_was_withdrawn_from_the_public_not_even_the_time_is_told(meeting):
    public = entry_of(meeting, write=public_calendar)
    Meeting.objects.update(visibility="group", public_since=meeting.changed_at)
    content = file_of(meeting, write=public_calendar)
    changed = seconds(Meeting.objects.get().changed_at)
    first = meeting.sprint.starts_on
    days = {"starts": first, "ends": first + datetime.timedelta(days=1)}
    neutral = {"title": "No longer in the public programme", "status": "CANCELLED"}
    nothing = dict.fromkeys(("text", "place", "about", "url"), "")
    stamps = {"changed": changed, "stamp": changed}
    assert read(content) == [public | days | neutral | nothing | stamps]
    assert b"C API" not in content
