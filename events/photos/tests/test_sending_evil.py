"""Evil and odd files through the web form: what each gets, and what never stands in a storage."""

from pathlib import Path

import pytest
from django.conf import settings as current
from django.test import Client

from events.photos.models import Photo, UploadRefusal
from events.photos.tests.pictures import CORPUS, IN
from events.photos.tests.uploads import address, file, participant, running_sprint, told

NAME = "holiday.jpg"  # whatever is in it


@pytest.fixture
def stored(settings):
    """A function that gives all files in all storages, by their names."""
    # One width is enough to see what comes out, and quicker.
    settings.PHOTOS = settings.PHOTOS | {"widths": (320,)}

    def found():
        folder = Path(current.MEDIA_ROOT)
        return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    return found


@pytest.mark.parametrize("name", CORPUS)
def test_each_file_is_taken_or_told_why_not(name, db, stored, django_capture_on_commit_callbacks):
    case, sprint = CORPUS[name], running_sprint()
    client = Client()
    client.force_login(participant(sprint))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("add", sprint), {"photos": file(case.data, NAME)})
    page = client.get(address("describe", sprint))
    files = stored()
    if case.expected == IN:
        photo = Photo.objects.get()
        assert photo.state == Photo.State.NEEDS_DETAILS
        assert {path.name for path in files} == set(photo.file_names)
        assert {path.parent.name for path in files} == {photo.folder}
        assert [path for path in files if case.marker and case.marker in files[path]] == []
        assert [shown.photo for shown, _ in page.context["rows"]] == [photo]
    else:
        assert files == {}
        at_sight = [sentence for sentence in told(page) if sentence != "1 added."]
        sentences = [*at_sight, *(f"{NAME}: {row.reason}" for row in page.context["failed"])]
        assert sentences == [f"{NAME}: {UploadRefusal.objects.get().reason}"]
        assert case.expected in sentences[0]
