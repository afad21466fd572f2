"""Handing gifts out: one a person, and no more than there are."""

from django.db import transaction

from events.lifecycle import Refused, locked
from events.recap import rules
from events.recap.models import Gift, Handout
from events.registration.models import Registration
from people.models import Person


@transaction.atomic
def hand_out(gift: Gift, registration: Registration, *, by: Person) -> Handout:
    """Note that this person has got one."""
    gift = _again(gift, by)
    if sentence := rules.refusal_to_hand_out(gift, registration):
        raise Refused(sentence)
    handout = Handout.objects.create(gift=gift, registration=registration, by=by)
    _count(gift, 1)
    return handout


@transaction.atomic
def undo_handout(gift: Gift, registration: Registration, *, by: Person) -> None:
    """Undo a mistake: this person has got none."""
    gift = _again(gift, by)
    deleted, _ = gift.handouts.filter(registration=registration).delete()
    if not deleted:
        raise Refused(f"{registration.person.name} has got none.")
    _count(gift, -1)


def _again(gift: Gift, by: Person) -> Gift:
    gift = locked(gift)
    if not rules.gives_out(by, gift.sprint):
        raise Refused("Organizers and the desk hand out gifts.")
    return gift


def _count(gift: Gift, more: int) -> None:
    """The number outlives the names of those who have deleted their accounts."""
    gift.handed_out += more
    gift.save(update_fields=["handed_out"])
