"""The commits of a window on each branch. The committer's date decides, merges do not count."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from events.recap.counting import git
from events.recap.counting.sources import check_whole
from events.recap.counting.uncountable import Uncountable
from events.recap.counting.window import Window

LOCAL = "refs/heads/"
PUBLISHED = "refs/remotes/origin/"


@dataclass(frozen=True)
class BranchCount:
    branch: str
    commits: int


@dataclass(frozen=True)
class Counted:
    branches: tuple[BranchCount, ...]
    distinct: int  # commits that are on several branches once
    authors: frozenset[str]  # addresses in lower case, to compare with and never to show
    method: str


def count(path: Path, window: Window, branches: Sequence[str] = ()) -> Counted:
    """Count on these branches, by default on all that have a commit in the window.

    In a bare repository they are its own branches, in a clone those of its origin as last fetched:
    what somebody has on their own machine is not in the project yet. A branch that is not there is
    `Uncountable`.
    """
    version = git.version()
    path = path.resolve()
    check_whole(path)
    kind, tips = _branches(path)
    chosen = _chosen(tips, branches)
    counts = {name: _commits_on(path, window, tips[name]) for name in chosen}
    if not branches:
        counts = {name: commits for name, commits in counts.items() if commits}
    commits = _commits(path, window, [tips[name] for name in counts])
    return Counted(
        branches=tuple(BranchCount(name, commits) for name, commits in counts.items()),
        distinct=len(commits),
        authors=frozenset(author.lower() for author in commits.values() if author),
        method=_method(version, window, kind),
    )


def _branches(path: Path) -> tuple[str, dict[str, str]]:
    """What kind of branches they are, and the commit at the tip of each by the branch's name.

    Only these commits' hashes are ever handed to git: a branch can be called `--output=x`.
    """
    bare = git.ask(path, "rev-parse", "--is-bare-repository").strip() == "true"
    for kind in (LOCAL,) if bare else (PUBLISHED, LOCAL):
        shape = "--format=%(objectname) %(refname)"
        found = _pairs(git.ask(path, "for-each-ref", "--sort=version:refname", shape, kind))
        tips = {name.removeprefix(kind): tip for tip, name in found}
        tips.pop("HEAD", None)  # another name for one of the others
        if tips:
            return kind, tips
    raise Uncountable("The repository has no branches yet, so there is nothing to count.")


def _chosen(tips: dict[str, str], branches: Sequence[str]) -> list[str]:
    for name in branches:
        if name not in tips:
            raise Uncountable(f"There is no branch “{name}” in this repository.")
    return list(dict.fromkeys(branches or tips))


def _options(window: Window) -> list[str]:
    return [
        "--no-merges",
        f"--since-as-filter={window.start.isoformat()}",
        f"--until={window.end.isoformat()}",
    ]


def _commits_on(path: Path, window: Window, tip: str) -> int:
    return int(git.ask(path, "rev-list", "--count", *_options(window), tip))


def _commits(path: Path, window: Window, tips: list[str]) -> dict[str, str]:
    """The address of the author by commit, each commit once."""
    if not tips:
        return {}
    shape = ("--no-commit-header", "--encoding=UTF-8", "--format=%H %ae")
    return dict(_pairs(git.ask(path, "rev-list", *shape, *_options(window), *tips)))


def _pairs(answer: str) -> list[tuple[str, str]]:
    """A hash and what follows it, by line; names may hold what Python takes for the end of one."""
    pairs = (line.partition(" ") for line in answer.split("\n") if line)
    return [(first, rest) for first, _, rest in pairs]


def _method(version: str, window: Window, kind: str) -> str:
    options = " ".join(_options(window))
    fetched = " Branches as last fetched from origin." if kind == PUBLISHED else ""
    return (
        f"git {version}: git rev-list --count {options} {kind}<branch>.{fetched}"
        f" Commits without merges whose committer date lies between {_moment(window.start)} and"
        f" {_moment(window.end)}, both included, in the zone {window.time_zone}."
        " A change picked onto another branch is another commit and counts there, too."
    )


def _moment(moment: datetime.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} (UTC{moment.isoformat()[-6:]})"
