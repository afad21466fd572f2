"""What can be done to the record of a person."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import ProtectedError

from people.models import Person

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
