"""All the data of one person, for that person."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

import events.meetings.exports
import events.photos.exports
import events.recap.exports
import events.registration.exports
import events.sprints.exports
import events.travel.exports
from events import outbox
from people.models import Person


def personal_data(person: Person) -> dict:
    """All that is known of a person, area by area."""
    return {
        "person": _account(person),
        "sprints": events.sprints.exports.personal_data(person),
        **events.registration.exports.personal_data(person),
        **events.meetings.exports.personal_data(person),
        **events.travel.exports.personal_data(person),
        **events.photos.exports.personal_data(person),
        **events.recap.exports.personal_data(person),
        "emails": list(outbox.emails_to(person).values("to", "subject", "created_at", "sent_at")),
    }


def _account(person: Person) -> dict:
    """Profile and log-in data as plain values; no secret of an authenticator is among them."""
    fields = ("email", "name", "sort_name", "call_name", "introduction", "time_zone", "github")
    return {
        "profile": {field: getattr(person, field) for field in fields},
        "joined_at": person.joined_at,
        "last_login": person.last_login,
        "email_addresses": list(
            EmailAddress.objects.filter(user=person).values("email", "verified", "primary")
        ),
        "second_factors": list(
            Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at")
        ),
        "linked_accounts": list(
            SocialAccount.objects.filter(user=person).values("provider", "uid", "date_joined")
        ),
    }
