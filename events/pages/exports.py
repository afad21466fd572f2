"""All the data of one person, for that person."""

import events.meetings.exports
import events.photos.exports
import events.recap.exports
import events.registration.exports
import events.sprints.exports
import events.travel.exports
import people.exports
from events import outbox
from people.models import Person


def personal_data(person: Person) -> dict:
    """All that is known of a person, area by area."""
    return {
        "person": people.exports.personal_data(person),
        "sprints": events.sprints.exports.personal_data(person),
        **events.registration.exports.personal_data(person),
        **events.meetings.exports.personal_data(person),
        **events.travel.exports.personal_data(person),
        **events.photos.exports.personal_data(person),
        **events.recap.exports.personal_data(person),
        "emails": list(outbox.emails_to(person).values("to", "subject", "created_at", "sent_at")),
    }
