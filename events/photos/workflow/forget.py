"""An account goes, and with it what tells of the person."""

from django.db import transaction

from events.photos.models import Photo, PhotoTag, Portrait, RemovalRequest, UploadRefusal
from events.photos.workflow.describing import discard
from events.photos.workflow.pictures import remove_portrait
from people.models import Person

NAMELESS = "A participant"


@transaction.atomic
def forget(person: Person) -> None:
    """What was not published goes; what was stays under its licence, without the name."""
    own = Photo.objects.filter(uploaded_by=person).select_related("sprint").order_by("pk")
    for photo in own.filter(state__in=("needs_details", "pending", "rejected")):
        discard(photo, by=person)
    own.filter(credit=person.name).update(credit=NAMELESS)
    own.update(uploaded_by=None)
    PhotoTag.objects.filter(person=person).delete()
    RemovalRequest.objects.filter(person=person).update(person=None, message="")
    UploadRefusal.objects.filter(person=person).delete()
    if Portrait.objects.filter(person=person).exists():
        remove_portrait(person)
