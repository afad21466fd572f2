"""What whoever sent a photo does with it: say what is to be seen, or take it back."""

from typing import Any

from django.db import transaction

from events.lifecycle import Refused, locked
from events.outbox import enqueue
from events.photos import files, rules
from events.photos.models import BlockedHash, Photo, RemovalRequest
from events.photos.workflow.developing import draw_card
from people.models import Person

State = Photo.State
DETAILS = ("caption", "alt_text", "credit", "licence", "people_recognizable")
TEAM_DETAILS = ("focus_x", "focus_y", "position")


def again(photo: Photo) -> Photo:
    """As it is now, under a lock."""
    return locked(photo)


@transaction.atomic
def describe(photo: Photo, *, by: Person, **details: Any) -> Photo:
    """Change these details; once nothing is missing, the photo waits for the team.

    Before that it may still lack some of them, and what was written is kept.
    """
    photo = again(photo)
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
    if photo.state == State.PUBLISHED and focus != (photo.focus_x, photo.focus_y):
        enqueue(draw_card, photo.pk)
    return photo


def _refuse_incomplete(photo: Photo) -> None:
    if photo.alt_text and (sentence := rules.wrong_alt_text(photo.alt_text)):
        raise Refused(sentence)
    missing = rules.missing(photo)
    if missing and photo.state != State.NEEDS_DETAILS:
        raise Refused(f"A photo needs {' and '.join(missing)}.")


def block(photo: Photo) -> None:
    """Never take the same file again."""
    BlockedHash.objects.get_or_create(sprint=photo.sprint, sha256=photo.sha256)


@transaction.atomic
def discard(photo: Photo, *, by: Person) -> Photo:
    """Take back what is not public; the same file may be sent again, unless somebody wants it gone."""
    photo = again(photo)
    if not rules.may_discard(by, photo):
        raise Refused("This photo can no longer be taken back. Ask for its removal instead.")
    if photo.removal_requests.filter(state=RemovalRequest.State.OPEN).exists():
        block(photo)  # it would come back without anybody knowing what was asked
    photo.advance(State.REMOVED, by=by, why="Taken back by whoever sent it.")
    files.remove_later(files.PENDING, photo.folder, photo.file_names)
    return photo
