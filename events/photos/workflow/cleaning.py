"""What nobody needs any more: files of failed photos, what was left lying, what belongs to nobody."""

import datetime
from collections.abc import Callable, Iterable

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused
from events.photos import files, rules
from events.photos.models import Cleaning, Logo, Photo, PictureSent, Portrait, UploadRefusal
from events.photos.workflow.developing import fail
from events.sprints.rules import today

State = Photo.State
DAY = datetime.timedelta(days=1)
REFUSALS_KEPT = datetime.timedelta(days=90)
GIVEN_UP = "It could not be prepared. Please send it again."
FORGOTTEN = "Nobody came back to it."


def clean_photos() -> str:
    """Once a day, whoever comes first; part of `tick`."""
    now = timezone.now()
    if not Cleaning.objects.get_or_create(on=now.date())[1]:
        return "photos were cleaned today already"
    Cleaning.objects.filter(on__lt=now.date()).delete()
    failed, forgotten = fail_stuck() + delete_failed(), remove_forgotten()
    fail_stuck_pictures()
    UploadRefusal.objects.filter(at__lt=now - REFUSALS_KEPT).delete()
    PictureSent.objects.filter(at__lt=now - DAY).delete()
    return f"{failed} failed and {forgotten} forgotten photos, {delete_orphans()} orphan folders"


def fail_stuck() -> int:
    """Whatever its task could not finish in a day."""
    stuck = Photo.objects.filter(
        state=State.PROCESSING, state_changed_at__lt=timezone.now() - DAY
    ).select_related("sprint")
    return sum(done(fail, photo, GIVEN_UP) for photo in stuck)


def done(step: Callable[..., None], photo: Photo, why: str) -> bool:
    """Whether the step could be taken; somebody may have been faster, a moment ago."""
    try:
        step(photo, why)
    except Refused:
        return False
    return True


def fail_stuck_pictures() -> None:
    """Their files then belong to nobody, and go as such."""
    for model in (Portrait, Logo):
        stuck = model.objects.exclude(incoming="").filter(changed_at__lt=timezone.now() - DAY)
        stuck.update(incoming="", reason=GIVEN_UP)


def delete_failed() -> int:
    old = Photo.objects.filter(state=State.FAILED, state_changed_at__lt=timezone.now() - DAY)
    return old.delete()[0]


def remove_forgotten() -> int:
    """What was never described, or was not taken, for long; the same file may be sent again.

    What was imported stays: nobody was told of it.
    """
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
    for alias, known in ((files.PUBLIC, known_in_public()), (files.PENDING, known_in_pending())):
        for folder in folders(alias) - known:
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


def known_in_public() -> set[str]:
    rows = (Photo.objects.published(), Portrait.objects.all(), Logo.objects.all())
    return {folder for found in rows for folder in found.values_list("folder", flat=True)}


def known_in_pending() -> set[str]:
    waiting = Photo.objects.kept().exclude(state=State.PUBLISHED).values_list("folder", flat=True)
    incoming = (model.objects.values_list("incoming", flat=True) for model in (Portrait, Logo))
    return {*waiting, *(folder for found in incoming for folder in found)}
