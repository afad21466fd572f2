"""What people send, and who sends it where."""

import io
from datetime import timedelta
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image, TiffImagePlugin

from events.photos import workflow
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory

NOT_A_PHOTO = b"%PDF-1.7\n" + b"x" * 2000


def running_sprint(**more):
    """One that began yesterday, so that its photos are welcome."""
    return SprintFactory(starts_on=timezone.localdate() - timedelta(days=1), **more)


def participant(sprint):
    return RegistrationFactory(sprint=sprint).person


def picture(number=0, *, size=(400, 320), **more) -> bytes:
    """A small JPEG that differs from those of other numbers."""
    content = io.BytesIO()
    colour = (number * 7 % 256, number * 29 % 256, 120)
    Image.new("RGB", size, colour).save(content, "JPEG", **more)
    return content.getvalue()


def told_where_and_when(when="2026:05:04 12:00:00") -> Image.Exif:
    """Metadata with a place, a maker and a moment by the camera's clock."""
    exif = Image.Exif()
    exif[0x010F] = "MAKER-OF-CAMERAS"
    exif.get_ifd(0x8769)[0x9003] = when
    degrees = tuple(TiffImagePlugin.IFDRational(part) for part in (50, 5, 17))
    exif.get_ifd(0x8825).update({1: "N", 2: degrees, 3: "E", 4: degrees})
    return exif


def file(content=None, name="IMG_0001.jpg"):
    return SimpleUploadedFile(name, picture() if content is None else content)


def files(*numbers):
    return [file(picture(number), f"IMG_{number}.jpg") for number in numbers]


def send(sprint, person, number=0, **more):
    """A photo that waits for its task."""
    return workflow.send(sprint, file(picture(number), **more), by=person, name=f"IMG_{number}.jpg")


def address(name, sprint, photo=None):
    return reverse(f"photos:{name}", args=[sprint.slug, photo.uuid] if photo else [sprint.slug])


def told(answer):
    """The sentences at the top of the page to which an answer leads."""
    return [str(message) for message in answer.context["messages"]]


def text(answer):
    """An answer without escapes and without double spaces."""
    return " ".join(unescape(answer.content.decode()).split())
