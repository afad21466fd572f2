"""Where a repository is: in a folder of this machine, or at an https address."""

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from events.recap.counting import git
from events.recap.counting.uncountable import Uncountable

# A host, perhaps a port, a path: no name and password, no query, nothing for the shell or git.
ADDRESS = re.compile(
    r"https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?/[\w./~+%-]+", re.IGNORECASE
)


@contextmanager
def repository(source: str, progress: Callable[[str], None]) -> Iterator[Path]:
    """The folder of the repository, whole.

    A path is used as it is. An https address is cloned into a folder that is gone afterwards. A
    name with a colon before its first slash means a protocol or a host to git, so it is neither.
    """
    if not source or not source.isprintable() or source.startswith("-"):
        raise Uncountable("Name a repository: a folder of this machine or an https address.")
    if source.startswith("https://"):
        _check(source)
        git.version()
        with tempfile.TemporaryDirectory(prefix="sprintbook-") as folder:
            path = Path(folder).resolve() / "repository.git"
            git.clone(source, path, progress)
            check_whole(path)
            yield path
    elif ":" in source.partition("/")[0]:
        raise Uncountable(
            "Only a folder of this machine or an https address can be counted"
            " (a folder with a colon in its name as ./name)."
        )
    else:
        git.version()
        path = _folder(source)
        check_whole(path)
        yield path


def check_whole(path: Path) -> None:
    """A number from half a history would look like any other."""
    if git.ask(path, "rev-parse", "--is-shallow-repository").strip() != "false":
        raise Uncountable(
            f"{path} is a shallow clone: older commits are missing, so the number would be wrong."
            " Fetch the rest with “git fetch --unshallow”."
        )


def _check(address: str) -> None:
    if "@" in address:
        raise Uncountable("The address holds a name or a password. Give it without them.")
    if not ADDRESS.fullmatch(address):
        raise Uncountable("This is not the https address of a repository.")


def _folder(source: str) -> Path:
    try:
        return Path(source).resolve()
    except RuntimeError as error:  # what pathlib raises for links that go in circles
        raise Uncountable(f"{source} is a link that leads to itself.") from error
