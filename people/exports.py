"""What we know of a person, for that person."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from people.models import Person


def personal_data(person: Person) -> dict:
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
