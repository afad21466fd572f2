"""The secret address of a person's own calendar."""

from django.utils import timezone

from events.meetings.models import CalendarToken
from events.meetings.models.around import fresh_token
from people.models import Person


def renew_token(person: Person) -> CalendarToken:
    """Give the person's calendar an address, or another one; the old one leads nowhere."""
    fresh = {"token": fresh_token(), "renewed_at": timezone.now()}
    token, _ = CalendarToken.objects.update_or_create(person=person, defaults=fresh)
    return token
