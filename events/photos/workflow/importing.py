"""A photo out of a folder, which no participant sent; it is prepared before the next one comes."""

from django.core.files.base import File

from events.lifecycle import Refused
from events.photos.models import Photo
from events.photos.workflow.developing import develop_photo
from events.photos.workflow.sending import send
from events.sprints.models import Sprint


def import_photo(
    sprint: Sprint, content: File, *, name: str, credit: str = "", licence: str = ""
) -> Photo:
    """Take a file through the one door, and note at once what is known of all of them.

    Raises Refused with one sentence, also for what shows only when it is prepared.
    """
    photo = send(sprint, content, by=None, name=name)
    Photo.objects.filter(pk=photo.pk).update(credit=credit, licence=licence)
    prepare(photo)
    if photo.state == Photo.State.FAILED:
        raise Refused(photo.reason)
    return photo


def prepare(photo: Photo) -> None:
    """In this process, unless a worker is faster: it was told of the photo as well."""
    try:
        develop_photo.call(photo.pk)
    except FileNotFoundError:
        photo.refresh_from_db()
        if photo.state == Photo.State.PROCESSING:  # nobody prepared it, and its file is gone
            raise
    photo.refresh_from_db()
