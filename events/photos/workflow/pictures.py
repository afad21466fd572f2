"""A person's portrait and an organization's logo: checked and prepared as photos are."""

from typing import Any

from django.core.files.base import File
from django.db import transaction
from django_tasks import task

from events.lifecycle import Refused, locked
from events.outbox import enqueue
from events.photos import files, images
from events.photos.models import Logo, Picture, PictureSent, Portrait
from events.photos.workflow.sending import refusals_noted, refuse_at_sight, refuse_haste
from people.models import Organization, Person

KINDS: dict[str, tuple[type[Picture], images.Recipe]] = {
    "portrait": (Portrait, images.PORTRAIT),
    "logo": (Logo, images.LOGO),
}
LEAST_BYTES = 32  # a logo of two colours is tiny


def send_portrait(person: Person, content: File) -> Picture:
    """Raises Refused; the one before is shown until the new one is prepared."""
    return _send("portrait", content, by=person, person=person)


def send_logo(organization: Organization, content: File, *, by: Person) -> Picture:
    return _send("logo", content, by=by, organization=organization)


def _send(kind: str, content: File, *, by: Person, **owner: Any) -> Picture:
    """As with photos: so many in ten minutes, and no file that is no picture."""
    with refusals_noted(content, by=by, sprint=None):
        refuse_haste(by)
        refuse_at_sight(content, least=LEAST_BYTES)
        PictureSent.objects.create(person=by)
        picture, _ = KINDS[kind][0]._default_manager.get_or_create(**owner)
        return _take(picture, content, kind)


@transaction.atomic
def _take(picture: Picture, content: File, kind: str) -> Picture:
    picture = locked(picture)
    files.remove_later(files.PENDING, picture.incoming, [files.ORIGINAL])
    picture.incoming, picture.reason = files.new_folder(), ""
    content.seek(0)
    files.store(files.PENDING, picture.incoming, files.ORIGINAL, content)
    picture.save(update_fields=["incoming", "reason"])
    enqueue(develop_picture, kind, picture.pk, picture.incoming)
    return picture


@task()
def develop_picture(kind: str, pk: int, incoming: str) -> None:
    """Prepare what came in, unless another file has come in since; twice does no harm."""
    model, recipe = KINDS[kind]
    if not model._default_manager.filter(pk=pk, incoming=incoming).exists():
        return
    try:
        with (
            files.at_hand(files.PENDING, incoming, files.ORIGINAL) as original,
            images.developed(original, recipe) as developed,
        ):
            _keep(model, pk, incoming, developed)
    except images.Unusable as unusable:
        gone = model._default_manager.filter(pk=pk, incoming=incoming)
        gone.update(incoming="", reason=str(unusable)[:400])
        files.remove(files.PENDING, incoming, [files.ORIGINAL])


@transaction.atomic
def _keep(model: type[Picture], pk: int, incoming: str, developed: images.Developed) -> None:
    rows = model._default_manager.select_for_update(no_key=True)
    picture = rows.filter(pk=pk, incoming=incoming).first()
    if picture is None:
        return
    files.remove_later(files.PUBLIC, picture.folder, picture.file_names)
    picture.folder, picture.incoming = files.new_folder(), ""
    picture.widths = list(developed.widths)
    picture.width, picture.height = developed.width, developed.height
    files.store_developed(files.PUBLIC, picture.folder, developed)
    picture.save()
    files.remove_later(files.PENDING, incoming, [files.ORIGINAL])


def remove_portrait(person: Person) -> None:
    """Raises Refused if there is none."""
    _remove(Portrait, person=person)


def remove_logo(organization: Organization) -> None:
    _remove(Logo, organization=organization)


@transaction.atomic
def _remove(model: type[Picture], **owner: Any) -> None:
    rows = model._default_manager.select_for_update(no_key=True)
    picture = rows.filter(**owner).first()
    if picture is None:
        raise Refused("There is no picture.")
    files.remove_later(files.PUBLIC, picture.folder, picture.file_names)
    files.remove_later(files.PENDING, picture.incoming, [files.ORIGINAL])
    picture.delete()
