"""The page of one meeting, for everybody who may and may not see it."""

import json
import re

import pytest

from events.meetings.models import Meeting
from events.meetings.tests.cast import Cast
from events.meetings.tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MeetingPersonFactory,
    RoomFactory,
    RsvpFactory,
)
from events.meetings.tests.pages import FRIDAY, autumn_sprint, meeting, words
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory
from events.tests.clock import at
from people.tests.factories import GroupMemberFactory, InterestGroupFactory, PersonFactory

pytestmark = pytest.mark.django_db
WAY_IN = "https://meet.example.org/secret"
WHILE_IT_LASTS = "2030-10-25T07:30+00:00"


def path(row):
    return f"/sprints/quill/meetings/{row.pk}/"


@pytest.fixture
def sprint():
    return autumn_sprint(venue_name="The Old Print Shop")


@pytest.fixture
def grammar(sprint):
    """A hybrid public meeting of the parsers on Friday at nine, with a secret way in."""
    room = RoomFactory(sprint=sprint, name="Attic", where="Third floor", join_url=f"{WAY_IN}/room")
    return meeting(
        sprint,
        "2030-10-25 09:00",
        title="Grammar",
        room=room,
        group=InterestGroupFactory(name="Parsers", slug="parsers"),
        join_url=f"{WAY_IN}/meeting",
        summary="We **read** it.",
        programme_note="Bring it.",
    )


def linked_data(response):
    page = response.content.decode()
    if "ld+json" not in page:
        return None
    return json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])


def buttons(response):
    form = response.content.decode().split('class="actions answer"')
    if len(form) == 1:
        return []
    found = re.findall(r"<button([^>]*)>", form[1].split("</form>")[0])
    return [(re.search(r'value="(\w+)"', button)[1], "aria-pressed" in button) for button in found]


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


def test_a_night_over_the_end_of_summer_time_is_nine_hours_long(client, sprint):
    row = meeting(sprint, "2030-10-26 22:00", minutes=9 * 60)
    assert "22:00 CEST – 06:00 +1 day CET (Europe/Prague) · 9 h" in words(client.get(path(row)))
    assert "16:00 – 01:00 +1 day EDT (America/New_York) · 9 h" in words(
        client.get(path(row), {"tz": "America/New_York"})
    )


@pytest.mark.parametrize("visibility", Meeting.Visibility.values)
def test_whoever_may_not_see_a_meeting_learns_not_even_that_it_exists(
    client, client_of, visibility
):
    cast = Cast(slug="quill")
    row = cast.meeting(visibility=visibility, title="Marked Title")
    missing = client.get("/sprints/quill/meetings/0/").content
    for person in cast.people.values():
        reader = client if person.is_anonymous else client_of(person)
        response = reader.get(path(row))
        visible = Meeting.objects.visible_to(person).filter(pk=row.pk).exists()
        assert response.status_code == (200 if visible else 404)
        assert ("Marked Title" in response.content.decode()) == visible
        if person.is_anonymous and not visible:
            assert response.content == missing


@pytest.mark.parametrize("pk", ["0", "99999999999999999999999", "x"])
def test_no_meeting_is_not_found(client, sprint, pk):
    assert client.get(f"/sprints/quill/meetings/{pk}/").status_code == 404


def test_a_meeting_is_found_under_its_own_sprint_alone(client, grammar):
    other = MeetingFactory()
    assert client.get(f"/sprints/{other.sprint.slug}/meetings/{grammar.pk}/").status_code == 404


def test_the_way_in_stands_on_the_page_of_nobody(client, client_of):
    cast = Cast(slug="quill", starts_on=FRIDAY)
    room = RoomFactory(sprint=cast.sprint, join_url=f"{WAY_IN}/room")
    row = cast.meeting(join_url=f"{WAY_IN}/meeting", room=room)
    with at(row.starts_at.isoformat()):
        for person in cast.people.values():
            reader = client if person.is_anonymous else client_of(person)
            assert WAY_IN not in reader.get(path(row)).content.decode()


