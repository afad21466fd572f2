"""What the team does with photos. Each action locks the photo, checks, changes it, sends emails."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from events.lifecycle import Refused, locked
from events.outbox import enqueue
from events.photos import emails, files, rules
from events.photos.models import BlockedHash, Photo, PhotoTag, RemovalRequest
from events.photos.workflow.developing import draw_card
from people.models import Person

State = Photo.State


def moderated(photo: Photo, by: Person) -> Photo:
    photo = locked(photo)
    if not rules.moderates(by, photo.sprint):
        raise Refused("Only the team decides about photos.")
    return photo


def _refuse_unless_pending(photo: Photo) -> None:
    if photo.state != State.PENDING:
        raise Refused("This photo does not wait for the team any more. Please look again.")


def _refuse_without_reason(why: str) -> None:
    if not why.strip():
        raise Refused("Please say why.")


def block(photo: Photo) -> None:
    """Never take the same file again."""
    BlockedHash.objects.get_or_create(sprint=photo.sprint, sha256=photo.sha256)


def move(photo: Photo, to: str, *, by: Person | None, why: str = "", **changes: Any) -> None:
    """Change whether the web reaches the files: they move, under new names that nobody knows."""
    before, folder = photo.storage, photo.folder
    after = files.PUBLIC if to == State.PUBLISHED else files.PENDING
    if photo.may_become(to):  # else nothing is copied before it is refused
        changes["folder"] = files.copy(photo.file_names, folder, source=before, target=after)
    photo.advance(to, by=by, why=why, **changes)
    files.remove_later(before, folder, photo.file_names)


@transaction.atomic
def publish(photo: Photo, *, by: Person, seen: int) -> Photo:
    """Show a photo as it was looked at: `seen` is the revision that the page showed."""
    photo = _publish(photo, by=by, seen=seen)
    _email_published([photo])
    return photo


@transaction.atomic
def publish_several(
    photos: Sequence[tuple[Photo, int]], *, by: Person
) -> tuple[list[Photo], list[tuple[Photo, str]]]:
    """Publish what can be; who sent several gets one email. What was refused comes with why.

    If the storage fails at one of them, none is published, for nobody would be told of the others.
    """
    done, refused = [], []
    for photo, seen in sorted(photos, key=lambda pair: pair[0].pk):  # everybody's lock order
        try:
            with transaction.atomic():
                done.append(_publish(photo, by=by, seen=seen))
        except Refused as refusal:
            refused.append((photo, str(refusal)))
    _email_published(done)
    return done, refused


def _email_published(photos: Sequence[Photo]) -> None:
    """To the senders, and to those on the photos who want to be asked: one email each."""
    emails.published(photos)
    waiting = PhotoTag.objects.waiting().filter(photo__in=[photo.pk for photo in photos])
    emails.tags_asked(waiting.select_related("person", "photo__sprint").order_by("pk"))


def _publish(photo: Photo, *, by: Person, seen: int) -> Photo:
    photo = moderated(photo, by)
    if photo.is_published:
        raise Refused("This photo is published already.")
    _refuse_unless_pending(photo)
    if photo.revision != seen:
        raise Refused("This photo has changed since you looked at it. Please look again.")
    refuse_unready(photo)
    _refuse_while_asked(photo)
    move(photo, State.PUBLISHED, by=by, reason="")
    return photo


def refuse_unready(photo: Photo) -> None:
    if rules.is_blocked(photo.sprint, photo.sha256):
        raise Refused("The same photo was taken down on request.")
    if missing := rules.missing(photo):
        raise Refused(f"It still needs {' and '.join(missing)}.")
    unwilling = photo.tags.unwilling().select_related("person").order_by("person__sort_key", "pk")
    if names := " and ".join(str(tag) for tag in unwilling):
        verb = "wants" if len(unwilling) == 1 else "want"
        raise Refused(f"{names} {verb} to be left out of photos.")


def _refuse_while_asked(photo: Photo) -> None:
    if photo.removal_requests.open().exists():
        raise Refused("Somebody asked for its removal. Decide about that first.")


@transaction.atomic
def ask(photo: Photo, *, by: Person, why: str) -> Photo:
    """Hand it back to its sender, with a question."""
    photo = _hand_back(photo, State.NEEDS_DETAILS, by=by, why=why)
    emails.needs_a_word(photo)
    return photo


@transaction.atomic
def reject(photo: Photo, *, by: Person, why: str) -> Photo:
    photo = _hand_back(photo, State.REJECTED, by=by, why=why)
    emails.not_taken(photo)
    return photo


def _hand_back(photo: Photo, to: str, *, by: Person, why: str) -> Photo:
    photo = moderated(photo, by)
    _refuse_unless_pending(photo)
    _refuse_without_reason(why)
    photo.advance(to, by=by, why=why, reason=why)
    return photo


@transaction.atomic
def reconsider(photo: Photo, *, by: Person, why: str = "") -> Photo:
    """Let a photo that was not taken wait for the team again."""
    photo = moderated(photo, by)
    if photo.state != State.REJECTED:
        raise Refused("Only a photo that was not taken can be looked at again.")
    photo.advance(State.PENDING, by=by, why=why, reason="")
    return photo


@transaction.atomic
def hide(photo: Photo, *, by: Person, why: str) -> Photo:
    """Take a published photo out of sight, everywhere at once."""
    photo = moderated(photo, by)
    if not photo.is_published:
        raise Refused("This photo is not published any more. Please look again.")
    _refuse_without_reason(why)
    hide_now(photo, by=by, why=why)
    return photo


def hide_now(photo: Photo, *, by: Person | None, why: str) -> None:
    move(photo, State.HIDDEN, by=by, why=why, is_cover=False)


@transaction.atomic
def show_again(photo: Photo, *, by: Person, why: str = "") -> Photo:
    photo = moderated(photo, by)
    if photo.state != State.HIDDEN:
        raise Refused("This photo is not hidden.")
    refuse_unready(photo)
    _refuse_while_asked(photo)
    move(photo, State.PUBLISHED, by=by, why=why)
    return photo


@transaction.atomic
def remove(photo: Photo, *, by: Person, why: str) -> Photo:
    """Delete every file of it; the same one is not taken again. That it was here stays noted."""
    photo = moderated(photo, by)
    if photo.state == State.REMOVED:
        raise Refused("This photo has been taken down already.")
    if not photo.may_become(State.REMOVED):
        raise Refused("A photo that is being prepared, or could not be read, is not taken down.")
    _refuse_without_reason(why)
    remove_now(photo, by=by, why=why)
    return photo


def remove_now(photo: Photo, *, by: Person, why: str, answer: str = "") -> None:
    """Also answers those who asked for its removal."""
    alias, folder, names = photo.storage, photo.folder, photo.file_names
    grant_all(photo, by=by, answer=answer)
    photo.advance(State.REMOVED, by=by, why=why, is_cover=False, caption="", alt_text="", credit="")
    photo.tags.all().delete()
    files.remove_later(alias, folder, names)


def grant_all(photo: Photo, *, by: Person, answer: str) -> None:
    """Answer everybody who waits for its removal, and never take the same file again."""
    waiting = photo.removal_requests.open()
    for request in waiting.select_related("person").order_by("pk"):
        request.photo = photo
        request.advance(RemovalRequest.State.GRANTED, by=by, answer=answer)
        emails.removal_decided(request)
    block(photo)


@transaction.atomic
def set_cover(photo: Photo, *, by: Person, why: str = "") -> Photo:
    """Put it large on the sprint's page, in place of the one before."""
    locked(photo.sprint)  # two covers chosen at once: the later one stays
    photo = moderated(photo, by)
    if not photo.is_published:
        raise Refused("Only a published photo can be the cover.")
    if photo.is_cover:
        raise Refused("This photo is the cover already.")
    photo.sprint.photos.filter(is_cover=True).update(is_cover=False)
    photo.is_cover = True
    photo.save(update_fields=["is_cover"])
    photo.note(by=by, why=f"Set as cover. {why}".strip())
    enqueue(draw_card, photo.pk)
    return photo


@transaction.atomic
def take_cover_away(photo: Photo, *, by: Person, why: str = "") -> Photo:
    photo = moderated(photo, by)
    if not photo.is_cover:
        raise Refused("This photo is not the cover.")
    photo.is_cover = False
    photo.save(update_fields=["is_cover"])
    photo.note(by=by, why=f"No longer the cover. {why}".strip())
    return photo
