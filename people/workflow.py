"""What can be done to the record of a person."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import slugify

from people.models import Organization, Person

NAME_OF_THE_DELETED = "A former participant"


@transaction.atomic
def delete_account(person: Person) -> None:
    """Remove the person; where others rely on the row, keep it with nothing personal in it.

    Whatever events know of the person has to be removed before (events.pages.workflow).
    """
    for session in UserSession.objects.filter(user=person):
        session.end()
    for belongings in (EmailAddress, Authenticator, SocialAccount):
        belongings.objects.filter(user=person).delete()
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
    found = Organization.objects.filter(name__iexact=name).first()
    if found is not None:
        return found
    stem = slugify(name)[:40] or "organization"
    taken = set(Organization.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    slug = next(slug for slug in (stem, *numbered) if slug not in taken)
    return Organization.objects.create(name=name, slug=slug)
