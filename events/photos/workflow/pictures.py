"""A person's portrait and an organization's logo: the same door and the same preparation."""

from typing import TypeVar

from django.core.files.base import File
from django.db import transaction
from django_tasks import task

from events.lifecycle import Refused, locked
from events.outbox import enqueue
from events.photos import files, images
from events.photos.models import Logo, Picture, PictureSent, Portrait
from events.photos.workflow.sending import refusals_noted, refuse_at_sight, refuse_haste
from people.models import Organization, Person

Kind = TypeVar("Kind", Portrait, Logo)
KINDS: dict[str, tuple[type[Picture], images.Recipe]] = {
    "portrait": (Portrait, images.PORTRAIT),
    "logo": (Logo, images.LOGO),
}
LEAST_BYTES = 32  # a logo of two colours is tiny


def send_portrait(person: Person, content: File) -> Portrait:
    """Raises Refused; the one before is shown until the new one is prepared."""
    with refusals_noted(content, by=person, sprint=None):
        _look_at(content, person)
        portrait, _ = Portrait.objects.get_or_create(person=person)
        return _take(portrait, content, "portrait")


def send_logo(organization: Organization, content: File, *, by: Person) -> Logo:
    with refusals_noted(content, by=by, sprint=None):
        _look_at(content, by)
        logo, _ = Logo.objects.get_or_create(organization=organization)
        return _take(logo, content, "logo")


def _look_at(content: File, by: Person) -> None:
    """As with photos: so many in ten minutes, and no file that is no picture."""
    refuse_haste(by)
    refuse_at_sight(content, least=LEAST_BYTES)
    PictureSent.objects.create(person=by)


@transaction.atomic
def _take(picture: Kind, content: File, kind: str) -> Kind:
    picture = locked(picture)
    if picture.incoming:
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
    if picture.folder:
        files.remove_later(files.PUBLIC, picture.folder, picture.file_names)
    picture.folder, picture.incoming = files.new_folder(), ""
    picture.widths = list(developed.widths)
    picture.width, picture.height = developed.width, developed.height
    files.store_developed(files.PUBLIC, picture.folder, developed)
    picture.save()
    files.remove_later(files.PENDING, incoming, [files.ORIGINAL])


@transaction.atomic
def remove_portrait(person: Person) -> None:
    """Raises Refused if there is none."""
    _remove(Portrait.objects.select_for_update(no_key=True).filter(person=person).first())


@transaction.atomic
def remove_logo(organization: Organization) -> None:
    rows = Logo.objects.select_for_update(no_key=True)
    _remove(rows.filter(organization=organization).first())


def _remove(picture: Picture | None) -> None:
    if picture is None:
        raise Refused("There is no picture.")
    if picture.folder:
        files.remove_later(files.PUBLIC, picture.folder, picture.file_names)
    if picture.incoming:
        files.remove_later(files.PENDING, picture.incoming, [files.ORIGINAL])
    picture.delete()
