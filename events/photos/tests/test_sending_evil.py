"""Evil files through the web form: what each gets, and what is in no storage afterwards.

What the decoder makes of every file of the corpus is in test_images.py.
"""

import pytest

from events.photos.models import Photo, UploadRefusal
from events.photos.tests.factories import folders, stored
from events.photos.tests.pictures import CORPUS, IN
from events.photos.tests.test_developing import contents
from events.photos.tests.uploads import address, file, told

NAME = "holiday.jpg"  # whatever is in it
SOME = (
    "jpeg-exif-gps-maker-note",
    "jpeg-script-appended",
    "png-text-and-exif",
    "avif-exif-xmp",
    "half-a-jpeg",
    "png-120-megapixels",
    "svg",
    "html",
)


@pytest.mark.parametrize("name", SOME)
def test_each_file_is_taken_or_told_why_not(name, person, client_of, settings, committed):
    settings.PHOTOS = settings.PHOTOS | {"widths": (320,)}  # one is enough to see what comes out
    case, client, sprint = CORPUS[name], client_of(person), person.registrations.get().sprint
    committed(client.post, address("add", sprint), {"photos": file(case.data, NAME)})
    page = client.get(address("describe", sprint))
    assert folders("public") == set()
    if case.expected == IN:
        photo = Photo.objects.get()
        found = contents("pending", photo.folder)
        assert photo.state == Photo.State.NEEDS_DETAILS
        assert (folders("pending"), found.keys()) == ({photo.folder}, set(photo.file_names))
        assert [name for name in found if case.marker in found[name]] == []
        assert [image.photo for image, _ in page.context["rows"]] == [photo]
    else:
        assert stored("pending") == set()
        at_sight = [sentence for sentence in told(page) if sentence != "1 added."]
        sentences = [*at_sight, *(f"{NAME}: {row.reason}" for row in page.context["failed"])]
        assert sentences == [f"{NAME}: {UploadRefusal.objects.get().reason}"]
        assert case.expected in sentences[0]
