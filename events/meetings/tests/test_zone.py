"""Another time zone for a sprint: what its clocks show stays, and everybody concerned is told."""

import datetime

import pytest

from events.lifecycle import Refused, Transition
from events.meetings import workflow
from events.meetings.models import Meeting, ProgrammeChange
from events.meetings.tests.factories import MeetingFactory, at
from events.meetings.tests.test_telling import told
from events.pages.tests.test_public_pages import words
from events.pages.tests.test_sprint_admin import account, change, typed
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
NEW_YORK = "America/New_York"


@pytest.fixture
def organizer(sprint):
    person = account("olga@example.org")
    return TeamMemberFactory(sprint=sprint, role="organizer", person=person).person


def page(sprint):
    return f"/admin/events/meeting/{sprint.pk}/zone/"


def night_in_santiago(sprint):
    """There the clocks go from midnight to one on 8 September 2030."""
    Sprint.objects.update(starts_on="2030-09-07", ends_on="2030-09-09")
    night = datetime.datetime(2030, 9, 7, 22, 30, tzinfo=datetime.UTC)
    MeetingFactory(sprint=sprint, title="Owls", starts_at=night)


def rows():
    """All that a change of the zone may touch."""
    meetings = Meeting.objects.order_by("pk").values_list("starts_at", "ends_at", "sequence")
    return list(Sprint.objects.values_list("time_zone")), list(meetings)


def test_meetings_keep_what_the_clocks_show(sprint, scheduled, organizer):
    sequence = scheduled.sequence
    assert workflow.change_zone(sprint, NEW_YORK, by=organizer) == 1
    scheduled.refresh_from_db()
    sprint.refresh_from_db()
    assert sprint.time_zone == NEW_YORK
    assert (scheduled.starts_at, scheduled.ends_at) == (at(sprint, 16), at(sprint, 17))
    assert scheduled.sequence == sequence + 1
    moved = ProgrammeChange.objects.latest("pk")
    assert (moved.kind, moved.by, moved.was_public) == ("moved", organizer, True)
    assert moved.before["starts_at"] == at(sprint, 10).isoformat()
    assert moved.after["starts_at"] == at(sprint, 16).isoformat()
    assert Transition.objects.of(sprint).last().why == (
        "Time zone: America/New_York instead of Europe/Prague."
    )


def test_what_was_cancelled_moves_along_without_an_email(sprint, scheduled, team, organizer):
    workflow.cancel(scheduled, by=team, why="Ill.")
    told()
    workflow.change_zone(sprint, NEW_YORK, by=organizer)
    assert told() == []
    assert workflow.restore(scheduled, by=team).starts_at == at(sprint, 16)


def test_a_zone_with_the_same_clocks_moves_nothing(sprint, scheduled, organizer):
    assert workflow.change_zone(sprint, "Europe/Berlin", by=organizer) == 0
    assert ProgrammeChange.objects.count() == 1
    assert told(60) == []


def test_registration_keeps_what_the_clocks_show(sprint, organizer):
    before = datetime.datetime(2030, 7, 1, 7, tzinfo=datetime.UTC)
    Sprint.objects.update(registration_opens_at=before)
    workflow.change_zone(sprint, NEW_YORK, by=organizer)
    sprint.refresh_from_db()
    assert sprint.registration_opens_at == before + datetime.timedelta(hours=6)


def test_a_time_that_the_other_clocks_skip_is_named_and_nothing_moves(sprint, scheduled, organizer):
    night_in_santiago(sprint)
    before = rows()
    with pytest.raises(Refused, match="“Owls”: 00:30 on 8 September 2030 does not exist"):
        workflow.change_zone(sprint, "America/Santiago", by=organizer)
    assert rows() == before


def test_a_time_that_these_clocks_show_twice_is_moved_first(sprint, organizer):
    """From 02:30 summer time to 02:30 winter time is an hour in Prague and none in Tokyo."""
    Sprint.objects.update(starts_on="2030-10-26", ends_on="2030-10-28")
    night = datetime.datetime(2030, 10, 27, 0, 30, tzinfo=datetime.UTC)
    MeetingFactory(sprint=sprint, title="Owls", starts_at=night)
    before = rows()
    with pytest.raises(Refused, match="“Owls”: 02:30 on 27 October 2030 happens twice in Eur"):
        workflow.change_zone(sprint, "Asia/Tokyo", by=organizer)
    assert rows() == before


def test_the_page_shows_what_happens_before_it_does(client_of, sprint, scheduled, organizer):
    client, before = client_of(organizer), rows()
    seen = words(client.get(page(sprint), {"time_zone": NEW_YORK}))
    assert "Errors: 7 October 2030, 12:00–13:00 CEST (Europe/Prague)" in seen
    assert "2030-10-07, 16:00–17:00 UTC instead of 2030-10-07, 10:00–11:00 UTC" in seen
    assert rows() == before
    answer = client.post(page(sprint), {"time_zone": NEW_YORK}, follow=True)
    assert "America/New_York. 1 meeting moved with it." in answer.content.decode()
    assert rows() != before


def test_the_page_changes_nothing_without_another_zone(client_of, sprint, scheduled, organizer):
    client, before = client_of(organizer), rows()
    for typed_zone in ("", "Moon/Base", "Europe/Prague"):
        for send in (client.get, client.post):
            answer = send(page(sprint), {"time_zone": typed_zone})
            assert answer.status_code == 200
            assert answer.context["form"].errors["time_zone"]
    assert rows() == before


def test_the_page_says_what_cannot_move(client_of, sprint, organizer):
    night_in_santiago(sprint)
    for send in (client_of(organizer).get, client_of(organizer).post):
        answer = send(page(sprint), {"time_zone": "America/Santiago"})
        assert "Move this meeting first." in words(answer)


def test_the_page_is_for_those_who_organize_the_sprint(client_of, sprint, team, team_member):
    elsewhere = TeamMemberFactory(role="organizer").person
    for person in (team, team_member.person, elsewhere):
        assert client_of(person).post(page(sprint), {"time_zone": NEW_YORK}).status_code == 404
    assert Sprint.objects.get(pk=sprint.pk).time_zone == "Europe/Prague"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_much_for_three_meetings_as_for_one(
    client_of, sprint, organizer, django_assert_num_queries, number
):
    client = client_of(organizer)
    MeetingFactory.create_batch(number, sprint=sprint)
    with django_assert_num_queries(6):
        client.get(page(sprint), {"time_zone": NEW_YORK})


def test_the_form_of_a_sprint_with_times_shows_the_way_and_keeps_the_zone(
    client_of, sprint, scheduled, organizer
):
    sprint.team.exclude(person=organizer).delete()
    client, before = client_of(organizer), rows()
    assert f'href="{page(sprint)}"' in client.get(change(sprint)).content.decode()
    client.post(change(sprint), typed(sprint, time_zone=NEW_YORK, tagline="New"))
    assert rows() == before
    assert Sprint.objects.get().tagline == "New"


def test_without_times_the_form_changes_the_zone(client_of, sprint, asked, organizer):
    client = client_of(organizer)
    assert page(sprint) not in client.get(change(sprint)).content.decode()
    client.post(change(sprint), typed(sprint, time_zone=NEW_YORK))
    assert Sprint.objects.get().time_zone == NEW_YORK
