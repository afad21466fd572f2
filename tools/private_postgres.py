#!/usr/bin/env python3
"""Run a command with a PostgreSQL server of its own, which is gone afterwards.

    python tools/private_postgres.py -- .venv/bin/pytest -m postgresql

The server keeps its data in a temporary folder, listens on a socket in that folder only, and
forgets all on the way out. The command finds it in DATABASE_URL and TEST_DATABASE_URL. The exit
code is the command's, or 69 where PostgreSQL's server programs are not installed, 70 where the
server did not start, 127 where the command was not found, 128 and the signal's number where a
signal ended it.
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

NOT_INSTALLED = 69
NOT_STARTED = 70
STARTS_WITHIN = 30  # seconds
ENDS_WITHIN = 10  # seconds, before we are less polite
LONGEST_FOLDER = 60  # characters; a socket's whole path has to fit into about a hundred
OWNER = "sprintbook"
NO_CARE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # nothing has to last
STOPPED_BY = (signal.SIGTERM, signal.SIGHUP)


class NotInstalled(Exception):  # noqa: N818 -- an answer, not a fault
    """PostgreSQL's server programs are not on this machine."""


class NotStarted(Exception):  # noqa: N818 -- an answer, not a fault
    """The server ended at once or did not become ready; says what it printed."""


def version_of(folder: Path) -> list[int]:
    """The numbers in a folder such as /usr/lib/postgresql/15/bin, for comparing."""
    return [int(number) for number in re.findall(r"\d+", str(folder))]


def folders_with_programs() -> Iterator[Path]:
    """Where PostgreSQL's programs may be, best first."""
    if asked := shutil.which("pg_config"):
        answer = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(answer.stdout.strip())
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version_of, reverse=True)
    yield from map(Path, os.get_exec_path())


def programs() -> Path:
    """The folder that has both server programs; raises NotInstalled."""
    for folder in folders_with_programs():
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres")):
            return folder
    raise NotInstalled("PostgreSQL's server programs (initdb, postgres) were not found.")


def other_user() -> dict[str, Any]:
    """How to start the server, which refuses to run as root: as `postgres` or `nobody`."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def temporary_folder(user: dict[str, Any]) -> Iterator[Path]:
    """A folder that only the server's user (and root) may enter."""
    place = tempfile.gettempdir()
    folder = Path(
        tempfile.mkdtemp(prefix="postgres-", dir=place if len(place) < LONGEST_FOLDER else "/tmp")  # noqa: S108 -- mkdtemp makes it private
    )
    try:
        if user:
            os.chown(folder, user["user"], user["group"])
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_ready(folder: Path) -> bool:
    """Whether the server takes connections: the eighth line of its own note says so."""
    try:
        lines = (folder / "data" / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return [line.strip() for line in lines[7:8]] == ["ready"]


def wait_until_ready(server: subprocess.Popen, folder: Path) -> None:
    give_up_at = time.monotonic() + STARTS_WITHIN
    while not is_ready(folder):
        if server.poll() is not None or time.monotonic() > give_up_at:
            raise NotStarted((folder / "log").read_text(errors="replace"))
        time.sleep(0.02)


def stop(server: subprocess.Popen) -> None:
    """End the server: politely, then at once, then by force."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(ENDS_WITHIN)
            return


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Let no signal keep us from tidying up."""
    before = {
        number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, *STOPPED_BY)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def private_postgres() -> Iterator[str]:
    """A running server; gives its DATABASE_URL. Raises NotInstalled or NotStarted."""
    found = programs()
    user = other_user()
    with temporary_folder(user) as folder, (folder / "log").open("w") as log:
        # A session of its own: Ctrl-C is meant for the command, the server has to outlive it.
        options: dict[str, Any] = {
            "cwd": folder,
            "stdout": log,
            "stderr": log,
            "start_new_session": True,
        } | user
        made = subprocess.run(
            [found / "initdb", "--pgdata=data", f"--username={OWNER}", "--auth=trust",
             "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"],
            check=False, **options,
        )  # fmt: skip
        if made.returncode:
            raise NotStarted((folder / "log").read_text(errors="replace"))
        settings = [f"unix_socket_directories={folder}", "listen_addresses=", *NO_CARE]
        server = subprocess.Popen(
            [found / "postgres", "-D", "data", *(part for one in settings for part in ("-c", one))],
            **options,
        )
        try:
            wait_until_ready(server, folder)
            # django-environ takes a path of two slashes as the socket's folder and the name.
            yield f"postgres://{OWNER}@/{quote(str(folder))}/postgres"
        finally:
            with undisturbed():
                stop(server)


def end_on_signals() -> None:
    """Let SIGTERM and SIGHUP end us the way of sys.exit, so that we tidy up."""
    for number in STOPPED_BY:
        signal.signal(number, lambda number, _: sys.exit(128 + number))


def run(command: list[str], environment: dict[str, str]) -> int:
    """Run the command and wait for it, whatever ends us; gives its exit code."""
    with subprocess.Popen(command, env=os.environ | environment) as child:
        try:
            code = child.wait()
        except BaseException:
            with undisturbed():
                child.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(ENDS_WITHIN)
                child.kill()
            raise
    return code if code >= 0 else 128 - code


def main() -> int:
    command = sys.argv[1:]
    if command[:1] == ["--"]:
        command = command[1:]
    if not command:
        print(__doc__, file=sys.stderr)
        return os.EX_USAGE
    end_on_signals()
    try:
        with private_postgres() as url:
            return run(command, {"DATABASE_URL": url, "TEST_DATABASE_URL": url})
    except NotInstalled as answer:
        print(answer, file=sys.stderr)
        return NOT_INSTALLED
    except NotStarted as answer:
        print(f"PostgreSQL did not start:\n{answer}", file=sys.stderr)
        return NOT_STARTED
    except FileNotFoundError as answer:
        print(answer, file=sys.stderr)
        return 127
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


if __name__ == "__main__":
    sys.exit(main())
