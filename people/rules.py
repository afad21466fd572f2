"""Questions about people that never write."""

from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.db import models

from people.models import Person
from people.names import sort_key


class Neighbours(NamedTuple):
    """The neighbours of a name in the alphabetical list; None at an end."""

    before: str | None
    after: str | None


def is_claimed(person: Person) -> bool:
    """Whether somebody has logged in as this person, or shown that the address is theirs.

    Until then an address may have been typed wrong, and the person who typed it may correct it.
    """
    verified = EmailAddress.objects.filter(user=person, verified=True)
    return person.last_login is not None or verified.exists()


def neighbours(name: str, *, among: models.QuerySet[Person], but: Person) -> Neighbours:
    """Between which of these people `but` would be listed under this name."""
    key = sort_key(name.replace("\0", ""))  # typed, not yet refused, and no database takes it
    others = among.exclude(pk=but.pk)
    before = others.filter(sort_key__lt=key).order_by("-sort_key").values_list("name", flat=True)
    after = others.filter(sort_key__gte=key).order_by("sort_key").values_list("name", flat=True)
    return Neighbours(before.first(), after.first())


def addresses(person: Person) -> set[str]:
    """Every e-mail address that this person has here, confirmed or not."""
    others = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return {*others, person.email} - {None}


def confirmed_addresses(person: Person) -> set[str]:
    """The e-mail addresses that this person has shown to be theirs."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True)
    return {email.lower() for email in confirmed.values_list("email", flat=True)}


def has_account(person: Person) -> bool:
    """Whether somebody can log in as this person; if not, the team keeps the record.

    Asks the database: a form that was refused has left its input on the instance.
    """
    return Person.objects.filter(pk=person.pk).exclude(email=None).exists()
