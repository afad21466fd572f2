"""Who is on a photo, as far as each of them wants that to be known."""

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.photos import emails, rules
from events.photos.models import Photo, PhotoTag
from events.photos.workflow.describing import again
from events.photos.workflow.moderating import move
from events.registration.models import Registration
from people.models import Person

State = Photo.State
Consent = Registration.PhotoConsent
WHY = "Somebody on it chose to be left out of photos."
# Whoever sent it may have named one person only: who that is stays with the team.
REASON = "The team looks at it once more."


@transaction.atomic
def tag(photo: Photo, person: Person, *, by: Person) -> PhotoTag:
    """Name somebody; whoever wants to be asked is asked, and counts once they agree."""
    _hold_choice(person, photo)
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
        emails.tags_asked([found])
    return found


def _hold_choice(person: Person, photo: Photo) -> None:
    """Nobody says no while they are being named: registrations are locked before photos."""
    for row in Registration.objects.filter(sprint=photo.sprint_id, person=person).order_by("pk"):
        locked(row)


@transaction.atomic
def untag(found: PhotoTag, *, by: Person) -> None:
    """Take a name off: one's own always, others' by whoever may describe the photo."""
    photo = again(found.photo)
    if found.person_id != by.pk and not rules.may_describe(by, photo):
        raise Refused("You can take your own name off, and nobody else’s.")
    photo.tags.filter(pk=found.pk).delete()


@transaction.atomic
def agree(found: PhotoTag, *, by: Person) -> PhotoTag:
    """Say yes to being named on this photo; once is enough."""
    photo = again(found.photo)
    if found.person_id != by.pk:
        raise Refused("Only the person named can agree.")
    if sentence := rules.refusal_to_tag(by, photo.sprint, by=by):
        raise Refused(sentence)
    if not photo.tags.waiting().filter(pk=found.pk).update(agreed_at=timezone.now()):
        _refuse_taken_off(photo, found)
    found.refresh_from_db()
    return found


def _refuse_taken_off(photo: Photo, found: PhotoTag) -> None:
    if not photo.tags.filter(pk=found.pk).exists():
        raise Refused("Your name has been taken off this photo meanwhile.")


@transaction.atomic
def follow_consent(registration: Registration) -> None:
    """Take down, until the team has looked, every photo of somebody who now says no.

    No also takes back what they agreed to before. A change from yes to "ask me" does not: it is
    about photos to come, and each name can be taken off by itself.
    """
    if registration.photo_consent != Consent.NO:
        return
    named = Photo.objects.filter(sprint=registration.sprint_id, tags__person=registration.person_id)
    # Each is locked, whatever its state: somebody may be publishing it at this moment.
    for photo in map(again, named.order_by("pk")):
        photo.tags.filter(person=registration.person_id).update(agreed_at=None)
        if photo.state == State.PUBLISHED:
            move(photo, State.PENDING, by=None, why=WHY, is_cover=False, reason=REASON)
