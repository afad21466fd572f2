"""What can be done to a registration."""

from django.db import transaction

from events.registration.models import Audience, Financing, Registration
from people.models import Person


@transaction.atomic
def forget(person: Person) -> None:
    """Take the person off every list, and with the name whoever paid; that somebody was there stays."""
    registrations = Registration.objects.filter(person=person)
    Financing.objects.filter(registration__in=registrations).delete()
    registrations.update(listed=Audience.NOBODY, roles=[])


def add_person(name: str) -> Person:
    """A record for somebody who took part and never logged in."""
    person = Person(name=name)
    person.set_unusable_password()
    person.save()
    return person
