"""`manage.py import_photos`: a folder of photos into a sprint, as often as one likes."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError

from events.lifecycle import Refused
from events.photos.models import Photo
from events.photos.workflow import AlreadyHere, import_photo
from events.sprints.models import Sprint

BAR = 30  # characters
ADDED, HERE = "added", "already here"


class Command(BaseCommand):
    help = (
        "Send every file below a folder as a photo of a sprint. Hidden ones are skipped, links not "
        "followed. Exit with 1 if a file was refused. The team describes and publishes the photos."
    )

    def add_arguments(self, parser):
        parser.add_argument("sprint", help="the last part of its address, such as demo")
        parser.add_argument("folder", type=Path)
        parser.add_argument("--credit", default="", help="whom to name as the photographer")
        parser.add_argument("--licence", default="", choices=Photo.Licence.values)

    def handle(self, *, sprint: str, folder: Path, credit: str, licence: str, **options):
        found = Sprint.objects.filter(slug=sprint).first()
        if found is None:
            raise CommandError(f"There is no sprint “{sprint}”.")
        details = {"credit": checked(credit), "licence": licence}
        paths = list(files_below(existing(folder)))
        outcomes = []
        for number, path in enumerate(paths):
            name = readable(str(path.relative_to(folder)))
            self.show_progress(number, len(paths), name)
            outcomes.append((name, take(found, path, details)))
        self.show_progress(len(paths), len(paths), "")
        self.report(outcomes)

    def show_progress(self, done: int, total: int, name: str) -> None:
        """One line that is written again and again; into a file or a pipe, nothing."""
        if not self.stdout.isatty():
            return
        bar = ("#" * (BAR * done // max(total, 1))).ljust(BAR, ".")
        self.stdout.write(f"\r[{bar}] {done} of {total} {name[:40]:40}", ending="")
        if done == total:
            self.stdout.write("")
        self.stdout.flush()

    def report(self, outcomes: list[tuple[str, str]]) -> None:
        refused = [one for one in outcomes if one[1] not in (ADDED, HERE)]
        numbers = Counter(outcome for _, outcome in outcomes)
        self.stdout.write(
            f"{numbers[ADDED]} added, {numbers[HERE]} already here, {len(refused)} refused."
        )
        for name, why in refused:
            self.stdout.write(f"{name}: {why}")
        if refused:
            sys.exit(1)


def take(sprint: Sprint, path: Path, details: dict[str, str]) -> str:
    """ADDED, HERE, or why not, as a sentence."""
    try:
        content = path.open("rb")
    except OSError as fault:
        return f"It cannot be read ({fault.strerror})."
    with content:
        try:
            import_photo(sprint, File(content), name=readable(path.name), **details)
        except AlreadyHere:
            return HERE
        except Refused as refusal:
            return str(refusal)
    return ADDED


def checked(credit: str) -> str:
    try:
        return Photo._meta.get_field("credit").clean(credit, None)
    except ValidationError as fault:
        raise CommandError(f"--credit: {' '.join(fault.messages)}") from fault


def existing(folder: Path) -> Path:
    if not folder.exists():
        raise CommandError(f"There is no folder {folder}.")
    if not folder.is_dir():
        raise CommandError(f"{folder} is not a folder.")
    return folder


def files_below(folder: Path) -> Iterator[Path]:
    """Files alone, in order: nothing hidden, no links, no pipes or devices."""
    if not os.access(folder, os.R_OK | os.X_OK):
        raise CommandError(f"{folder} may not be read.")
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from files_below(entry)
        elif entry.is_file():
            yield entry


def readable(name: str) -> str:
    """A name that can be printed and stored, whatever its bytes are."""
    return "".join(letter if letter.isprintable() else "�" for letter in name)
