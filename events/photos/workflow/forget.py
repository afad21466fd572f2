"""An account goes, and with it what tells of the person."""

from django.db import transaction
from django.db.models import Q

from events.lifecycle import locked
from events.photos.models import (
    Photo,
    PhotoTag,
    PictureSent,
    Portrait,
    RemovalRequest,
    UploadRefusal,
)
from events.photos.workflow.describing import discard
from events.photos.workflow.developing import fail
from events.photos.workflow.pictures import remove_portrait
from events.sprints.models import Sprint
from people.models import Person
from people.rules import addresses

State = Photo.State
NAMELESS = "A participant"
WHY = "The account was deleted."


@transaction.atomic
def forget(person: Person) -> None:
    """What was not published goes; what was stays under its licence, without the name."""
    own = Photo.objects.filter(uploaded_by=person).select_related("sprint").order_by("pk")
    # As elsewhere the sprint comes before its photos: somebody may be choosing a cover.
    for sprint in Sprint.objects.filter(photos__uploaded_by=person).distinct().order_by("pk"):
        locked(sprint)
    for photo in own.filter(state__in=(State.NEEDS_DETAILS, State.PENDING, State.REJECTED)):
        discard(photo, by=person)
    for photo in own.filter(state=State.PROCESSING):
        fail(photo, WHY)
    gone = own.filter(state__in=(State.REMOVED, State.FAILED))
    gone.update(**dict.fromkeys(("caption", "alt_text", "credit", "reason", "sent_as"), ""))
    own.filter(credit__icontains=person.name).update(credit=NAMELESS)
    own.update(uploaded_by=None)
    PhotoTag.objects.filter(person=person).delete()
    _forget_requests(person)
    UploadRefusal.objects.filter(person=person).delete()
    PictureSent.objects.filter(person=person).delete()
    if Portrait.objects.filter(person=person).exists():
        remove_portrait(person)


def _forget_requests(person: Person) -> None:
    """What was asked still waits for the team's decision, without who asked and in which words."""
    mine = Q(person=person)
    for address in addresses(person):
        mine |= Q(email__iexact=address)
    asked = RemovalRequest.objects.filter(mine)
    asked.update(person=None, email="", message="", answer="")
