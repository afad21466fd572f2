"""Every picture of the corpus: in, with nothing of what it hid, or refused with one sentence."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from PIL import Image

from events.photos import decoder
from events.photos.images import PHOTO, Developed, Unusable, developed, kind_of
from events.photos.tests.files import MARKER, exif, photo, saved
from events.photos.tests.pictures import CORPUS, IN

RED, BLUE, GREEN, WHITE = (255, 0, 0), (0, 0, 255), (0, 160, 0), (255, 255, 255)
UPRIGHT = (RED, BLUE, GREEN, GREEN)  # top left, top right, bottom left, bottom right


def is_like(found, expected):
    return all(abs(one - other) <= 6 for one, other in zip(found, expected, strict=True))


@dataclass(frozen=True)
class Outcome:
    """What became of a file: IN or the sentence that refuses it, and what was written."""

    answer: str
    picture: Developed | None = None
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def corners(self):
        with Image.open(BytesIO(self.files["master.jpg"])) as master:
            right, bottom = master.width - 9, master.height - 9
            return [
                master.getpixel(at) for at in ((8, 8), (right, 8), (8, bottom), (right, bottom))
            ]


@cache
def outcome(name):
    """Of a file of the corpus, which is decoded once for all tests."""
    data = CORPUS[name].data
    try:
        kind_of(len(data), data[:32], least=1024)
        with NamedTemporaryFile() as source:
            source.write(data)
            source.flush()
            with developed(Path(source.name), PHOTO) as picture:
                files = {name: (picture.folder / name).read_bytes() for name in picture.names}
    except Unusable as refusal:
        return Outcome(str(refusal))
    return Outcome(IN, picture, files)


@pytest.mark.parametrize("name", CORPUS)
def test_each_file_is_taken_or_refused_as_it_deserves(name):
    found = outcome(name)
    assert CORPUS[name].expected in found.answer
    assert (len(found.files) > 3) is (found.answer == IN)
    for hidden in (MARKER, b"MARKER", b"Exif", b"ICC_PROFILE"):
        assert [name for name, data in found.files.items() if hidden in data] == []


def test_the_corpus_hides_what_it_says():
    hiding = [case for case in CORPUS.values() if case.marker]
    assert len(CORPUS) >= 45
    assert len(hiding) >= 15
    assert sum(case.marker in case.data for case in hiding) >= len(hiding) - 1  # one is packed


TURNED = [
    "RBGG",
    "BRGG",
    "GGBR",
    "GGRB",
    "RGBG",
    "GRGB",
    "GBGR",
    "BGRG",
]  # the corners for EXIF's 1 to 8
ODD = [(value, "RBGG") for value in (0, 9, 65535, "as-text")]


@pytest.mark.parametrize(("value", "corners"), [*enumerate(TURNED, 1), *ODD])
def test_a_picture_stands_upright_however_the_camera_was_held(value, corners):
    expected = [{"R": RED, "B": BLUE, "G": GREEN}[letter] for letter in corners]
    assert all(map(is_like, outcome(f"orientation-{value}").corners, expected))


COLOURED = (
    *("jpeg", "png", "webp", "avif", "jpeg-mpo", "cmyk-adobe", "cmyk", "palette-with-transparency"),
    *("profile-broken", "profile-of-another-space", "profile-of-lab"),
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *[(name, UPRIGHT) for name in COLOURED],
        ("rgba", (WHITE, BLUE, WHITE, GREEN)),
        ("grey", [(level,) * 3 for level in (76, 29, 94, 94)]),
        ("grey-with-alpha", [WHITE, (29,) * 3, WHITE, (94,) * 3]),
        ("grey-16", [(level,) * 3 for level in (64, 191, 64, 191)]),
        ("grey-16-with-a-clear-value", [WHITE, (191,) * 3, WHITE, (191,) * 3]),
        ("colour-16", [(255, 0, 128)] * 4),
        # Worked out by hand with the matrices of Display P3 and sRGB.
        ("wide-gamut", [(218, 37, 49)] * 4),
        ("wide-gamut-png", [(218, 37, 49)] * 4),
        ("wide-gamut-avif", [(218, 37, 49)] * 4),
    ],
)
def test_colours_stay_what_they_look_like(name, expected):
    assert all(map(is_like, outcome(name).corners, expected))


@pytest.mark.parametrize(
    ("clock", "offset", "expected"),
    [
        ("2026:05:01 10:20:30", None, "2026-05-01T10:20:30"),
        ("2026:05:01 10:20:30", "-07:00", "2026-05-01T10:20:30-07:00"),
        ("2026:05:01 10:20:30", "here", "2026-05-01T10:20:30"),
        ("0000:00:00 00:00:00", None, None),
        ("2026:13:01 10:20:30", None, None),
        ("0001:01:01 00:00:00", "+14:00", None),
        ("yesterday", None, None),
    ],
)
def test_the_cameras_clock_is_read_if_it_makes_sense(clock, offset, expected):
    data = saved(exif=exif(taken=clock, offset=offset, location=False))
    with Image.open(BytesIO(data)) as picture:
        notes = decoder.notes_of(picture)
    assert notes == {"orientation": 1, "taken_at": expected, "had_location": False}


def test_the_moment_arrives_as_one_of_the_place():
    moment = datetime(2026, 5, 1, 10, 20, 30)  # noqa: DTZ001 -- a camera's
    assert outcome("jpeg-exif-gps-maker-note").picture.taken_at == moment


LOCATED = (
    *("jpeg-exif-gps-maker-note", "jpeg-xmp", "png-text-and-exif", "webp-exif-xmp"),
    "avif-exif-xmp",
)


@pytest.mark.parametrize("name", ["jpeg", "jpeg-exif-broken", "jpeg-exif-loop", *LOCATED])
def test_it_is_told_whether_a_location_was_removed(name):
    assert outcome(name).picture.had_location is (name in LOCATED)


def test_of_a_file_with_further_views_the_first_is_the_photo():
    with Image.open(BytesIO(CORPUS["jpeg-mpo"].data)) as original:
        assert original.n_frames == 2
    picture = outcome("jpeg-mpo").picture
    assert (picture.width, picture.height) == photo().size


def test_the_size_is_looked_at_first():
    jpeg, most = b"\xff\xd8\xff\xe0", 20 * 1024**2
    assert {kind_of(size, jpeg, least=1024) for size in (1024, most)} == {"JPEG"}
    for size, fragment in ((1023, "too small"), (most + 1, "larger than 20 MB")):
        with pytest.raises(Unusable, match=fragment):
            kind_of(size, jpeg, least=1024)
