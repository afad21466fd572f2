"""What a task does with a picture: every size is re-encoded in a process of its own."""

import datetime
import logging
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from events.lifecycle import Refused, locked
from events.photos import files, images
from events.photos.models import Photo, UploadRefusal
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint

State = Photo.State
PLAUSIBLE = datetime.timedelta(days=30)
logger = logging.getLogger(__name__)


@task()
def develop_photo(pk: int) -> None:
    """Prepare a photo that was sent, or say why it cannot be; twice does no harm."""
    photo = Photo.objects.select_related("sprint").filter(pk=pk, state=State.PROCESSING).first()
    if photo is None:
        return
    try:
        _develop(photo)
    except Refused:
        logger.info("Photo %s was prepared by somebody else meanwhile.", pk)


def _develop(photo: Photo) -> None:
    try:
        with (
            files.at_hand(files.PENDING, photo.folder, files.ORIGINAL) as original,
            images.developed(original, images.PHOTO) as developed,
        ):
            _keep(photo, developed)
    except images.Unusable as unusable:
        fail(photo, str(unusable))


@transaction.atomic
def _keep(photo: Photo, developed: images.Developed) -> None:
    """Into a folder of its own, so that two workers at one photo never write into each other's."""
    before, folder = photo.folder, files.new_folder()
    photo.advance(
        State.NEEDS_DETAILS,
        folder=folder,
        width=developed.width,
        height=developed.height,
        widths=list(developed.widths),
        taken_at=plausible(developed.taken_at, photo.sprint),
        had_location=developed.had_location,
        sent_as="",
    )
    files.store_developed(files.PENDING, folder, developed)
    files.remove_later(files.PENDING, before, [files.ORIGINAL])


@transaction.atomic
def fail(photo: Photo, sentence: str) -> None:
    """The file goes at once; the row tells the person why, for a day."""
    photo.advance(State.FAILED, why=sentence, reason=sentence)
    UploadRefusal.objects.create(
        sprint=photo.sprint,
        person=photo.uploaded_by,
        reason=sentence[:400],
        bytes=photo.bytes,
        counts=False,  # the photo itself does
    )
    files.remove_later(files.PENDING, photo.folder, [files.ORIGINAL])


def plausible(moment: Any, sprint: Sprint) -> datetime.datetime | None:
    """The moment at which it was taken, if within a month of the sprint; cameras' clocks go wrong.

    Without an offset it is read as the sprint's local time.
    """
    if moment is None:
        return None
    if timezone.is_naive(moment):
        moment = moment.replace(tzinfo=sprint_rules.zone(sprint))
    day = moment.astimezone(sprint_rules.zone(sprint)).date()
    near = sprint.starts_on - PLAUSIBLE <= day <= sprint.ends_on + PLAUSIBLE
    return moment if near else None


@task()
def draw_card(pk: int) -> None:
    """Cut the card anew around the point in view; under a new name, since browsers keep the old."""
    photo = Photo.objects.filter(pk=pk, state=State.PUBLISHED).first()
    if photo is None:
        return
    try:
        with (
            files.at_hand(photo.storage, photo.folder, "master.jpg") as master,
            images.developed(master, images.CARD, focus=_cut(photo)[-1]) as developed,
        ):
            _replace_card(photo, developed)
    except FileNotFoundError:
        if _cut(photo) == _cut(Photo.objects.get(pk=pk)):
            raise  # else it was hidden, taken down or cut anew a moment ago


def _cut(photo: Photo) -> tuple[str, str, str, tuple[int, int]]:
    """What the card depends on; the focus comes last."""
    return photo.state, photo.folder, photo.card, (photo.focus_x, photo.focus_y)


@transaction.atomic
def _replace_card(seen: Photo, developed: images.Developed) -> None:
    """Unless it was hidden meanwhile, or cut anew: whoever moves the point in view asks for that."""
    photo = locked(seen)
    if _cut(photo) != _cut(seen):
        return
    before, photo.card = photo.card, files.new_card()
    (drawn,) = developed.names
    with (developed.folder / drawn).open("rb") as content:
        files.store(photo.storage, photo.folder, photo.card, File(content))
    photo.save(update_fields=["card"])
    files.remove_later(photo.storage, photo.folder, [before])
