"""The decoder dies, hangs or talks nonsense: one sentence, no zombie, and the next file works."""

import os
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from PIL import Image

from events.photos import decoder, images
from events.photos.images import LOGO, PHOTO, Unusable, developed
from events.photos.tests.files import MARKER, photo, saved
from events.photos.tests.pictures import CORPUS

TOO_MUCH = "damaged or too complex"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "original"
    path.write_bytes(CORPUS["jpeg"].data)
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """48 megapixels with grain, as a new telephone makes them."""
    grain = Image.effect_noise((1000, 750), 60).resize((8000, 6000), Image.Resampling.BICUBIC)
    path = tmp_path_factory.mktemp("large") / "large"
    path.write_bytes(saved(grain.convert("RGB")))
    return path


def zombies():
    """Children of this process that ended and were never waited for (proc(5), stat)."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # gone since
            state, parent = status.read_text().rpartition(")")[2].split()[:2]
            if state == "Z" and int(parent) == os.getpid():
                found.append(status.parent.name)
    return found


def memory():
    """Resident memory of this process in bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def replaced(monkeypatch, tmp_path, text):
    """Another program in the decoder's place."""
    program = tmp_path / "program.py"
    program.write_text(text)
    with monkeypatch.context() as patch:
        patch.setattr(images, "DECODER", program)
        yield


def refused(source, sentence=TOO_MUCH):
    with pytest.raises(Unusable, match=sentence) as refusal, developed(source, PHOTO):
        pass
    return str(refusal.value)


def works(source):
    with developed(source, PHOTO) as picture:
        return (picture.folder / "master.jpg").is_file()


@pytest.mark.parametrize(
    "limit",
    [
        {"decoder_memory": 160 * 1024**2},
        {"decoder_memory": 16 * 1024**2},  # it cannot even start
        {"decoder_cpu_seconds": 1},
        {"decoder_wall_seconds": 0.3},
    ],
)
def test_a_limit_ends_the_decoder_and_nothing_else(source, large, settings, limit):
    before = settings.PHOTOS
    settings.PHOTOS = before | limit
    assert refused(large)
    settings.PHOTOS = before
    assert works(source)
    assert not zombies()


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "raise RuntimeError('a defect')",
        "",
        "print('[]')",
        "print('{}')",
        "print('{\"names\": 7}')",
        "print('x' * 10_000_000)",
    ],
)
def test_a_decoder_that_crashes_or_babbles_refuses_the_file(program, source, monkeypatch, tmp_path):
    with replaced(monkeypatch, tmp_path, program):
        assert refused(source)
    assert not zombies()


def test_the_decoder_sees_nothing_of_our_environment(source, monkeypatch, tmp_path):
    program = "import json, os; print(json.dumps({'refused': ' '.join(sorted(os.environ))}))"
    monkeypatch.setenv("SECRET_OF_OURS", "1")
    with replaced(monkeypatch, tmp_path, program):
        assert "SECRET" not in refused(source, None)


def test_the_limits_are_in_force_before_the_library_comes_in(source, monkeypatch, tmp_path):
    """The decoder itself, up to its first import of Pillow, then what it may use."""
    text = images.DECODER.read_text().split("from PIL import")[0]
    text += "names = 'AS CPU FSIZE CORE'.split()\n"
    text += "found = [resource.getrlimit(getattr(resource, 'RLIMIT_' + name)) for name in names]\n"
    text += "print(json.dumps({'refused': str(found)}))\n"
    gibibyte, output = 1024**3, 64 * 1024**2
    expected = [(gibibyte, gibibyte), (20, 20), (output, output), (0, 0)]
    with replaced(monkeypatch, tmp_path, text):
        assert refused(source, None) == str(expected)


@pytest.fixture
def patient(settings):
    """On a busy machine only the time of the processor says something."""
    settings.PHOTOS = settings.PHOTOS | {"decoder_wall_seconds": 600}


def test_48_megapixels_fit_the_limits_and_take_none_of_our_memory(large, patient):
    before = memory()
    with developed(large, PHOTO) as picture:
        assert (picture.width, picture.height) == (3840, 2880)
    assert memory() - before < 4 * 1024**2


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_40_megapixels_of_every_other_kind_fit_the_limits(kind, tmp_path, patient):
    options = {"AVIF": {"speed": 10}, "WEBP": {"method": 0}, "PNG": {"compress_level": 1}}
    flat = Image.new("RGBA", (7300, 5470), (200, 30, 30, 128))
    path = tmp_path / "large"
    path.write_bytes(saved(flat, kind, **options[kind]))
    del flat
    with developed(path, LOGO) as picture:  # which has little to write
        assert (picture.width, picture.height) == (3840, 2877)


def test_a_file_with_more_than_its_pixels_is_never_handed_out(tmp_path, settings):
    picture = photo()
    picture.info["comment"] = MARKER  # which Pillow writes again
    with pytest.raises(RuntimeError, match="more than its pixels"):
        decoder.written(tmp_path / "master.jpg", picture, settings.PHOTOS)
