"""A site as in production (gunicorn, two workers) on the test database, and its visitors."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from people.models import Person
from tools.environment import run

ANSWERS_WITHIN = 60  # seconds; more counts as no answer
STOPS_WITHIN = 10  # seconds, before we are less polite
WAITING_ROOM = 1024  # connections that may wait until a worker takes them
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
BEHIND_A_PROXY = {"Host": "localhost", "X-Forwarded-Proto": "https", "Origin": "https://localhost"}
Address = tuple[str, int]


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Visitor:
    """One browser: a connection (kept if the server keeps it) and cookies."""

    def __init__(self, address: Address, session: str = "") -> None:
        self.connection = HTTPConnection(*address, timeout=ANSWERS_WITHIN)
        self.cookies = {"sessionid": session} if session else {}

    def __del__(self) -> None:
        self.connection.close()

    def ask(self, method: str, path: str, body: str | None = None, **more: str) -> Answer:
        headers = BEHIND_A_PROXY | more
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, dict(response.getheaders()), response.read())

    def token(self, path: str) -> str:
        """Open a page with a form; gives what its button needs."""
        found = TOKEN.search(self.ask("GET", path).body)
        assert found, f"{path} shows no form."
        return found[1].decode()

    def press(self, path: str, **fields: str) -> Answer:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields), **form)


def session_of(person: Person) -> str:
    """The key of a session in which this person is logged in."""
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


class Site(NamedTuple):
    """Where it answers, and the process whose group serves it."""

    address: Address
    pid: int

    def cpu_seconds(self) -> float:
        """Of its workers, those that were replaced as well, and of each PostgreSQL on this machine."""
        ticks = sum(sum(map(int, one[11:15])) for one in self._processes(with_database=True))
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory(self) -> list[float]:
        """MiB of each worker, with its share of what all of them use (PSS)."""
        pids = [int(stat[-1]) for stat in self._processes() if int(stat[-1]) != self.pid]
        texts = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids]
        return [int(text.split("\nPss:")[1].split()[0]) / 1024 for text in texts]

    def _processes(self, *, with_database: bool = False) -> Iterator[list[str]]:
        """Fields of /proc/*/stat from the state on, with the process id at the end."""
        for file in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                pid, name, fields = re.split(r" \((.*)\) ", file.read_text(), maxsplit=1)
                stat = [*fields.split(), pid]
                if stat[2] == str(self.pid) or (with_database and name == "postgres"):
                    yield stat


@pytest.fixture
def site(transactional_db: None, tmp_path: Any) -> Any:
    """A running site on a free port. Emails wait, connections are kept."""
    scheme = connection.vendor.removesuffix("ql")  # as addresses of databases begin
    environment = os.environ | {
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "BEHIND_PROXY": "1",
        "CONN_MAX_AGE": "600",
        "DATABASE_URL": f"{scheme}:///{connection.settings_dict['NAME']}",
        "LOG_LEVEL": "ERROR",
        "MEDIA_ROOT": str(tmp_path),
        "SITE_URL": "https://localhost",
        "STAFF_NEEDS_SECOND_FACTOR": "0",
        "TASKS_AT_ONCE": "0",
    }
    assert not run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], environment)
    with serving("config.wsgi", environment) as found:
        assert Visitor(found.address).ask("GET", "/healthz").body == b"ok"
        yield found


@pytest.fixture
def floor(site: Site) -> Any:
    """Plain Django on the same database, served alike."""
    scheme = connection.vendor.removesuffix("ql")
    url = f"{scheme}:///{connection.settings_dict['NAME']}"
    alike = ("--config=/dev/null", "--worker-class=gthread", "--threads=8", "--keep-alive=5")
    with serving("tools.floor", os.environ | {"DATABASE_URL": url}, *alike) as found:
        yield found


@contextlib.contextmanager
def serving(application: str, environment: dict[str, str], *options: str) -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0), backlog=WAITING_ROOM) as door:
        address, bind = door.getsockname(), f"--bind=fd://{door.fileno()}"
        command = [sys.executable, "-m", "gunicorn", application, "--workers=2", bind]
        command += [
            f"--backlog={WAITING_ROOM}",
            "--no-control-socket",
            "--log-level=error",
            "--max-requests=0",  # a worker that is replaced drops connections that visitors keep
            *options,
        ]
        # A session of its own: Ctrl-C is meant for us, and we end the server.
        server = subprocess.Popen(
            command, env=environment, pass_fds=[door.fileno()], start_new_session=True
        )
    try:
        yield Site(address, server.pid)
    finally:
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.terminate()
            server.wait(STOPS_WITHIN)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)  # workers that it has left behind
