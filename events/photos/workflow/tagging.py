"""Who is on a photo, as far as each of them wants that to be known."""

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused
from events.photos import emails, rules
from events.photos.models import Photo, PhotoTag
from events.photos.workflow.describing import again
from events.photos.workflow.moderating import move
from events.registration.models import Registration
from people.models import Person

State = Photo.State
Consent = Registration.PhotoConsent
WHY = "Somebody on it chose to be left out of photos."


@transaction.atomic
def tag(photo: Photo, person: Person, *, by: Person) -> PhotoTag:
    """Name somebody; whoever wants to be asked is asked, and counts once they agree."""
    photo = again(photo)
    if not rules.may_tag(by, photo, person):
        raise Refused("You cannot name anybody on this photo.")
    if sentence := rules.refusal_to_tag(person, photo.sprint, by=by):
        raise Refused(sentence)
    if photo.tags.filter(person=person).exists():
        raise Refused(f"{person} is named on this photo already.")
    in_advance = person == by or rules.consent(person, photo.sprint) == Consent.YES
    found = PhotoTag.objects.create(
        photo=photo, person=person, tagged_by=by, agreed_at=timezone.now() if in_advance else None
    )
    if not in_advance and photo.state == State.PUBLISHED:
        emails.tag_asked(found)
    return found


@transaction.atomic
def untag(found: PhotoTag, *, by: Person) -> None:
    """Take a name off: one's own always, others' by whoever may describe the photo."""
    photo = again(found.photo)
    if found.person_id != by.pk and not rules.may_describe(by, photo):
        raise Refused("You can take your own name off, and nobody else’s.")
    photo.tags.filter(pk=found.pk).delete()


@transaction.atomic
def agree(found: PhotoTag, *, by: Person) -> PhotoTag:
    again(found.photo)
    if found.person_id != by.pk:
        raise Refused("Only the person named can agree.")
    found.agreed_at = timezone.now()
    found.save(update_fields=["agreed_at"])
    return found


@transaction.atomic
def follow_consent(registration: Registration) -> None:
    """Take down, until the team has looked, every photo of somebody who now says no."""
    if registration.photo_consent != Consent.NO:
        return
    shown = Photo.objects.published().filter(
        sprint=registration.sprint_id, tags__person=registration.person_id
    )
    for photo in shown.order_by("pk"):
        move(again(photo), State.PENDING, by=None, why=WHY, is_cover=False, reason=WHY)