def test_names_are_shown_as_far_as_their_owners_agreed(client, client_of, sprint, grammar):
    named = {
        listed: RegistrationFactory(sprint=sprint, person__name=f"Shown to {listed}", listed=listed)
        for listed in ("everybody", "participants", "nobody")
    }
    MeetingPersonFactory(meeting=grammar, person=PersonFactory(name="Never Registered"))
    MeetingPersonFactory(
        meeting=grammar, role="required", person=RegistrationFactory(sprint=sprint).person
    )
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


def test_participants_answer_and_see_what_they_answered(client, client_of, sprint, grammar):
    registration = RegistrationFactory(sprint=sprint)
    reader = client_of(registration.person)
    answers = [("in_person", False), ("remote", False), ("no", False)]
    assert buttons(reader.get(path(grammar))) == answers
    reader.post(f"{path(grammar)}answer/", {"answer": "remote"})
    assert buttons(reader.get(path(grammar))) == [*answers[:1], ("remote", True), *answers[2:]]
    assert buttons(client.get(path(grammar))) == []
    assert buttons(client_of(PersonFactory()).get(path(grammar))) == []


def test_whoever_takes_part_from_afar_cannot_say_that_they_are_in_the_room(
    client_of, sprint, grammar
):
    reader = client_of(RegistrationFactory(sprint=sprint, mode="remote", days=[]).person)
    assert buttons(reader.get(path(grammar))) == [("remote", False), ("no", False)]


def test_after_its_end_a_meeting_asks_nobody(client_of, sprint, grammar):
    person = RegistrationFactory(sprint=sprint).person
    with at(grammar.ends_at.isoformat()):
        assert buttons(client_of(person).get(path(grammar))) == []


def test_the_door_to_the_meeting_opens_in_time_to_those_who_may_join(
    client, client_of, sprint, grammar
):
    participant = RegistrationFactory(sprint=sprint).person
    named = MeetingPersonFactory(meeting=grammar, role="invited").person
    waiting = RegistrationFactory(sprint=sprint, state="waitlisted", queue_no=1).person
    link = f'href="{path(grammar)}join/"'
    sentence = "The door opens on Friday, 25 October 2030, at 08:45 CEST."
    for moment, is_open in (("2030-10-25T06:44+00:00", False), (WHILE_IT_LASTS, True)):
        with at(moment):
            for person in (participant, named):
                response = client_of(person).get(path(grammar))
                assert (link in response.content.decode()) == is_open
                assert (sentence in words(response)) != is_open
            for reader in (client, client_of(waiting)):
                response = reader.get(path(grammar))
                assert link not in response.content.decode()
                assert "The door" not in words(response)


@pytest.mark.parametrize(
    "changes", [{"mode": "in_person"}, {"state": "cancelled"}, {"state": "held"}]
)
def test_no_door_is_promised_where_there_is_none(client_of, sprint, grammar, changes):
    Meeting.objects.filter(pk=grammar.pk).update(**changes)
    reader = client_of(RegistrationFactory(sprint=sprint).person)
    assert "The door" not in words(reader.get(path(grammar)))


