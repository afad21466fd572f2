"""How many commits a repository received in the days of a sprint, by asking git.

A repository can carry settings that start programs or fetch what is missing. So git runs without a
shell, without hooks and without anybody's settings; counting allows it no network protocol at all,
and cloning only https. git itself refuses a repository that belongs to another user.
"""

import datetime
import os
import re
import subprocess
import tempfile
from collections import ChainMap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from events.lifecycle import Refused
from people.models import TIME_ZONES

OLDEST_GIT = (2, 37)  # the first that knows --since-as-filter
# What git reads as dates, in zones that are whole minutes from UTC.
EARLIEST, LATEST = datetime.date(1973, 1, 1), datetime.date(2099, 12, 31)
ANSWER_SECONDS = 10 * 60
CLONE_SECONDS = 2 * 60 * 60
# A host, perhaps a port, a path: no user name, no password and no query.
ADDRESS = re.compile(r"https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?/[\w./~+%-]+")

# The way out of this network is the machine's business. Nothing else of its environment is kept.
KEPT = ("PATH", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "GIT_SSL_CAINFO")
ENVIRONMENT = {
    "HOME": os.devnull,
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    # History as it was written, not as somebody has rewritten it for themselves.
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": f"{os.devnull}/none",
    # A transfer that stalls for five minutes ends, even when git itself has been stopped.
    "GIT_HTTP_LOW_SPEED_LIMIT": "1",
    "GIT_HTTP_LOW_SPEED_TIME": "300",
}
SETTINGS = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")


@dataclass(frozen=True)
class Window:
    """Both ends are included. Raises Refused for days or a zone that cannot be counted."""

    start: datetime.datetime
    end: datetime.datetime
    time_zone: str

    @classmethod
    def of_days(cls, first: datetime.date, last: datetime.date, time_zone: str) -> Self:
        """From the first second of the first day to the last second of the last, in this zone."""
        if time_zone not in TIME_ZONES:
            raise Refused(f"“{time_zone}” is not a time zone. Enter one such as Europe/Prague.")
        if not EARLIEST <= first <= last <= LATEST:
            raise Refused(
                f"Give a first and a last day in this order, from {EARLIEST} to {LATEST}."
            )
        zone = ZoneInfo(time_zone)
        # By way of UTC: where the clocks change at midnight, a day begins at another hour.
        start, next_day = (
            datetime.datetime.combine(day, datetime.time(), zone).astimezone(datetime.UTC)
            for day in (first, last + datetime.timedelta(days=1))
        )
        end = next_day - datetime.timedelta(seconds=1)
        return cls(start.astimezone(zone), end.astimezone(zone), time_zone)


@dataclass(frozen=True)
class Counted:
    branches: dict[str, int]
    distinct: int  # a commit that is on several branches counts once
    authors: frozenset[str]  # addresses in lower case, to compare with and never to show
    method: str


def count(source: str, window: Window, branches: Sequence[str] = ()) -> Counted:
    """Count on these branches, by default on all that have a commit in the window.

    The committer's date decides; merges do not count. `source`: a folder, or an https address.
    Raises Refused for what cannot be counted, such as a shallow clone or an unknown branch.
    """
    version = _version()
    since, until = window.start.isoformat(), window.end.isoformat()
    options = ("--no-merges", f"--since-as-filter={since}", f"--until={until}")
    shape = ("--no-commit-header", "--encoding=UTF-8", "--format=%H %ae")
    with _repository(source) as path:
        kind, tips = _branches(path)
        if unknown := set(branches) - set(tips):
            raise Refused(f"There is no branch “{min(unknown)}” in this repository.")
        chosen = branches or tips
        found = {name: _pairs(path, "rev-list", *shape, *options, tips[name]) for name in chosen}
    if not branches:
        found = {name: commits for name, commits in found.items() if commits}
    authors = ChainMap(*found.values())  # each by the commit, so each commit once
    return Counted(
        branches={name: len(commits) for name, commits in found.items()},
        distinct=len(authors),
        authors=frozenset(author.lower() for author in authors.values() if author),
        method=(
            f"git {version}: git rev-list --count {' '.join(options)} {kind}<branch>, in the zone"
            f" {window.time_zone}. The committer’s date decides, both ends are included, merges do"
            " not count. Several branches in one command count each commit once. A change picked"
            " onto another branch is another commit."
        ),
    )


