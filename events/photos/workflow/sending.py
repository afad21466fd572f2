"""A file comes in, from the web form, the back office or a folder: all take the same way."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from events.lifecycle import Refused, locked
from events.outbox import enqueue
from events.photos import files, images, rules
from events.photos.models import Photo, UploadRefusal
from events.photos.workflow.developing import develop_photo
from events.sprints.models import Sprint
from people.models import Person

NAME_KEPT = 255


class TooMany(Refused):
    """Sent too fast; `seconds` is how long to wait."""

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        unit = "minute" if minutes == 1 else "minutes"
        super().__init__(f"That was a lot at once. Please wait {minutes} {unit}.")
        self.seconds = seconds


class AlreadyHere(Refused):
    """The same file is a photo of this sprint already."""

    def __init__(self, photo: Photo) -> None:
        super().__init__("This photo is here already.")
        self.photo = photo


@dataclass
class Sent:
    """What became of several files; `unsent` were not looked at any more, since it was too fast."""

    added: list[Photo] = field(default_factory=list)
    here: list[tuple[str, Photo]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)  # the file's name, why
    unsent: list[str] = field(default_factory=list)
    too_many: TooMany | None = None


def send_several(sprint: Sprint, contents: Iterable[File], *, by: Person) -> Sent:
    """Take what can be taken: one bad file keeps no other from coming in."""
    sent = Sent()
    for content in contents:
        name = content.name or ""
        if sent.too_many:
            sent.unsent.append(name)
            continue
        try:
            sent.added.append(send(sprint, content, by=by, name=name))
        except TooMany as too_many:
            sent.too_many = too_many
            sent.unsent.append(name)
        except AlreadyHere as known:
            sent.here.append((name, known.photo))
        except Refused as refusal:
            sent.refused.append((name, str(refusal)))
    return sent


def send(sprint: Sprint, content: File, *, by: Person | None, name: str = "") -> Photo:
    """Take a file as a photo that is being prepared; `by` None is the import command.

    Raises Refused with one sentence, and leaves one UploadRefusal.
    """
    with refusals_noted(content, by=by, sprint=sprint):
        if by is not None and (sentence := rules.refusal_to_send(by, sprint)):
            raise Refused(sentence)
        refuse_haste(by)
        refuse_at_sight(content, least=settings.PHOTOS["least_bytes"])
        sha256 = fingerprint(content)
        _refuse_number_or_known(sprint, sha256, by)
        folder = files.new_folder()
        files.store(files.PENDING, folder, files.ORIGINAL, content)
        columns = {"sha256": sha256, "folder": folder, "bytes": content.size, "sent_as": name}
        try:
            return _begin(sprint, by, **columns)
        except Exception:  # whatever it was, nobody would ever find the file
            files.remove(files.PENDING, folder, [files.ORIGINAL])
            raise


@contextmanager
def refusals_noted(content: File, *, by: Person | None, sprint: Sprint | None) -> Iterator[None]:
    """Leave one UploadRefusal for what is not taken."""
    try:
        yield
    except Refused as refusal:
        UploadRefusal.objects.create(
            sprint=sprint,
            person=by,
            reason=str(refusal)[:400],
            bytes=content.size,
            counts=not isinstance(refusal, TooMany),
        )
        raise


@transaction.atomic
def _begin(sprint: Sprint, by: Person | None, **columns) -> Photo:
    """Asked once more under the lock: two may send the same file, or their last one, at once."""
    sprint = locked(sprint)
    refuse_haste(by)
    _refuse_number_or_known(sprint, columns["sha256"], by)
    columns["sent_as"] = columns["sent_as"][-NAME_KEPT:]
    photo = Photo(sprint=sprint, uploaded_by=by, **columns)
    photo.begin(Photo.State.PROCESSING, by=by)
    enqueue(develop_photo, photo.pk)
    return photo


def refuse_haste(by: Person | None) -> None:
    if by is not None and (seconds := rules.seconds_to_wait(by)):
        raise TooMany(seconds)


def refuse_at_sight(content: File, *, least: int) -> None:
    content.seek(0)
    head = content.read(32)
    try:
        images.kind_of(content.size, head, least=least)
    except images.Unusable as unusable:
        raise Refused(str(unusable)) from unusable


def fingerprint(content: File) -> str:
    """The file's SHA-256; leaves the file at its beginning."""
    digest = hashlib.sha256()
    content.seek(0)
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()


def _refuse_number_or_known(sprint: Sprint, sha256: str, by: Person | None) -> None:
    if rules.is_blocked(sprint, sha256):
        raise Refused("This photo was taken down on request and does not come back.")
    if photo := rules.known(sprint, sha256):
        raise AlreadyHere(photo)
    if sentence := rules.refusal_for_number(by, sprint):
        raise Refused(sentence)


def import_photo(
    sprint: Sprint, content: File, *, name: str, credit: str = "", licence: str = ""
) -> Photo:
    """Send a file that no participant sent, and prepare it before the next one comes.

    Raises Refused with one sentence, also for what shows only when it is prepared.
    """
    photo = send(sprint, content, by=None, name=name)
    Photo.objects.filter(pk=photo.pk).update(credit=credit, licence=licence)
    prepare(photo)
    if photo.state == Photo.State.FAILED:
        raise Refused(photo.reason)
    return photo


def prepare(photo: Photo) -> None:
    """In this process, unless a worker is faster: the task is in the queue as well."""
    try:
        develop_photo.call(photo.pk)
    except FileNotFoundError:
        photo.refresh_from_db()
        if photo.state == Photo.State.PROCESSING:  # nobody prepared it, and its file is gone
            raise
    photo.refresh_from_db()
