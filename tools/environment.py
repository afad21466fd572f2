"""The environment in which the tests run, the same on every machine.

pytest loads this before Django's settings, so neither a .env file nor an exported variable of the
developer has a say: production's settings, except that emails are sent at once. TEST_DATABASE_URL
alone is taken from outside; it names another database than the SQLite file in var/.
"""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
POSTGRESQL = "postgres:///postgres"  # the server that PGHOST and the like name
SQLITE = f"sqlite:///{ROOT}/var/sprintbook.sqlite3"  # tests use a database of their own beside it


def chromium() -> str | None:
    """The path of the browser for the browser tests, if this machine has one."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def private_postgresql() -> list[str] | None:
    """Put before a command, this gives it an empty PostgreSQL server of its own at POSTGRESQL.

    It is Debian's pg_virtualenv, told to leave out what makes data last; it names the server in
    the variables that libpq reads. None where PostgreSQL's server is not installed.
    """
    if not (
        shutil.which("pg_virtualenv") and list(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    ):
        return None
    options = (
        "synchronous_commit=off",
        "full_page_writes=off",
        "ssl=off",
        "log_min_messages=fatal",
    )
    cluster = ["-t", "-c", "--locale C.UTF-8 --encoding UTF8"]
    # After Ctrl-C while it starts, it removes the server and runs the command all the same.
    guard = ["sh", "-c", '[ -d "$PGSYSCONFDIR" ] && exec "$@"', "sh"]
    return ["pg_virtualenv", *cluster, *(f"-o{option}" for option in options), *guard]


def run(command: list[str], environment: dict[str, str] | None = None) -> int:
    """Run the command and give its exit code; after Ctrl-C, wait until it has tidied up."""
    with subprocess.Popen(command, cwd=ROOT, env=environment) as running:
        try:
            return running.wait()
        except KeyboardInterrupt:
            running.wait()
            raise


EMPTY = ["SITE_URL", "MEDIA_ROOT", "GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"]
EMPTY += ["S3_PUBLIC_BUCKET", "S3_PRIVATE_BUCKET", "S3_PUBLIC_URL", "S3_ENDPOINT_URL"]
EMPTY += ["S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"]
ENVIRONMENT = dict.fromkeys(EMPTY, "") | {
    "DEBUG": "0",
    "SECRET_KEY": "known to everybody, so good for tests only: 0123456789 0123456789",
    "ALLOWED_HOSTS": "testserver,localhost",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or SQLITE,
    "CONN_MAX_AGE": "0",
    "EMAIL_URL": "memorymail://",
    "DEFAULT_FROM_EMAIL": "Sprintbook <sprintbook@example.org>",
    "CACHE_URL": "locmemcache://",
    "TASKS_AT_ONCE": "1",
    "STAFF_NEEDS_SECOND_FACTOR": "1",
    "BEHIND_PROXY": "0",
    "TRUSTED_PROXIES": "1",
    "LOG_LEVEL": "INFO",
}

(ROOT / "var").mkdir(exist_ok=True)
os.environ.update(ENVIRONMENT)
