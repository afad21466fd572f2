"""What can be done to the record of a person."""

from contextlib import suppress
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import slugify

from people.models import Organization, Person

UNCONFIRMED_FOR = timedelta(days=14)
NAME_OF_THE_DELETED = "A former participant"


def held(person: Person) -> Person | None:
    """The record as it is now, held until the transaction ends; None if it has been deleted.

    Comes before the locks of events: deleting an account takes this lock first, too.
    """
    rows = Person.objects.select_for_update(no_key=True)
    return rows.filter(pk=person.pk, is_active=True).first()


@transaction.atomic
def edit_profile(person: Person, **changes: str | None) -> bool:
    """Change these columns and no other; False if the person has been deleted."""
    row = held(person)
    if row is None:
        return False
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    return True


def forget_unconfirmed() -> str:
    """Delete who signed up and never showed that the address is theirs; part of `tick`."""
    before = timezone.now() - UNCONFIRMED_FOR
    signed_up = Person.objects.filter(last_login=None, joined_at__lt=before, is_superuser=False)
    waiting = signed_up.filter(emailaddress__verified=False).exclude(emailaddress__verified=True)
    gone = 0
    for person in waiting.distinct():
        with suppress(ProtectedError), transaction.atomic():  # a participant's record stays
            person.delete()
            gone += 1
    return f"{gone} unconfirmed accounts deleted"


@transaction.atomic
def delete_account(person: Person) -> None:
    """Remove the person; where others rely on the row, keep it with nothing personal in it.

    Whatever events know of the person has to be removed before (events.pages.workflow).
    """
    for session in UserSession.objects.filter(user=person):
        session.end()
    for belongings in (EmailAddress, Authenticator, SocialAccount):
        belongings.objects.filter(user=person).delete()
    person.memberships.all().delete()
    if LogEntry.objects.filter(user=person).exists():  # what they did stays theirs
        anonymise(person)
        return
    try:
        with transaction.atomic():
            Person.objects.get(pk=person.pk).delete()
    except ProtectedError:
        anonymise(person)


def anonymise(person: Person) -> None:
    blank = Person(pk=person.pk, name=NAME_OF_THE_DELETED, is_active=False)
    blank.joined_at = person.joined_at
    blank.set_unusable_password()
    blank.save(force_update=True)


def organization_called(name: str) -> Organization:
    """The organization of this name, whatever its case; added if nobody has named it yet."""
    found = _organization_named(name)
    if found is None:
        # Where somebody else names it at this moment, the slower one takes what the other added.
        with suppress(IntegrityError), transaction.atomic():
            return _add_organization(name)
        found = _organization_named(name)
    return found or _add_organization(name)


def _organization_named(name: str) -> Organization | None:
    return Organization.objects.filter(name__iexact=name).first()


def _add_organization(name: str) -> Organization:
    stem = slugify(name)[:40] or "organization"
    taken = set(Organization.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    slug = next(slug for slug in (stem, *numbered) if slug not in taken)
    return Organization.objects.create(name=name, slug=slug)
