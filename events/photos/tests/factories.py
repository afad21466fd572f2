"""Plain valid rows of photos for tests."""

import io

import factory
from django.core.files.base import ContentFile
from PIL import Image

from events.photos import files
from events.photos.models import Photo, PhotoTag, RemovalRequest
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


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), colour: str = "teal") -> bytes:
    """A file as somebody might send it."""
    content = io.BytesIO()
    Image.new("RGB", size, colour).save(content, kind)
    return content.getvalue()


def store_files(photo: Photo) -> Photo:
    """Small pictures under all the names that this photo has."""
    for name in photo.file_names:
        kind = "WEBP" if name.endswith(".webp") else "JPEG"
        files.store(photo.storage, photo.folder, name, ContentFile(picture(kind, (32, 24))))
    return photo
