"""What can be seen on a photo and who: said by its sender and by those on it, or taken back."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.outbox import enqueue
from events.photos import emails, files, rules
from events.photos.models import Photo, PhotoTag
from events.photos.workflow.developing import draw_card
from events.photos.workflow.moderating import block, move
from events.registration.models import Registration
from people.models import Person

State = Photo.State
Consent = Registration.PhotoConsent
DETAILS = ("caption", "alt_text", "credit", "licence", "people_recognizable")
TEAM_DETAILS = ("focus_x", "focus_y", "position")
WHY = "Somebody on it chose to be left out of photos."
# The sender may have named only one person: who that is stays with the team.
REASON = "The team looks at it once more."


@transaction.atomic
def describe(photo: Photo, *, by: Person, **details: Any) -> Photo:
    """Change these details; once nothing is missing, the photo waits for the team.

    Before that it may still lack some of them, and what was written is kept.
    """
    photo = locked(photo)
    focus = (photo.focus_x, photo.focus_y)
    if not rules.may_describe(by, photo):
        raise Refused("This photo can no longer be changed here.")
    known = DETAILS + (TEAM_DETAILS if rules.moderates(by, photo.sprint) else ())
    for name, value in details.items():
        if name not in known:
            raise Refused("That cannot be changed here.")
        setattr(photo, name, value)
    _refuse_incomplete(photo)
    photo.save(update_fields=list(details))
    if photo.state == State.NEEDS_DETAILS and not rules.missing(photo):
        photo.advance(State.PENDING, by=by, reason="")
    if photo.is_published and focus != (photo.focus_x, photo.focus_y):
        enqueue(draw_card, photo.pk)
    return photo


def _refuse_incomplete(photo: Photo) -> None:
    if photo.alt_text and (sentence := rules.wrong_alt_text(photo.alt_text)):
        raise Refused(sentence)
    missing = rules.missing(photo)
    if missing and photo.state != State.NEEDS_DETAILS:
        raise Refused(f"A photo needs {' and '.join(missing)}.")


@transaction.atomic
def discard(photo: Photo, *, by: Person) -> Photo:
    """Take back what is not public; the same file may be sent again, unless somebody wants it gone."""
    photo = locked(photo)
    if not rules.may_discard(by, photo):
        raise Refused("This photo can no longer be taken back. Ask for its removal instead.")
    if photo.removal_requests.open().exists():
        block(photo)  # it would come back without anybody knowing what was asked
    photo.advance(State.REMOVED, by=by, why="Taken back by whoever sent it.")
    files.remove_later(files.PENDING, photo.folder, photo.file_names)
    return photo


@transaction.atomic
def tag(photo: Photo, person: Person, *, by: Person) -> PhotoTag:
    """Name somebody; those who want to be asked are asked, and count once they agree."""
    # Lock order: registrations, then photos, so that nobody says no while they are being named.
    for row in Registration.objects.filter(sprint=photo.sprint_id, person=person).order_by("pk"):
        locked(row)
    photo = locked(photo)
    if not rules.may_tag(by, photo, person):
        raise Refused("You cannot name anybody on this photo.")
    if sentence := rules.refusal_to_tag(person, photo.sprint, by=by):
        raise Refused(sentence)
    if photo.tags.filter(person=person).exists():
        raise Refused(f"{person} is named on this photo already.")
    in_advance = person == by or rules.consent(person, photo.sprint) == Consent.YES
    tag = PhotoTag.objects.create(
        photo=photo, person=person, tagged_by=by, agreed_at=timezone.now() if in_advance else None
    )
    if not in_advance and photo.is_published:
        emails.tags_asked([tag])
    return tag


@transaction.atomic
def untag(tag: PhotoTag, *, by: Person) -> None:
    """Take a name off: your own always, others' if you may describe the photo."""
    photo = locked(tag.photo)
    if tag.person_id != by.pk and not rules.may_describe(by, photo):
        raise Refused("You can take your own name off, and nobody else’s.")
    photo.tags.filter(pk=tag.pk).delete()


@transaction.atomic
def agree(tag: PhotoTag, *, by: Person) -> PhotoTag:
    """Say yes to being named on this photo; once is enough."""
    photo = locked(tag.photo)
    if tag.person_id != by.pk:
        raise Refused("Only the person named can agree.")
    if sentence := rules.refusal_to_tag(by, photo.sprint, by=by):
        raise Refused(sentence)
    if not photo.tags.filter(pk=tag.pk).exists():
        raise Refused("Your name has been taken off this photo meanwhile.")
    photo.tags.waiting().filter(pk=tag.pk).update(agreed_at=timezone.now())
    tag.refresh_from_db()
    return tag


@transaction.atomic
def take_photos_down(registration: Registration) -> None:
    """Take down, until the team has looked, every photo of somebody who now says no.

    No also takes back what they agreed to before. A change from yes to "ask me" does not: it is
    about photos to come, and each name can be taken off by itself.
    """
    named = Photo.objects.filter(sprint=registration.sprint_id, tags__person=registration.person_id)
    # Each is locked, whatever its state: somebody may be publishing it at this moment.
    for photo in map(locked, named.order_by("pk")):
        photo.tags.filter(person=registration.person_id).update(agreed_at=None)
        if photo.is_published:
            move(photo, State.PENDING, by=None, why=WHY, is_cover=False, reason=REASON)
