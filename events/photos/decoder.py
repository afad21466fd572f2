"""A program of its own that opens a picture from a stranger and writes it anew, under limits.

One job comes in as JSON, one line of JSON goes out, files are written into the job's folder.
It knows nothing of Django, and nothing of the picture but its pixels reaches a file.
"""

import json
import re
import resource
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

LARGEST_OUTPUT = 64 * 1024**2  # bytes of one file; twice what a master can need
OPEN_FILES = 64


def limit(numbers: dict[str, Any]) -> None:
    for what, most in (
        (resource.RLIMIT_AS, numbers["decoder_memory"]),
        (resource.RLIMIT_CPU, numbers["decoder_cpu_seconds"]),
        (resource.RLIMIT_FSIZE, LARGEST_OUTPUT),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    JOB = json.load(sys.stdin)
    limit(JOB["numbers"])

# The libraries come in only now, so that they live under the limits from their first line on.
from PIL import AvifImagePlugin, ExifTags, Image, ImageCms, UnidentifiedImageError  # noqa: E402 -- see above

AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each thread takes address space

HALF = "The file is damaged, or only half of it has arrived. Please send it again."

SHARE_WIDTH = 1280
CARD_SIZE = (1200, 630)  # what other sites show of a link, https://ogp.me
SRGB = ImageCms.createProfile("sRGB")
SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}  # Pillow's name, ICC.1:2022 section 7.2.6
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What a file without metadata still says of itself.
HARMLESS = {
    "jfif", "jfif_version", "jfif_unit", "jfif_density",
    "background", "loop", "duration", "timestamp",
}  # fmt: skip


class Refused(Exception):  # noqa: N818 -- an answer, not a fault
    """A picture that is not taken, with the sentence for the person who sent it."""


def opened(job: dict[str, Any]) -> Image.Image:
    """The picture with its size known and none of its pixels read."""
    kind, numbers = job["kind"], job["numbers"]
    # A JPEG may have more, because it can be shrunk while it is read.
    most = numbers["most_pixels_of_jpeg" if kind == "JPEG" else "most_pixels"]
    too_many = (
        f"The picture has more than {most // 10**6} million pixels. Please send a smaller copy."
    )
    Image.MAX_IMAGE_PIXELS = most
    try:
        picture = Image.open(job["source"], formats=(kind,))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bomb:
        raise Refused(too_many) from bomb
    except UnidentifiedImageError as fault:
        raise Refused(
            f"The file starts like {kind} but cannot be read; it may be damaged. "
            "Please open it in a photo program, save it as a new JPEG and send that."
        ) from fault
    if picture.width * picture.height > most:
        raise Refused(too_many)
    refuse_shape(picture, numbers, job["recipe"]["shortest_side"])
    return picture


def refuse_shape(picture: Image.Image, numbers: dict[str, Any], shortest: int) -> None:
    short, long = sorted(picture.size)
    if long > numbers["longest_side"]:
        raise Refused(
            f"The picture is {long} pixels long; at most {numbers['longest_side']} are possible. "
            "Please send a smaller copy."
        )
    if short < shortest:
        raise Refused(
            f"The picture is {picture.width} by {picture.height} pixels. "
            f"Please send one with at least {shortest} on its shorter side."
        )
    if long > numbers["most_stretched"] * short:
        raise Refused(
            f"The picture is more than {numbers['most_stretched']} times as long as it is short. "
            "Please crop it and send it again."
        )
    # MPO is a JPEG with further views behind it; its first frame is the photo.
    if getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO":
        raise Refused("This is a moving picture. Please send a still one.")


def taken_at(exif: Image.Exif) -> str | None:
    """The camera's clock in ISO 8601, with an offset from UTC only if the file tells a sound one."""
    notes = exif.get_ifd(ExifTags.IFD.Exif)
    clock = str(notes.get(ExifTags.Base.DateTimeOriginal, "")).strip(" \0")
    match = re.fullmatch(r"((?:19|20)\d\d):(\d\d):(\d\d) (\d\d:\d\d:\d\d)", clock, re.ASCII)
    if not match:
        return None
    moment = "{}-{}-{}T{}".format(*match.groups())
    offset = str(notes.get(ExifTags.Base.OffsetTimeOriginal, "")).strip(" \0")
    for text in (moment + offset, moment):
        with suppress(ValueError):
            return datetime.fromisoformat(text).isoformat()
    return None


def has_location(picture: Image.Image, exif: Image.Exif) -> bool:
    if ExifTags.GPS.GPSLatitude in exif.get_ifd(ExifTags.IFD.GPSInfo):
        return True
    notes = (picture.info.get(name, "") for name in ("xmp", "XML:com.adobe.xmp"))
    return any("GPSLatitude" in str(note) for note in notes)


def notes_of(picture: Image.Image) -> dict[str, Any]:
    """All that is ever read of a picture's metadata."""
    notes: dict[str, Any] = {"orientation": 1, "taken_at": None, "had_location": False}
    with suppress(Exception):  # a camera's broken notes must not lose the photo
        exif = picture.getexif()
        notes["orientation"] = exif.get(ExifTags.Base.Orientation, 1)
        notes["had_location"] = has_location(picture, exif)
        notes["taken_at"] = taken_at(exif)
    return notes


