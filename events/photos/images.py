"""Pictures that people send: refused in words, or developed into files that are ours alone.

A file is known by its first bytes: its name and the browser's word for it are never asked. It is
opened in a process of its own: what it does to the decoder, it does not do to us.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from django.conf import settings

logger = logging.getLogger(__name__)

DECODER = Path(__file__).with_name("decoder.py")
LONGEST_ANSWER = 4096
TOO_MUCH = (
    "The file is damaged or too complex to read. "
    "Please open it in a photo program, save it as a new JPEG and send that."
)
HEAD = 32  # bytes that are enough to know any kind
MEBIBYTE = 1024**2


class Unusable(Exception):  # noqa: N818 -- an answer, not a fault
    """A file that cannot be used, with the sentence for the person who sent it."""


SEND = "Please send a JPEG, PNG, WebP or AVIF file."
HEIC = (
    "HEIC pictures cannot be shown by every browser. Please share it as JPEG: "
    "on an iPhone choose “Most Compatible” under Settings, Camera, Formats."
)
SENTENCES = {
    "heic": HEIC,
    "video": "This is a video. Please send a photo.",
    "gif": "GIF pictures are not accepted. Please save it as JPEG or PNG and send that.",
    "svg": "SVG drawings are not accepted. Please export it as PNG and send that.",
    "tiff": "TIFF and raw camera files are not accepted. Please export it as JPEG and send that.",
    "pdf": "This is a PDF document. Please export the picture from it as JPEG and send that.",
    "postscript": "PostScript and EPS files are not accepted. Please export it as PNG and send that.",
    "bmp": "BMP pictures are not accepted. Please save it as PNG and send that.",
}
STARTS = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF8": "gif",
    b"<svg": "svg",
    b"<?xml": "svg",
    b"<!DOCTYPE svg": "svg",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"II+\0": "tiff",
    b"MM\0+": "tiff",
    b"%PDF": "pdf",
    b"%!PS": "postscript",
    b"\xc5\xd0\xd3\xc6": "postscript",
}
# ISO 14496-12: a box "ftyp" with the major brand, then the brands that the file also keeps to.
HEIC_BRANDS = {
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1",
}  # fmt: skip


def _kind_of_box(head: bytes) -> str:
    major, others = head[8:12], {head[at : at + 4] for at in range(16, HEAD, 4)}
    if major in {b"avif", b"avis"}:
        return "AVIF"
    if major in HEIC_BRANDS:
        return "AVIF" if major == b"mif1" and b"avif" in others else "heic"
    return "tiff" if major == b"crx " else "video"  # Canon's raw files


def _kind_of(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return _kind_of_box(head)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[:2] == b"BM" and head[6:10] == bytes(4):  # four bytes that BMP keeps free
        return "bmp"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    starts = (kind for start, kind in STARTS.items() if head.startswith(start))
    written = (kind for start, kind in STARTS.items() if text.startswith(start))
    return next(starts, None) or next(written, "")


def kind_of(size: int, head: bytes, *, least: int = 0) -> str:
    """JPEG, PNG, WEBP or AVIF, as Pillow calls them, of a file with these first 32 bytes.

    Sizes are in bytes. Raises Unusable for what is not worth opening.
    """
    most = settings.PHOTOS["most_bytes"]
    if not size:
        raise Unusable("The file is empty. Please choose it again.")
    if size < least:
        raise Unusable("The file is too small to hold a photo. Please choose another one.")
    if size > most:
        raise Unusable(
            f"The file is larger than {most // MEBIBYTE} MB. Please send a smaller copy."
        )
    kind = _kind_of(head[:HEAD])
    if kind in SENTENCES:
        raise Unusable(SENTENCES[kind])
    if not kind:
        raise Unusable(f"This is not a picture that can be shown here. {SEND}")
    return kind


@dataclass(frozen=True)
class Recipe:
    """What comes out of a picture; `widths` and `shortest_side` are pixels, and nothing is scaled up."""

    widths: tuple[int, ...]
    shortest_side: int
    has_master: bool = False
    has_share: bool = False
    has_card: bool = False
    is_square: bool = False


NUMBERS: dict[str, Any] = settings.PHOTOS

PHOTO = Recipe(
    widths=NUMBERS["widths"],
    shortest_side=NUMBERS["shortest_side"],
    has_master=True,
    has_share=True,
    has_card=True,
)
CARD = Recipe(widths=(), shortest_side=1, has_card=True)
LOGO = Recipe(widths=(160, 320), shortest_side=32)
PORTRAIT = Recipe(widths=(96, 256), shortest_side=96, is_square=True)


@dataclass(frozen=True)
class Developed:
    """Files in `folder`, which go with the block; width and height are the upright picture's.

    `taken_at` is the camera's clock: with a zone if the file tells one, else local to the place.
    """

    folder: Path
    names: tuple[str, ...]
    width: int
    height: int
    widths: tuple[int, ...]
    taken_at: datetime | None
    had_location: bool


@contextmanager
def developed(
    source: Path, recipe: Recipe, *, focus: tuple[int, int] = (50, 50)
) -> Iterator[Developed]:
    """Run the decoder on a file; `focus` is where a card looks, in percent from the top left.

    Raises Unusable with one sentence.
    """
    with source.open("rb") as file:
        kind = kind_of(source.stat().st_size, file.read(HEAD))
    with TemporaryDirectory(prefix="picture-") as folder:
        job = {
            "source": str(source.resolve()),
            "kind": kind,
            "folder": folder,
            "recipe": asdict(recipe),
            "focus": focus,
            "numbers": settings.PHOTOS,
        }
        yield _read(_answer(job), Path(folder))


def _answer(job: dict[str, Any]) -> bytes:
    with TemporaryFile() as answer:  # a file, whose size the decoder's own limit bounds
        try:
            subprocess.run(  # noqa: S603 -- our own program
                [sys.executable, "-I", str(DECODER)],
                input=json.dumps(job).encode(),
                stdout=answer,
                stderr=subprocess.DEVNULL,  # may quote the file
                env={},
                timeout=job["numbers"]["decoder_wall_seconds"],
                check=True,
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as end:
            logger.warning("The picture decoder gave no answer. %s", end)
            raise Unusable(TOO_MUCH) from end
        answer.seek(0)
        return answer.read(LONGEST_ANSWER)


def _read(answer: bytes, folder: Path) -> Developed:
    try:
        result = json.loads(answer)
        if "refused" in result:
            raise Unusable(str(result["refused"]))
        taken_at = result["taken_at"]
        return Developed(
            folder=folder,
            names=tuple(map(str, result["names"])),
            width=int(result["width"]),
            height=int(result["height"]),
            widths=tuple(map(int, result["widths"])),
            taken_at=datetime.fromisoformat(taken_at) if taken_at else None,
            had_location=bool(result["had_location"]),
        )
    except (ValueError, KeyError, TypeError) as fault:
        logger.warning("The picture decoder gave no answer that can be read.")
        raise Unusable(TOO_MUCH) from fault
