"""The list of a programme: by day, for whoever reads it."""

import datetime
import re

import pytest

from events.meetings.models import Meeting
from events.meetings.tests.factories import MeetingFactory, RoomFactory
from events.meetings.tests.pages import FRIDAY, after, autumn_sprint, meeting, words
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory
from events.tests.clock import at
from people.tests.factories import GroupMemberFactory, InterestGroupFactory, PersonFactory

pytestmark = pytest.mark.django_db
PROGRAMME = "/sprints/quill/programme/"


def headings(response):
    found = re.findall(r"<h2>(.*?)</h2>", response.content.decode(), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", text).split()) for text in found]


def test_a_meeting_says_when_what_whose_where_and_how(client):
    its = {"title": "Grammar", "programme_note": "Bring it."}
    group = InterestGroupFactory(name="Parsers")
    meeting(autumn_sprint(), "2030-10-25 09:00", group=group, **its)
    assert after(client.get(PROGRAMME), "Friday, 25 October 2030") == (
        " 09:00–10:00 CEST 1 h Grammar working meeting · Parsers · Attic · hybrid Bring it."
    )


def test_the_page_leads_to_each_meeting_and_day_now_changes_and_the_calendar(client):
    row = meeting(autumn_sprint(), "2030-10-25 09:00")
    page = client.get(PROGRAMME).content.decode()
    days = [f"{PROGRAMME}2030-10-{day}/" for day in range(25, 30)]
    more = ["/sprints/quill/now/", f"{PROGRAMME}changes/", "/sprints/quill/programme.ics"]
    for path in (f"/sprints/quill/meetings/{row.pk}/", *days, *more):
        assert f'href="{path}"' in page
        assert client.get(path).status_code == 200


def test_a_cancelled_meeting_is_struck_through_and_said_to_be(client):
    meeting(autumn_sprint(), "2030-10-25 09:00", title="Grammar", state="cancelled")
    response = client.get(PROGRAMME)
    assert re.search(r"<s><a [^>]*>Grammar</a></s>", response.content.decode())
    assert "Grammar cancelled" in words(response)


def test_today_stands_first_while_the_sprint_runs_and_the_past_last(client):
    sprint = autumn_sprint()
    for day in ("25", "26", "28"):
        meeting(sprint, f"2030-10-{day} 09:00")
    friday, saturday, monday = "Friday, 25", "Saturday, 26", "Monday, 28"
    for moment, order in {
        "2030-10-24T12:00+00:00": [friday, saturday, monday],
        "2030-10-26T12:00+00:00": [f"{saturday} October 2030 today", monday, friday],
        "2030-10-27T12:00+00:00": [monday, friday, saturday],
        "2030-11-03T12:00+00:00": [friday, saturday, monday],
    }.items():
        with at(moment):
            shown = headings(client.get(PROGRAMME))
        assert [text.removesuffix(" October 2030") for text in shown] == order


def test_the_kept_page_turns_over_at_midnight_of_the_sprint(client):
    meeting(autumn_sprint(), "2030-10-25 09:00")
    with at("2030-10-24T21:59+00:00"):
        before = client.get(PROGRAMME)
    with at("2030-10-24T22:00+00:00"):
        turned = client.get(PROGRAMME, headers={"if-none-match": before["ETag"]})
    assert headings(before) == ["Friday, 25 October 2030"]
    assert headings(turned) == ["Friday, 25 October 2030 today"]


@pytest.mark.parametrize(
    ("state", "heading"), [("open", "Day not yet known"), ("finished", "Day not known")]
)
def test_what_has_no_time_stands_under_its_day_or_under_none(client, state, heading):
    sprint = autumn_sprint(state=state)
    facts = {"sprint": sprint, "starts_at": None, "ends_at": None, "room": None, "state": "held"}
    MeetingFactory(**facts, title="On Saturday", on_day=FRIDAY + datetime.timedelta(days=1))
    MeetingFactory(**facts, title="Some day")
    response = client.get(PROGRAMME)
    assert headings(response) == ["Saturday, 26 October 2030", heading]
    assert after(response, heading) == " Some day working meeting · hybrid"
    assert not re.search(r"\d\d:\d\d", words(response))


def test_a_private_meeting_is_shown_with_its_mark_to_whoever_may_see_it(client, client_of):
    sprint, group = autumn_sprint(), InterestGroupFactory()
    for hour, visibility in enumerate(Meeting.Visibility.values, start=9):
        time = f"2030-10-25 {hour:02}:00"
        meeting(sprint, time, title=f"Is {visibility}", group=group, visibility=visibility)
    participant = client_of(RegistrationFactory(sprint=sprint).person)
    member = client_of(GroupMemberFactory(group=group).person)
    for reader, title in (
        (participant, "Is participants participants only"),
        (member, "Is group group only"),
    ):
        text = words(reader.get(PROGRAMME))
        assert title in text
        assert text.count("Is ") == 2
    assert words(client.get(PROGRAMME)).count("Is ") == 1


def test_without_meetings_the_page_says_what_will_stand_here(client):
    sprint = autumn_sprint()
    RoomFactory(sprint=sprint)
    sentence = "The programme will stand here. Chairs of interest groups ask for slots"
    assert sentence in words(client.get(PROGRAMME))
    Sprint.objects.filter(pk=sprint.pk).update(state="finished")
    assert words(client.get(PROGRAMME)).endswith("No meeting of this sprint is recorded here.")


def test_chairs_and_the_team_are_led_to_asking_for_a_slot(client, client_of):
    sprint = autumn_sprint()
    chair = GroupMemberFactory(role="chair").person
    boss = TeamMemberFactory(sprint=sprint, role="programme").person
    link = 'href="/sprints/quill/meetings/request/"'
    for reader in (client_of(chair), client_of(boss)):
        assert link in reader.get(PROGRAMME).content.decode()
    for reader in (client, client_of(PersonFactory())):
        assert link not in reader.get(PROGRAMME).content.decode()


def test_times_are_shown_in_the_zone_that_is_asked_for_under_the_days_of_the_sprint(client):
    sprint = autumn_sprint()
    for day in ("25", "28"):
        meeting(sprint, f"2030-10-{day} 09:00", title=f"Daily {day}")
    meeting(sprint, "2030-10-26 03:00", title="Night")
    response = client.get(f"{PROGRAMME}?tz=America/New_York")
    text = words(response)
    assert "Times in America/New_York, days as in Europe/Prague" in text
    assert "Friday, 25 October 2030 03:00–04:00 EDT 1 h Daily 25" in text
    assert "Saturday, 26 October 2030 21:00 −1 day – 22:00 −1 day EDT 1 h Night" in text
    assert "Monday, 28 October 2030 04:00–05:00 EDT 1 h Daily 28" in text
    page = response.content.decode()
    assert f'href="{PROGRAMME}2030-10-25/?tz=America%2FNew_York"' in page


def test_somebody_with_a_zone_of_their_own_is_offered_it(client_of):
    meeting(autumn_sprint(), "2030-10-25 09:00")
    reader = client_of(PersonFactory(time_zone="America/New_York"))
    assert "In my time zone" in words(reader.get(PROGRAMME))
    mine = words(reader.get(f"{PROGRAMME}?tz=mine"))
    assert "03:00–04:00 EDT" in mine
    assert "In the sprint’s time zone" in mine
    assert "In my time zone" not in mine


def test_a_server_in_another_zone_gives_the_same_page(client, settings):
    row = meeting(autumn_sprint(), "2030-10-26 22:00", minutes=9 * 60)
    its = f"/sprints/quill/meetings/{row.pk}/"
    paths = [PROGRAMME, f"{PROGRAMME}2030-10-26/", "/sprints/quill/programme.ics", its]
    pages = [client.get(path).content for path in paths]
    settings.TIME_ZONE = "Asia/Tokyo"
    assert [client.get(path, {"x": "not kept"}).content for path in paths] == pages


def test_the_programme_of_a_draft_is_for_its_team(client, client_of):
    draft = autumn_sprint(state=Sprint.State.DRAFT, announced_at=None)
    row = meeting(draft, "2030-10-25 09:00")
    pages = ["", "2030-10-25/", "changes/"]
    paths = [f"{PROGRAMME}{page}" for page in pages]
    paths += ["/sprints/quill/now/", f"/sprints/quill/meetings/{row.pk}/"]
    boss = client_of(TeamMemberFactory(sprint=draft, role="organizer").person)
    for path in paths:
        assert client.get(path).status_code == 404
        assert boss.get(path).status_code == 200


def test_reading_pages_take_no_other_requests(client):
    autumn_sprint()
    for path in (PROGRAMME, f"{PROGRAMME}2030-10-25/", "/sprints/quill/now/", "/groups/"):
        for ask in (client.post, client.put, client.delete):
            assert ask(path).status_code == 405
