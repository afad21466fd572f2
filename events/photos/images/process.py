"""Developing in a process of its own: what a file does to the decoder, it does not do to us."""

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

from events.photos.images.recipes import Recipe
from events.photos.images.signature import HEAD, Unusable, kind_of

logger = logging.getLogger(__name__)

DECODER = Path(__file__).with_name("decoder.py")
LONGEST_ANSWER = 4096
TOO_MUCH = (
    "The file is damaged or too complex to read. "
    "Please open it in a photo program, save it as a new JPEG and send that."
)


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
        found = json.loads(answer)
        if "refused" in found:
            raise Unusable(str(found["refused"]))
        taken_at = found["taken_at"]
        return Developed(
            folder=folder,
            names=tuple(map(str, found["names"])),
            width=int(found["width"]),
            height=int(found["height"]),
            widths=tuple(map(int, found["widths"])),
            taken_at=datetime.fromisoformat(taken_at) if taken_at else None,
            had_location=bool(found["had_location"]),
        )
    except (ValueError, KeyError, TypeError) as fault:
        logger.warning("The picture decoder gave no answer that can be read.")
        raise Unusable(TOO_MUCH) from fault
