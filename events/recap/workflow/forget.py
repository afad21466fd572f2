"""An account goes, and with it who did what."""

from django.db import transaction

from events.recap.models import Handout, Outcome, OutcomePerson
from people.models import Person


@transaction.atomic
def forget(person: Person) -> None:
    """What came about stays, without the name; a vote about the person goes as a whole.

    What was written or published names nobody who is no longer shown (events.recap.marks).
    """
    Outcome.objects.filter(nominee=person).delete()
    OutcomePerson.objects.filter(person=person).delete()
    Outcome.objects.filter(added_by=person).update(added_by=None)
    Handout.objects.filter(registration__person=person).delete()
