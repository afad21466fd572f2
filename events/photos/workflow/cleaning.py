"""What nobody needs any more: files of failed photos, what was left lying, what belongs to nobody."""

import datetime
from collections.abc import Iterable

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from events.photos import files
from events.photos.models import Cleaning, Logo, Photo, Portrait, UploadRefusal
from events.photos.workflow.developing import fail

State = Photo.State
DAY = datetime.timedelta(days=1)
REFUSALS_KEPT = datetime.timedelta(days=90)
FORGOTTEN_AFTER = datetime.timedelta(days=30)
GIVEN_UP = "It could not be prepared. Please send it again."
FORGOTTEN = "Nobody came back to it for a month."


def clean_photos() -> str:
    """Once a day, whoever comes first; part of `tick`."""
    today = timezone.now().date()
    if not Cleaning.objects.get_or_create(on=today)[1]:
        return "photos were cleaned today already"
    Cleaning.objects.filter(on__lt=today).delete()
    failed, forgotten = fail_stuck() + delete_failed(), remove_forgotten()
    UploadRefusal.objects.filter(at__lt=timezone.now() - REFUSALS_KEPT).delete()
    return f"{failed} failed and {forgotten} forgotten photos, {delete_orphans()} orphan folders"


def fail_stuck() -> int:
    """Whatever its task could not finish in a day."""
    stuck = Photo.objects.filter(
        state=State.PROCESSING, state_changed_at__lt=timezone.now() - DAY
    ).select_related("sprint")
    for photo in stuck:
        fail(photo, GIVEN_UP)
    return len(stuck)


def delete_failed() -> int:
    old = Photo.objects.filter(state=State.FAILED, state_changed_at__lt=timezone.now() - DAY)
    return old.delete()[0]


def remove_forgotten() -> int:
    """What was never described, or was not taken, for a month; the same file may be sent again."""
    old = Photo.objects.filter(
        state__in=(State.NEEDS_DETAILS, State.REJECTED),
        state_changed_at__lt=timezone.now() - FORGOTTEN_AFTER,
    )
    for photo in old:
        with transaction.atomic():
            photo.advance(State.REMOVED, why=FORGOTTEN)
            files.remove_later(files.PENDING, photo.folder, photo.file_names)
    return len(old)


def delete_orphans() -> int:
    """Folders that no row knows and that are older than a day."""
    number = 0
    for alias, known in ((files.PUBLIC, known_in_public()), (files.PENDING, known_in_pending())):
        for folder in folders(alias) - known:
            names = storages[alias].listdir(folder)[1]
            if is_old(alias, folder, names):
                files.remove(alias, folder, names)
                number += 1
    return number


def folders(alias: str) -> set[str]:
    """All there are; on a fresh disk not even their parent exists."""
    try:
        return set(storages[alias].listdir("")[0])
    except FileNotFoundError:
        return set()


def is_old(alias: str, folder: str, names: Iterable[str]) -> bool:
    before = timezone.now() - DAY
    moments = (storages[alias].get_modified_time(f"{folder}/{name}") for name in names)
    return all(moment < before for moment in moments)


def known_in_public() -> set[str]:
    rows = (Photo.objects.published(), Portrait.objects.all(), Logo.objects.all())
    return {folder for found in rows for folder in found.values_list("folder", flat=True)}


def known_in_pending() -> set[str]:
    waiting = Photo.objects.kept().exclude(state=State.PUBLISHED).values_list("folder", flat=True)
    incoming = (model.objects.values_list("incoming", flat=True) for model in (Portrait, Logo))
    return {*waiting, *(folder for found in incoming for folder in found)}
