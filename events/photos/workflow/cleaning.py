"""What is deleted: daily what nobody needs, and with an account what is about its person."""

import datetime
from collections.abc import Callable, Iterable

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.photos import files, rules
from events.photos.models import (
    Cleaning,
    Logo,
    Photo,
    PhotoTag,
    PictureSent,
    Portrait,
    UploadRefusal,
)
from events.photos.workflow.describing import discard
from events.photos.workflow.developing import fail
from events.photos.workflow.pictures import remove_portrait
from events.sprints.models import Sprint
from events.sprints.rules import today
from people.models import Person

State = Photo.State
DAY = datetime.timedelta(days=1)
REFUSALS_KEPT = datetime.timedelta(days=90)
GIVEN_UP = "It could not be prepared. Please send it again."
FORGOTTEN = "Nobody came back to it."
DELETED = "The account was deleted."
NAMELESS = "A participant"


def clean_photos() -> str:
    """Once a day, whoever comes first; part of `tick`."""
    now = timezone.now()
    if not Cleaning.objects.get_or_create(on=now.date())[1]:
        return "photos were cleaned today already"
    Cleaning.objects.filter(on__lt=now.date()).delete()
    failed, forgotten = fail_stuck(), remove_forgotten()
    failed += Photo.objects.filter(state=State.FAILED, state_changed_at__lt=now - DAY).delete()[0]
    UploadRefusal.objects.filter(at__lt=now - REFUSALS_KEPT).delete()
    PictureSent.objects.filter(at__lt=now - DAY).delete()
    return f"{failed} failed and {forgotten} forgotten photos, {delete_orphans()} orphan folders"


def fail_stuck() -> int:
    """Whatever its task could not finish in a day."""
    before = timezone.now() - DAY
    for model in (Portrait, Logo):  # whose files then belong to nobody, and go as such
        stuck_pictures = model.objects.exclude(incoming="").filter(changed_at__lt=before)
        stuck_pictures.update(incoming="", reason=GIVEN_UP)
    stuck = Photo.objects.filter(state=State.PROCESSING, state_changed_at__lt=before)
    return sum(done(fail, photo, GIVEN_UP) for photo in stuck.select_related("sprint"))


def done(action: Callable[..., None], photo: Photo, why: str) -> bool:
    """Whether the action was possible; somebody may have been faster, a moment ago."""
    try:
        action(photo, why)
    except Refused:
        return False
    return True


def remove_forgotten() -> int:
    """What nobody has described, or what was rejected, for long. What was imported stays."""
    old = Photo.objects.filter(
        state__in=(State.NEEDS_DETAILS, State.REJECTED),
        uploaded_by__isnull=False,
        state_changed_at__lt=timezone.now() - rules.KEPT_FOR,
    ).select_related("sprint")
    due = (photo for photo in old if rules.kept_until(photo) < today(photo.sprint))
    return sum(done(drop, photo, FORGOTTEN) for photo in due)


@transaction.atomic
def drop(photo: Photo, why: str) -> None:
    photo.advance(State.REMOVED, why=why)
    files.remove_later(files.PENDING, photo.folder, photo.file_names)


def delete_orphans() -> int:
    """Folders of ours that no row knows and that are older than a day."""
    number = 0
    for alias in (files.PUBLIC, files.PENDING):
        for folder in folders(alias) - known_in(alias):
            names = storages[alias].listdir(folder)[1]
            if is_old(alias, folder, names):
                files.remove(alias, folder, names)
                number += 1
    return number


def folders(alias: str) -> set[str]:
    """All that have a name of ours; on a fresh disk not even their parent exists."""
    try:
        return set(filter(files.is_ours, storages[alias].listdir("")[0]))
    except FileNotFoundError:
        return set()


def is_old(alias: str, folder: str, names: Iterable[str]) -> bool:
    before = timezone.now() - DAY
    paths = [f"{folder}/{name}" for name in names] or [folder]  # a folder on a disk may be empty
    moments = map(storages[alias].get_modified_time, paths)
    return all(moment < before for moment in moments)


def known_in(alias: str) -> set[str]:
    photos, column = Photo.objects.published(), "folder"
    if alias == files.PENDING:
        photos, column = Photo.objects.with_files().exclude(state=State.PUBLISHED), "incoming"
    known = set(photos.values_list("folder", flat=True))
    for model in (Portrait, Logo):
        known.update(model.objects.values_list(column, flat=True))
    return known


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
        fail(photo, DELETED)
    gone = own.filter(state__in=(State.REMOVED, State.FAILED))
    gone.update(**dict.fromkeys(("caption", "alt_text", "credit", "reason", "sent_as"), ""))
    own.filter(credit__icontains=person.name).update(credit=NAMELESS)
    own.update(uploaded_by=None)
    PhotoTag.objects.filter(person=person).delete()
    # What was asked still waits for the team's decision, without who asked and in which words.
    asked = rules.removal_requests_of(person)
    asked.update(person=None, email="", message="", answer="")
    UploadRefusal.objects.filter(person=person).delete()
    PictureSent.objects.filter(person=person).delete()
    if Portrait.objects.filter(person=person).exists():
        remove_portrait(person)