def plain(picture: Image.Image) -> Image.Image:
    """The picture in a mode that can be shrunk: no palette, no single bits, no 16 bits."""
    if picture.mode == "I;16":
        grey = picture.convert("I").point(lambda value: value / 257).convert("L")
        if "transparency" not in picture.info:
            return grey
        clear = picture.info["transparency"]
        opaque = [0 if value == clear else 255 for value in range(2**16)]
        grey.putalpha(picture.convert("I").point(opaque, "L"))
        return grey
    if picture.has_transparency_data and picture.mode not in {"LA", "RGBA"}:
        return picture.convert("RGBA")
    if picture.mode in {"1", "P"}:
        return picture.convert("L" if picture.mode == "1" else "RGB")
    return picture


def scaled(picture: Image.Image, scale: float) -> Image.Image:
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def on_white(picture: Image.Image) -> Image.Image:
    if picture.mode not in {"LA", "RGBA"}:
        return picture
    colours = picture.mode.removesuffix("A")
    white = Image.new(colours, picture.size, "white")
    white.paste(picture.convert(colours), mask=picture.getchannel("A"))
    return white


def in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In the colours that every browser shows; a profile that is broken or of another space is ignored."""
    with suppress(OSError, ImageCms.PyCMSError):
        if profile:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if source.profile.xcolor_space.strip() == SPACES[picture.mode]:
                converted = ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB")
                if converted:
                    return converted
    return picture.convert("RGB")


def printed(picture: Image.Image, side: int, orientation: Any) -> Image.Image:
    """The picture upright, in sRGB, on white, no side longer than `side`, with nothing else to it."""
    profile = picture.info.get("icc_profile")
    picture = scaled(plain(picture), side / max(picture.size))
    if orientation in TURNS:
        picture = picture.transpose(TURNS[orientation])
    picture = in_srgb(on_white(picture), profile)
    picture.info = {}  # a JPEG's comment would be written again from here
    return picture


def cropped(picture: Image.Image, ratio: float, focus: tuple[int, int]) -> Image.Image:
    """The largest part of that ratio which lies around the focus as well as the edges allow."""
    width = min(picture.width, round(picture.height * ratio))
    height = min(picture.height, round(picture.width / ratio))
    left = min(max(0, round(picture.width * focus[0] / 100 - width / 2)), picture.width - width)
    top = min(max(0, round(picture.height * focus[1] / 100 - height / 2)), picture.height - height)
    return picture.crop((left, top, left + width, top + height))


def widths_of(picture: Image.Image, widths: list[int]) -> list[int]:
    """The widths that the picture fills, and its own if it does not fill the largest."""
    if not widths:
        return []
    return sorted({min(width, picture.width) for width in widths})


def renditions(picture: Image.Image, job: dict[str, Any]) -> Iterator[tuple[str, Image.Image]]:
    recipe = job["recipe"]
    if recipe["has_master"]:
        yield "master.jpg", picture
    for width in widths_of(picture, recipe["widths"]):
        yield f"{width}.webp", scaled(picture, width / picture.width)
    if recipe["has_share"]:
        yield "share.jpg", scaled(picture, SHARE_WIDTH / picture.width)
    if recipe["has_card"]:
        width, height = CARD_SIZE
        card = cropped(picture, width / height, job["focus"])
        yield "card.jpg", card if card.width < width else card.resize(CARD_SIZE)


def written(path: Path, picture: Image.Image, numbers: dict[str, Any]) -> None:
    is_jpeg = path.suffix == ".jpg"
    picture.save(path, quality=numbers["master_quality" if is_jpeg else "webp_quality"])
    with Image.open(path, formats=("JPEG" if is_jpeg else "WEBP",)) as copy:
        copy.load()
        segments = {name for name, _ in getattr(copy, "applist", ())}
        if (copy.size, copy.mode) != (picture.size, "RGB"):
            raise RuntimeError("A picture was written that is not what it was.")
        if set(copy.info) - HARMLESS or segments - {"APP0"}:
            raise RuntimeError("A picture was written with more than its pixels.")


def loaded(job: dict[str, Any]) -> Image.Image:
    side = job["numbers"]["master_side"]
    try:
        picture = opened(job)
        scale = side / max(picture.size)
        if scale < 1:  # a JPEG then comes out at a half, a quarter or an eighth
            picture.draft(None, (int(picture.width * scale), int(picture.height * scale)))
        picture.load()
    except (Refused, MemoryError):
        raise
    except Exception as fault:
        raise Refused(HALF) from fault
    return picture


def develop(job: dict[str, Any]) -> dict[str, Any]:
    picture = loaded(job)
    notes = notes_of(picture)
    picture = printed(picture, job["numbers"]["master_side"], notes.pop("orientation"))
    if job["recipe"]["is_square"]:
        picture = cropped(picture, 1, (50, 50))
    names = []
    for name, rendition in renditions(picture, job):
        written(Path(job["folder"]) / name, rendition, job["numbers"])
        names.append(name)
    widths = widths_of(picture, job["recipe"]["widths"])
    return {
        "names": names,
        "width": picture.width,
        "height": picture.height,
        "widths": widths,
        **notes,
    }


if __name__ == "__main__":
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        answer = develop(JOB)
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    json.dump(answer, sys.stdout)