def test_chairs_are_led_to_what_they_may_do(client, client_of, sprint, grammar):
    chair = GroupMemberFactory(group=grammar.group, role="chair").person
    boss = TeamMemberFactory(sprint=sprint, role="programme").person

    def links(reader):
        page = reader.get(path(grammar)).content.decode()
        return {
            name
            for name in ("edit", "move", "people", "agenda", "cancel")
            if f"{path(grammar)}{name}/" in page
        }

    assert links(client_of(chair)) == {"edit", "people", "agenda", "cancel"}
    assert links(client_of(boss)) == {"edit", "move", "people", "agenda", "cancel"}
    for reader in (client, client_of(RegistrationFactory(sprint=sprint).person)):
        assert links(reader) == set()
    sprint.chairs_may_book = True
    sprint.save(update_fields=["chairs_may_book"])
    assert "move" in links(client_of(chair))
    Meeting.objects.filter(pk=grammar.pk).update(state="held")
    assert links(client_of(boss)) == {"edit", "move", "people", "agenda"}


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
        ({"state": "held", "starts_at": None, "ends_at": None}, None),
        (
            {"state": "held", "starts_at": None, "ends_at": None, "on_day": FRIDAY},
            ("2030-10-25", "EventScheduled", ["Attic", "page"]),
        ),
        (
            {"state": "cancelled"},
            ("2030-10-25T09:00:00+02:00", "EventCancelled", ["Attic", "page"]),
        ),
        (
            {"mode": "in_person", "room": None},
            ("2030-10-25T09:00:00+02:00", "EventScheduled", ["The Old Print Shop"]),
        ),
        ({"mode": "remote"}, ("2030-10-25T09:00:00+02:00", "EventScheduled", ["page"])),
    ],
)
def test_machines_learn_what_is_public_and_known(client_of, sprint, grammar, facts, known):
    Meeting.objects.filter(pk=grammar.pk).update(**facts)
    data = linked_data(client_of(RegistrationFactory(sprint=sprint).person).get(path(grammar)))
    if data is not None:
        places = [place.get("name", "page") for place in data["location"]]
        data = (data["startDate"], data["eventStatus"].split("/")[-1], places)
    assert data == known


def test_a_hostile_title_is_harmless_text(client, sprint, grammar):
    name = "</script><script>alert(1)</script>"
    Meeting.objects.filter(pk=grammar.pk).update(title=name, summary="<b>raw</b> ![p](//x/p.png)")
    for address in (
        path(grammar),
        "/sprints/quill/programme/",
        "/sprints/quill/programme/2030-10-25/",
    ):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<b>raw" not in page


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"state": "cancelled"}, "Grammar This meeting was cancelled."),
        (
            {"state": "requested", "starts_at": None, "ends_at": None, "room": None},
            "Grammar A slot was asked for. The programme team has not placed this meeting yet."
            " The day is not known yet.",
        ),
        (
            {"state": "declined", "starts_at": None, "ends_at": None, "room": None},
            "Grammar The programme team has declined this meeting.",
        ),
        (
            {"state": "held", "starts_at": None, "ends_at": None, "on_day": FRIDAY},
            "Grammar Friday, 25 October 2030 The time is not known yet.",
        ),
    ],
)
def test_the_page_says_how_the_meeting_stands(client_of, sprint, grammar, facts, sentence):
    Meeting.objects.filter(pk=grammar.pk).update(**facts)
    boss = client_of(TeamMemberFactory(sprint=sprint, role="programme").person)
    assert sentence in words(boss.get(path(grammar)))


def test_of_a_past_meeting_nobody_promises_a_day(client, sprint, grammar):
    Meeting.objects.filter(pk=grammar.pk).update(state="held", starts_at=None, ends_at=None)
    with at("2031-01-01T12:00+00:00"):
        text = words(client.get(path(grammar)))
    assert "The day is not known." in text
    assert "Add to calendar" not in text


def test_a_meeting_of_a_cancelled_sprint_says_so(client, sprint, grammar):
    type(sprint).objects.filter(pk=sprint.pk).update(state="cancelled")
    assert "This sprint was cancelled." in words(client.get(path(grammar)))


def test_a_private_meeting_says_who_sees_it(client_of, sprint, grammar):
    Meeting.objects.filter(pk=grammar.pk).update(visibility="participants")
    reader = client_of(RegistrationFactory(sprint=sprint).person)
    assert "Who sees this Participants of the sprint" in words(reader.get(path(grammar)))


def test_a_meeting_without_an_agenda_says_what_will_stand_there(client, grammar):
    assert "The agenda will stand here." in words(client.get(path(grammar)))
