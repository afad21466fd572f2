"""Literal query counts, the same for few meetings and for many, and pages that are kept."""

import datetime

import pytest
from django.core.cache import caches
from django.test import Client

from events.meetings.models import Meeting, ProgrammeChange
from events.meetings.tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MeetingPersonFactory,
    RoomFactory,
    RsvpFactory,
)
from events.meetings.tests.pages import autumn_sprint
from events.registration.tests.factories import RegistrationFactory
from events.tests.clock import at
from people.tests.factories import GroupMemberFactory, InterestGroupFactory, PersonFactory

pytestmark = pytest.mark.django_db
DURING = "2030-10-26T07:00+00:00"
PAGES = {
    "/sprints/quill/programme/": 7,
    "/sprints/quill/programme/2030-10-26/": 7,
    "/sprints/quill/programme/changes/": 9,
    "/sprints/quill/meetings/1/": 8,
    "/groups/": 4,
    "/groups/parsers/": 7,
}
NOW = "/sprints/quill/now/"


def programme(meetings):
    """So many meetings of one group, over the five days of a sprint."""
    sprint = autumn_sprint()
    group = InterestGroupFactory(slug="parsers")
    rooms = RoomFactory.create_batch(5, sprint=sprint)
    GroupMemberFactory.create_batch(min(meetings, 30), group=group)
    first = datetime.datetime(2030, 10, 25, 7, tzinfo=datetime.UTC)
    ten_minutes = datetime.timedelta(minutes=10)
    starts = [
        first + datetime.timedelta(days=number % 5) + number // 5 * ten_minutes
        for number in range(meetings)
    ]
    Meeting.objects.bulk_create(
        MeetingFactory.build(
            pk=number + 1,
            sprint=sprint,
            group=group,
            room=rooms[number % 5],
            starts_at=starts_at,
            ends_at=starts_at + ten_minutes,
        )
        for number, starts_at in enumerate(starts)
    )
    ProgrammeChange.objects.bulk_create(
        ProgrammeChange(sprint=sprint, meeting=row, kind="added", was_public=True)
        for row in sprint.meetings.all()
    )
    row = Meeting.objects.get(pk=1)
    for _ in range(min(meetings, 30)):
        registration = RegistrationFactory(sprint=sprint)
        RsvpFactory(meeting=row, registration=registration)
        MeetingPersonFactory(meeting=row, person=registration.person)
        AgendaItemFactory(meeting=row)
    return sprint


@pytest.mark.parametrize("meetings", [3, 10])
@pytest.mark.parametrize(
    ("reader", "queries"),
    [("stranger", [*PAGES.values(), 8]), ("participant", [11, 6, 8, 8, 4, 7, 7])],
)
def test_a_page_costs_the_same_for_three_meetings_and_for_ten(
    client_of, django_assert_num_queries, meetings, reader, queries
):
    sprint = programme(meetings)
    person = RegistrationFactory(sprint=sprint).person
    with at(DURING):
        client = Client() if reader == "stranger" else client_of(person)
        for path, number in zip([*PAGES, NOW], queries, strict=True):
            caches["pages"].clear()
            with django_assert_num_queries(number):
                assert client.get(path).status_code == 200


def test_an_unchanged_page_is_answered_304_before_the_session_is_read(
    client, django_assert_num_queries
):
    programme(3)
    for path in PAGES:
        first = client.get(path)
        assert first["Cache-Control"] == "public, no-cache"
        with django_assert_num_queries(1):
            again = client.get(path, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_a_kept_page_is_the_page_until_something_changes(client, django_assert_num_queries):
    programme(3)
    for path in PAGES:
        first = client.get(path)
        with django_assert_num_queries(1):
            assert client.get(path).content == first.content
    Meeting.objects.filter(pk=1).update(title="New Title")
    for path in PAGES.keys() - {"/groups/"}:
        assert ("New Title" in client.get(path).content.decode()) == ("2030-10-26" not in path)


def test_each_time_zone_has_a_page_of_its_own(client):
    programme(3)
    home = client.get("/sprints/quill/programme/").content
    away = client.get("/sprints/quill/programme/?tz=Asia/Tokyo").content
    assert b"JST" in away
    assert client.get("/sprints/quill/programme/").content == home


def test_the_programme_is_kept_for_all_who_see_the_same_meetings_at_the_same_clock(
    client_of, django_assert_num_queries
):
    sprint = programme(3)
    MeetingFactory(sprint=sprint, visibility="participants", title="Marked Title")
    taking_part = [
        client_of(row.person) for row in RegistrationFactory.create_batch(2, sprint=sprint)
    ]
    outsider = client_of(PersonFactory())

    def look(client, queries, query=""):
        with django_assert_num_queries(queries):
            page = client.get(f"/sprints/quill/programme/{query}").content.decode()
        return "Marked Title" in page

    first, second = taking_part
    for query in ("", "?tz=Asia/Kolkata"):
        assert look(first, 11, query) is look(second, 8, query) is True
        assert look(outsider, 11, query) is look(outsider, 8, query) is False
