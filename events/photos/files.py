"""Where pictures are stored: folders with random names, public or not.

A folder's name never comes back, so that what is served may be kept for ever. What a rolled-back
transaction leaves behind is found by the daily cleaning.
"""

import re
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction

from events.photos.images import Developed

PUBLIC, PENDING = "public", "pending"
ORIGINAL = "original"


def new_folder() -> str:
    return secrets.token_hex(16)


def new_card() -> str:
    return f"card-{secrets.token_hex(8)}.jpg"


def is_ours(folder: str) -> bool:
    """Whether a folder can be one of these: there may be others beside them."""
    return re.fullmatch(r"[0-9a-f]{32}", folder) is not None


def store(alias: str, folder: str, name: str, content: File) -> None:
    """Store under exactly this name; raises RuntimeError if the storage would take another."""
    path = f"{folder}/{name}"
    if storages[alias].save(path, content) != path:
        raise RuntimeError(f"{path} is there already.")


def store_developed(alias: str, folder: str, developed: Developed) -> None:
    for name in developed.names:
        with (developed.folder / name).open("rb") as content:
            store(alias, folder, name, File(content))


@contextmanager
def at_hand(alias: str, folder: str, name: str) -> Iterator[Path]:
    """A copy on this machine, removed afterwards."""
    with tempfile.NamedTemporaryFile(prefix="sprintbook-") as copy:
        with storages[alias].open(f"{folder}/{name}") as content:
            shutil.copyfileobj(content, copy)
        copy.flush()
        yield Path(copy.name)


def copy(names: Iterable[str], folder: str, *, source: str, target: str) -> str:
    """Copy these files to the other storage; returns their folder there."""
    new = new_folder()
    for name in names:
        with storages[source].open(f"{folder}/{name}") as content:
            store(target, new, name, File(content))
    return new


def remove(alias: str, folder: str, names: Iterable[str]) -> None:
    storage = storages[alias]
    for name in names:
        storage.delete(f"{folder}/{name}")
    # A folder on a disk stays when its last file has gone; object stores have none.
    if storage.exists(folder) and storage.listdir(folder) == ([], []):
        storage.delete(folder)


def remove_later(alias: str, folder: str, names: Iterable[str]) -> None:
    """Remove once the transaction has been committed; nothing if there is no folder yet."""
    if folder:
        transaction.on_commit(partial(remove, alias, folder, list(names)))
