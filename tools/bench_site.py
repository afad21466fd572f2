"""A site as in production (gunicorn, two workers) on a database of its own, and its visitors."""

import contextlib
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tools.environment import ENVIRONMENT, ROOT
from tools.private_postgres import undisturbed

WORKERS = 2
HOST = "localhost"
ANSWERS_WITHIN = 60  # seconds; more counts as no answer
STOPS_WITHIN = 10  # seconds, before we are less polite
WAITING_ROOM = 1024  # connections that may wait until a worker takes them
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Visitor:
    """One browser: a connection (kept if the server keeps it), cookies, and the last form's token."""

    def __init__(self, address: tuple[str, int], session: str = "") -> None:
        self.connection = HTTPConnection(*address, timeout=ANSWERS_WITHIN)
        self.cookies = {"sessionid": session} if session else {}
        self.token = ""

    def ask(self, method: str, path: str, body: str | None = None, **more: str) -> Answer:
        """The site believes that a proxy in front of it has ended TLS."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "Origin": f"https://{HOST}", **more}
        if cookies:
            headers["Cookie"] = cookies
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, dict(response.getheaders()), response.read())

    def open(self, path: str) -> Answer:
        """Read a page with a form, and keep what its button needs."""
        answer = self.ask("GET", path)
        found = TOKEN.search(answer.body)
        if not found:
            raise RuntimeError(f"{path} shows no form (status {answer.status}).")
        self.token = found[1].decode()
        return answer

    def press(self, path: str, fields: dict[str, str]) -> Answer:
        body = urlencode({**fields, "csrfmiddlewaretoken": self.token})
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, body, **form)


@dataclass
class Site:
    """A running site; `started_in` is how many seconds it took from nothing to the first answer."""

    address: tuple[str, int]
    environment: dict[str, str]
    process: int
    started_in: float

    def ask(self, call: str) -> Any:
        """What a call of a function in bench_data gives, made beside the site on its database."""
        code = f"import json; from tools import bench_data; print(json.dumps(bench_data.{call}))"
        return json.loads(manage(self.environment, "shell", "--no-imports", "--command", code))

    def memory(self) -> list[float]:
        """MiB that each worker keeps in memory; empty where the system does not tell."""
        with contextlib.suppress(FileNotFoundError):
            own = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
            states = [Path(f"/proc/{number}/status").read_text() for number in own]
            return [int(re.findall(r"VmRSS:\s+(\d+)", state)[0]) / 1024 for state in states]
        return []


def manage(environment: dict[str, str], *command: str) -> str:
    """Run manage.py and give what it prints."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    ).stdout


def surroundings(folder: str, database_url: str) -> dict[str, str]:
    """Production's environment: emails wait for a worker, connections are kept."""
    return {
        **os.environ,
        **ENVIRONMENT,
        "DJANGO_SETTINGS_MODULE": "tools.bench_settings",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
        "SITE_URL": f"https://{HOST}",
        "DATABASE_URL": database_url,
        "CONN_MAX_AGE": "600",
        "TASKS_AT_ONCE": "0",
        "BEHIND_PROXY": "1",
        "TRUSTED_PROXIES": "1",
        "LOG_LEVEL": "ERROR",
        "MEDIA_ROOT": f"{folder}/media",
        "BENCH_STATIC_ROOT": f"{folder}/static",
    }


def stop(server: subprocess.Popen) -> None:
    """End the server with all its workers."""
    server.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(STOPS_WITHIN)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


@contextlib.contextmanager
def gunicorn(environment: dict[str, str]) -> Iterator[Site]:
    """Serve on a free port of this machine alone, until the block ends."""
    began = time.perf_counter()
    with socket.create_server(("127.0.0.1", 0), backlog=WAITING_ROOM) as door:
        address = door.getsockname()
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--workers", str(WORKERS)]
        command += ["--bind", f"fd://{door.fileno()}", "--backlog", str(WAITING_ROOM)]
        command += ["--no-control-socket", "--graceful-timeout", "3", "--log-level", "error"]
        # A session of its own: Ctrl-C is meant for us, and we end the server.
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, pass_fds=[door.fileno()], start_new_session=True
        )
    try:
        try:
            answer = Visitor(address).ask("GET", "/healthz")
        except (OSError, HTTPException) as reason:
            raise RuntimeError("gunicorn did not start (see above).") from reason
        if answer.body != b"ok":
            raise RuntimeError(f"The site is not well: {answer}")
        yield Site(address, environment, server.pid, time.perf_counter() - began)
    finally:
        with undisturbed():
            stop(server)


@contextlib.contextmanager
def site(database_url: str = "") -> Iterator[Site]:
    """A running site with empty tables; without an address on a SQLite file of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = database_url or f"sqlite:///{folder}/sprintbook.sqlite3"
        environment = surroundings(folder, url)
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
        with gunicorn(environment) as running:
            yield running
