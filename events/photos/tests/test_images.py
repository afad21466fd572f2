"""Every picture of the corpus: in, with nothing of what it hid, or refused with one sentence."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from events.photos.images import PHOTO, Unusable, developed, refuse_at_sight
from events.photos.tests.files import MARKER, exif, photo, saved
from events.photos.tests.pictures import CORPUS, IN

RED, BLUE, GREEN, WHITE = (255, 0, 0), (0, 0, 255), (0, 160, 0), (255, 255, 255)
UPRIGHT = (RED, BLUE, GREEN, GREEN)  # top left, top right, bottom left, bottom right


def is_like(found, expected):
    return all(abs(one - other) <= 6 for one, other in zip(found, expected, strict=True))


def corners(path):
    with Image.open(path) as picture:
        right, bottom = picture.width - 9, picture.height - 9
        places = ((8, 8), (right, 8), (8, bottom), (right, bottom))
        return [picture.getpixel(place) for place in places]


def sentence(data, source):
    """How the data are refused, or IN; what was written is searched for what was hidden."""
    source.write_bytes(data)
    try:
        refuse_at_sight(len(data), data[:32])
        with developed(source, PHOTO) as picture:
            written = [(picture.folder / name).read_bytes() for name in picture.names]
    except Unusable as refusal:
        return str(refusal)
    assert len(written) > 3
    assert not [data for data in written if MARKER in data or b"MARKER" in data]
    assert not [data for data in written if b"Exif" in data or b"ICC_PROFILE" in data]
    return IN


@pytest.fixture
def source(tmp_path):
    return tmp_path / "original.jpg"  # whatever is in it


@pytest.fixture
def master(source):
    """Develops a file and copies its master out of the folder, which does not stay."""

    def copied(data):
        source.write_bytes(data)
        with developed(source, PHOTO) as picture:
            return (picture.folder / "master.jpg").rename(source.with_name("master.jpg"))

    return copied


@pytest.mark.parametrize("name", CORPUS)
def test_each_file_is_taken_or_refused_as_it_deserves(name, source):
    case = CORPUS[name]
    assert case.expected in sentence(case.data, source)


def test_the_corpus_hides_what_it_says():
    hiding = [case for case in CORPUS.values() if case.marker]
    assert len(CORPUS) >= 45
    assert len(hiding) >= 15
    assert sum(case.marker in case.data for case in hiding) >= len(hiding) - 1  # one is packed


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, (RED, BLUE, GREEN, GREEN)),
        (2, (BLUE, RED, GREEN, GREEN)),
        (3, (GREEN, GREEN, BLUE, RED)),
        (4, (GREEN, GREEN, RED, BLUE)),
        (5, (RED, GREEN, BLUE, GREEN)),
        (6, (GREEN, RED, GREEN, BLUE)),
        (7, (GREEN, BLUE, GREEN, RED)),
        (8, (BLUE, GREEN, RED, GREEN)),
        (0, UPRIGHT),
        (9, UPRIGHT),
        (65535, UPRIGHT),
        ("as-text", UPRIGHT),
    ],
)
def test_a_picture_stands_upright_however_the_camera_was_held(value, expected, master):
    found = corners(master(CORPUS[f"orientation-{value}"].data))
    assert all(map(is_like, found, expected))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("jpeg", UPRIGHT),
        ("png", UPRIGHT),
        ("webp", UPRIGHT),
        ("avif", UPRIGHT),
        ("jpeg-mpo", UPRIGHT),
        ("cmyk-adobe", UPRIGHT),
        ("cmyk", UPRIGHT),
        ("palette-with-transparency", UPRIGHT),
        ("profile-broken", UPRIGHT),
        ("profile-of-another-space", UPRIGHT),
        ("profile-of-lab", UPRIGHT),
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
def test_colours_stay_what_they_look_like(name, expected, master):
    found = corners(master(CORPUS[name].data))
    assert all(map(is_like, found, expected)), found


@pytest.mark.parametrize(
    ("clock", "offset", "expected"),
    [
        ("2026:05:01 10:20:30", None, datetime(2026, 5, 1, 10, 20, 30)),  # noqa: DTZ001 -- a camera's
        ("2026:05:01 10:20:30", "+00:00", datetime(2026, 5, 1, 10, 20, 30, tzinfo=UTC)),
        ("2026:05:01 10:20:30", "-07:00", datetime(2026, 5, 1, 17, 20, 30, tzinfo=UTC)),
        ("2026:05:01 10:20:30", "here", datetime(2026, 5, 1, 10, 20, 30)),  # noqa: DTZ001 -- a camera's
        ("0000:00:00 00:00:00", None, None),
        ("2026:13:01 10:20:30", None, None),
        ("0001:01:01 00:00:00", "+14:00", None),
        ("yesterday", None, None),
    ],
)
def test_the_cameras_clock_is_read_if_it_makes_sense(clock, offset, expected, source):
    source.write_bytes(saved(exif=exif(taken=clock, offset=offset)))
    with developed(source, PHOTO) as picture:
        assert picture.taken_at == expected
        assert (picture.taken_at and picture.taken_at.tzinfo is not None) == (
            expected and expected.tzinfo is not None
        )
        if expected and expected.tzinfo:
            assert picture.taken_at - expected == timedelta(0)


@pytest.mark.parametrize(
    ("name", "had_location"),
    [
        ("jpeg", False),
        ("jpeg-exif-gps-maker-note", True),
        ("jpeg-xmp", True),
        ("png-text-and-exif", True),
        ("webp-exif-xmp", True),
        ("avif-exif-xmp", True),
        ("jpeg-exif-broken", False),
        ("jpeg-exif-loop", False),
    ],
)
def test_it_is_told_whether_a_location_was_removed(name, had_location, source):
    source.write_bytes(CORPUS[name].data)
    with developed(source, PHOTO) as picture:
        assert picture.had_location is had_location


def test_no_location_in_the_notes_is_no_location(source):
    source.write_bytes(saved(exif=exif(location=False)))
    with developed(source, PHOTO) as picture:
        assert (picture.had_location, picture.taken_at is not None) == (False, True)


def test_of_a_file_with_further_views_the_first_is_the_photo(source):
    data = CORPUS["jpeg-mpo"].data
    with Image.open(BytesIO(data)) as original:
        assert original.n_frames == 2
    source.write_bytes(data)
    with developed(source, PHOTO) as picture:
        assert (picture.width, picture.height) == photo().size


@pytest.mark.parametrize(
    ("size", "head", "fragment"),
    [
        (0, b"", "is empty"),
        (1023, b"\xff\xd8\xff", "too small"),
        (20 * 1024**2 + 1, b"\xff\xd8\xff", "larger than 20 MB"),
        (5000, b"\x00" * 32, "not a picture that can be shown here"),
    ],
)
def test_some_files_are_refused_at_sight(size, head, fragment):
    with pytest.raises(Unusable, match=fragment):
        refuse_at_sight(size, head)


@pytest.mark.parametrize(
    "head",
    [
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x00\x10\x00\x00WEBPVP8 ",
        b"\x00\x00\x00\x20ftypavif\0\0\0\0avifmif1",
        b"\x00\x00\x00\x20ftypmif1\0\0\0\0mif1avif",
    ],
)
@pytest.mark.parametrize("size", [1024, 20 * 1024**2])
def test_four_kinds_of_picture_pass_at_sight(size, head):
    assert refuse_at_sight(size, head) is None
