"""What the page of a meeting tells machines."""

import json

import pytest

from events.meetings.models import Meeting
from events.meetings.tests.pages import FRIDAY, autumn_sprint, grammar_meeting, path
from events.registration.tests.factories import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sprint():
    return autumn_sprint(venue_name="The Old Print Shop")


@pytest.fixture
def grammar(sprint):
    return grammar_meeting(sprint)


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
