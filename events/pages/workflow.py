"""Deleting an account: each area forgets the person, then the record of the person goes."""

from django.db import transaction

import events.registration.workflow
import events.sprints.workflow
import people.rules
import people.workflow
from events import notices
from people.models import Person


@transaction.atomic
def delete_account(person: Person) -> None:
    """Raises Refused while a coming sprint would be left without an organizer."""
    events.sprints.workflow.forget(person)
    events.registration.workflow.forget(person)
    for address in people.rules.addresses(person):
        notices.forget_letters_to(address)
    people.workflow.delete_account(person)
