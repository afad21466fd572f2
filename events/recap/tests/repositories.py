"""git repositories for tests, with dates and people that are the same on every machine."""

import datetime
import os
import subprocess
from pathlib import Path

ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "LC_ALL": "C",
}
ADA = "Ada <ada@example.org>"


def git(*arguments, given=b"", check=True, **environment):
    """What git prints, with no settings but the repository's."""
    answer = subprocess.run(  # noqa: S603 -- our own words
        ["git", *map(str, arguments)],  # noqa: S607 -- whichever git the machine has
        input=given,
        env=ENVIRONMENT | environment,
        capture_output=True,
        check=check,
    )
    return answer.stdout.decode(errors="replace").strip()


class History:
    """Commits as they are to be: told one after the other, written at once."""

    def __init__(self):
        self.lines = []
        self.marks = 0

    def commit(self, branch, at, *, after=None, merging=None, author=ADA):
        """A commit by the committer's date (ISO, UTC unless it says so); gives its mark.

        Without `after` it follows the last one on its branch; with 0 it has no parent.
        """
        self.marks += 1
        committed = datetime.datetime.fromisoformat(at)
        if committed.tzinfo is None:
            committed = committed.replace(tzinfo=datetime.UTC)
        self.lines += [f"reset refs/heads/{branch}"] if after == 0 else []
        self.lines += [
            f"commit refs/heads/{branch}",
            f"mark :{self.marks}",
            f"author {author} 946684800 +0000",  # long before: only the committer's date decides
            f"committer Bob <bob@example.org> {committed.timestamp():.0f} +0000",
            "data 0",
        ]
        self.lines += [f"from :{after}"] if after else []
        self.lines += [f"merge :{merging}"] if merging else []
        return self.marks

    def branch(self, name, mark):
        self.lines += [f"reset refs/heads/{name}", f"from :{mark}", ""]

    def write(self, folder: Path, *, bare=True) -> Path:
        """The repository in this new folder."""
        git("init", "--quiet", "--initial-branch=main", *(["--bare"] if bare else []), folder)
        stream = "\n".join([*self.lines, ""])
        git("-C", folder, "fast-import", "--quiet", given=stream.encode())
        return folder


def three_commits(folder: Path, *, bare=True) -> Path:
    """One before, two within the first week of October 2022 on main; the middle one's tip on 3.11."""
    history = History()
    history.commit("main", "2022-09-01T12:00")
    cut = history.commit("main", "2022-10-04T12:00")
    history.commit("main", "2022-10-05T12:00", author="Grace <Grace@Example.ORG>")
    history.branch("3.11", cut)
    return history.write(folder, bare=bare)


def stand_in(folder: Path, monkeypatch, script: str):
    """From now on this shell script answers when git is called."""
    path = folder / "bin" / "git"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}:{os.environ['PATH']}")
