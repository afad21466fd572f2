"""The page of one meeting: what it says to people and to machines."""

import json

import pytest

from events.meetings.models import Meeting
from events.meetings.tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MeetingPersonFactory,
    RsvpFactory,
)
from events.meetings.tests.pages import FRIDAY, path, words
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory
from events.tests.clock import at
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
UNTIMED = {"state": "held", "starts_at": None, "ends_at": None}
KNOWN_DAY = UNTIMED | {"on_day": FRIDAY}
NO_ROOM = {"mode": "in_person", "room": None}
STARTS = "2030-10-25T09:00:00+02:00"


@pytest.fixture
def sprint(grammar):
    return grammar.sprint


def test_the_page_says_when_where_whose_and_what(client, grammar):
    AgendaItemFactory(meeting=grammar, title="Old point", minutes=10, progress="done", position=0)
    AgendaItemFactory(meeting=grammar, title="This point", minutes=1, progress="now", position=1)
    AgendaItemFactory(meeting=grammar, title="Next point", position=2)
    response = client.get(path(grammar))
    text = words(response)
    for fact in (
        "Quill Grammar Friday, 25 October 2030 09:00–10:00 CEST (Europe/Prague) · 1 h Bring it.",
        "We read it. Agenda Old point · 10 minutes done This point · 1 minute now Next point",
        "Where Attic Third floor How Hybrid What Working meeting Group Parsers",
        "Add to calendar",
    ):
        assert fact in text
    assert "<strong>read</strong>" in response.content.decode()


def test_a_meeting_is_found_under_its_own_sprint_alone(client, sprint):
    for pk in (MeetingFactory().pk, "0", "9" * 23, "x"):
        assert client.get(f"/sprints/quill/meetings/{pk}/").status_code == 404


def test_names_are_shown_as_far_as_their_owners_agreed(client, client_of, sprint, grammar):
    named = {
        listed: RegistrationFactory(sprint=sprint, person__name=f"Shown to {listed}", listed=listed)
        for listed in ("everybody", "participants", "nobody")
    }
    MeetingPersonFactory(meeting=grammar, person=PersonFactory(name="Never Registered"))
    for row in named.values():
        MeetingPersonFactory(meeting=grammar, person=row.person)
    assert "Chair Shown to everybody" in words(client.get(path(grammar)))
    other = client_of(RegistrationFactory(sprint=sprint).person)
    assert "Chairs Shown to everybody, Shown to participants" in words(other.get(path(grammar)))
    assert "Shown to nobody" not in words(other.get(path(grammar)))
    herself = client_of(named["nobody"].person)
    assert "Shown to nobody" in words(herself.get(path(grammar)))


def test_the_team_reads_who_chairs_and_who_presents(client_of, sprint, grammar):
    for name, role in (("Ann Zulu", "chair"), ("Bo Yankee", "chair"), ("Cy Xray", "presenter")):
        MeetingPersonFactory(meeting=grammar, person=PersonFactory(name=name), role=role)
    boss = client_of(TeamMemberFactory(sprint=sprint, role="programme").person)
    assert "Chairs Bo Yankee, Ann Zulu Presenter Cy Xray" in words(boss.get(path(grammar)))


def test_who_comes_is_counted_and_nobody_named(client, sprint, grammar):
    assert "Who comes" not in words(client.get(path(grammar)))
    for answer in ("in_person", "in_person", "remote", "no"):
        RsvpFactory(meeting=grammar, answer=answer, registration__person__name="Marked Name")
    gone = RegistrationFactory(sprint=sprint, state="cancelled")
    RsvpFactory(meeting=grammar, registration=gone, answer="in_person")
    text = words(client.get(path(grammar)))
    assert "Who comes 2 in person, 1 from afar" in text
    assert "Marked Name" not in text


def test_a_hostile_title_is_harmless_text(client, sprint, grammar):
    name = "</script><script>alert(1)</script>"
    Meeting.objects.filter(pk=grammar.pk).update(title=name, summary="<b>raw</b> ![p](//x/p.png)")
    programme = "/sprints/quill/programme/"
    for address in (path(grammar), programme, f"{programme}2030-10-25/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<b>raw" not in page


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"state": "cancelled"}, "Grammar This meeting was cancelled."),
        (UNTIMED | {"state": "requested"}, "Grammar A slot was asked for. The programme team has"),
        (UNTIMED | {"state": "declined"}, "Grammar The programme team has declined this meeting."),
        (KNOWN_DAY, "Grammar Friday, 25 October 2030 The time is not known yet."),
    ],
)
def test_the_page_says_how_the_meeting_stands(client_of, sprint, grammar, facts, sentence):
    Meeting.objects.filter(pk=grammar.pk).update(**facts)
    boss = client_of(TeamMemberFactory(sprint=sprint, role="programme").person)
    assert sentence in words(boss.get(path(grammar)))


def test_of_a_past_meeting_nobody_promises_a_day(client, sprint, grammar):
    Meeting.objects.filter(pk=grammar.pk).update(**UNTIMED)
    with at("2031-01-01T12:00+00:00"):
        text = words(client.get(path(grammar)))
    assert "The day is not known." in text
    assert "Add to calendar" not in text


def test_a_private_meeting_says_who_sees_it(client_of, sprint, grammar):
    Meeting.objects.filter(pk=grammar.pk).update(visibility="participants")
    reader = client_of(RegistrationFactory(sprint=sprint).person)
    assert "Who sees this Participants of the sprint" in words(reader.get(path(grammar)))


def test_a_meeting_without_an_agenda_says_what_will_stand_there(client, grammar):
    assert "The agenda will stand here." in words(client.get(path(grammar)))


def linked_data(response):
    page = response.content.decode()
    if "ld+json" not in page:
        return None
    return json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])


def test_a_public_meeting_tells_machines_what_it_is(client, grammar):
    assert linked_data(client.get(path(grammar))) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Grammar",
        "url": f"http://testserver{path(grammar)}",
        "startDate": "2030-10-25T09:00:00+02:00",
        "endDate": "2030-10-25T10:00:00+02:00",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": [
            {
                "@type": "Place",
                "name": "Attic",
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": "Prague",
                    "addressCountry": "CZ",
                },
            },
            {"@type": "VirtualLocation", "url": f"http://testserver{path(grammar)}"},
        ],
        "superEvent": {
            "@type": "Event",
            "name": "Quill",
            "url": "http://testserver/sprints/quill/",
        },
        "organizer": {"@type": "Organization", "name": "Parsers"},
    }


@pytest.mark.parametrize(
    ("facts", "known"),
    [
        ({"visibility": "participants"}, None),
        (UNTIMED, None),
        (KNOWN_DAY, ("2030-10-25", "EventScheduled", ["Attic", "page"])),
        ({"state": "cancelled"}, (STARTS, "EventCancelled", ["Attic", "page"])),
        (NO_ROOM, (STARTS, "EventScheduled", ["The Old Print Shop"])),
        ({"mode": "remote"}, (STARTS, "EventScheduled", ["page"])),
    ],
)
def test_machines_learn_what_is_public_and_known(client_of, sprint, grammar, facts, known):
    Meeting.objects.filter(pk=grammar.pk).update(**facts)
    data = linked_data(client_of(RegistrationFactory(sprint=sprint).person).get(path(grammar)))
    if data is not None:
        places = [place.get("name", "page") for place in data["location"]]
        data = (data["startDate"], data["eventStatus"].split("/")[-1], places)
    assert data == known