def git(path: Path, *arguments: str, protocol: str = "", seconds: int = ANSWER_SECONDS) -> str:
    """What git answers in this very folder, not in one above it. Raises Refused if it fails."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    own = {"GIT_ALLOW_PROTOCOL": protocol, "GIT_CEILING_DIRECTORIES": str(path.parent)}
    try:
        answer = subprocess.run(  # noqa: S603 -- no shell, and arguments that we name ourselves
            ["git", *SETTINGS, "-C", str(path), *arguments],  # noqa: S607 -- the machine's own
            env=kept | ENVIRONMENT | own,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except FileNotFoundError as error:
        raise Refused("Counting needs git, which is not installed on this machine.") from error
    except subprocess.TimeoutExpired as error:
        raise Refused(f"git {arguments[0]} took too long and was stopped.") from error
    if answer.returncode:
        lines = answer.stderr.decode(errors="replace").splitlines()
        fatal = [line for line in lines if line.startswith("fatal: ")]
        reason = _printable([*fatal, *lines, "no reason given"][0])
        raise Refused(f"git {arguments[0]} failed in {path}: {reason}")
    return answer.stdout.decode(errors="replace")


def _printable(words: str) -> str:
    """A server's words cannot steer the terminal."""
    return "".join(one for one in words if one.isprintable())


def _version() -> str:
    """Such as "2.39.5"."""
    words = git(Path(), "version")
    found = re.match(r"git version ((\d+)\.(\d+)(\.\d+)*)", words)
    if found is None or (int(found[2]), int(found[3])) < OLDEST_GIT:
        raise Refused(f"Counting needs git 2.37 or newer. This is “{_printable(words)}”.")
    return found[1]


@contextmanager
def _repository(source: str) -> Iterator[Path]:
    """The folder of the repository; a clone is removed afterwards."""
    if ADDRESS.fullmatch(source):
        with tempfile.TemporaryDirectory(prefix="sprintbook-") as folder:
            path = Path(folder).resolve() / "repository.git"
            # All branches and their commits without the content of files.
            clone = ("clone", "--mirror", "--filter=blob:none", "--end-of-options", source)
            git(path.parent, *clone, path.name, protocol="https", seconds=CLONE_SECONDS)
            yield path
    # To git, a colon before the first slash means a protocol or a host.
    elif not source or not source.isprintable() or ":" in source.partition("/")[0]:
        raise Refused(
            "Name a folder on this machine (with a colon in its name as ./name) or an https address"
            " without user name, password or query."
        )
    else:
        yield Path(source).resolve()


def _branches(path: Path) -> tuple[str, dict[str, str]]:
    """What kind of branches they are, and the commit at the tip of each by the branch's name.

    A bare repository is counted by its own branches, a clone by those of its origin as last
    fetched: what somebody has on their own machine is not in the project yet. Only the commits'
    hashes are ever handed to git, since a branch can be called `--output=x`.
    """
    about = git(path, "rev-parse", "--is-shallow-repository", "--is-bare-repository").split()
    if about[0] != "false":
        raise Refused(
            f"{path} is a shallow clone: older commits are missing, so the number would be wrong."
            " Fetch the rest with “git fetch --unshallow”."
        )
    local, published = "refs/heads/", "refs/remotes/origin/"
    for kind in (local,) if about[1] == "true" else (published, local):
        shape = "--format=%(refname) %(objectname)"
        refs = _pairs(path, "for-each-ref", "--sort=version:refname", shape, kind)
        tips = {name.removeprefix(kind): tip for name, tip in refs.items()}
        tips.pop("HEAD", None)  # another name for one of the others
        if tips:
            return kind, tips
    raise Refused("The repository has no branches yet, so there is nothing to count.")


def _pairs(path: Path, *arguments: str) -> dict[str, str]:
    """What git lists, line by line; values may hold what Python takes for the end of one."""
    return dict(line.split(" ", 1) for line in git(path, *arguments).split("\n") if line)
