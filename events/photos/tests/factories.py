"""Plain valid rows of photos for tests."""

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image

from events.photos import files
from events.photos.models import Photo, PhotoTag, RemovalRequest
from events.photos.tests.files import saved
from events.sprints.tests.factories import SprintFactory
from people.tests.factories import PersonFactory


class PhotoFactory(factory.django.DjangoModelFactory):
    """A published photo, described and prepared; `store_files` gives it files as well."""

    class Meta:
        model = Photo

    sprint = factory.SubFactory(SprintFactory)
    uploaded_by = factory.SubFactory(PersonFactory)
    state = Photo.State.PUBLISHED
    caption = factory.Sequence(lambda number: f"Talk number {number}")
    alt_text = factory.Sequence(lambda number: f"People around table number {number}")
    credit = "Ann Invented"
    licence = Photo.Licence.CC_BY
    width = 1600
    height = 1200
    widths = factory.LazyFunction(lambda: [320, 640, 960, 1280])
    bytes = 2_000_000
    sha256 = factory.Sequence(lambda number: f"{number:064x}")
    folder = factory.Sequence(lambda number: f"{number:032x}")


class PhotoTagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PhotoTag

    photo = factory.SubFactory(PhotoFactory)
    person = factory.SubFactory(PersonFactory)


class RemovalRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RemovalRequest

    photo = factory.SubFactory(PhotoFactory)
    person = factory.SubFactory(PersonFactory)
    kind = RemovalRequest.Kind.IN_IT


def store_files(photo: Photo) -> Photo:
    """Small pictures under all the names that this photo has."""
    for name in photo.file_names:
        kind = "WEBP" if name.endswith(".webp") else "JPEG"
        files.store(
            photo.storage, photo.folder, name, ContentFile(saved(Image.new("RGB", (32, 24)), kind))
        )
    return photo


def made(sprint, state="pending", *, with_files=True, **more) -> Photo:
    """A photo of this sprint in this state, with files in one width."""
    photo: Photo = PhotoFactory.create(sprint=sprint, state=state, widths=[320], **more)
    return store_files(photo) if with_files else photo


def fresh(row):
    """The row as it is stored now."""
    return type(row).objects.get(pk=row.pk)


def folders(alias: str) -> set[str]:
    storage = storages[alias]
    return set(storage.listdir("")[0]) if storage.exists("") else set()


def stored(alias: str) -> set[str]:
    """Every file in this storage, as folder and name."""
    listdir = storages[alias].listdir
    return {f"{folder}/{name}" for folder in folders(alias) for name in listdir(folder)[1]}


def files_of(photo: Photo) -> set[str]:
    """Those that a photo has, as `stored` gives them."""
    return {f"{photo.folder}/{name}" for name in photo.file_names}


def undescribed(sprint, person, number=1, **more) -> list[Photo]:
    empty = {"alt_text": "", "caption": "", "credit": "", "licence": "", "state": "needs_details"}
    return PhotoFactory.create_batch(number, sprint=sprint, uploaded_by=person, **empty | more)


def states(*photos) -> list[str]:
    return [fresh(photo).state for photo in photos]
