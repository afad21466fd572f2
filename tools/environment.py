"""The environment in which the tests run, the same on every machine.

pytest loads this before Django's settings, so neither a .env file nor an exported variable of the
developer has a say: production's settings, except that emails leave at once. TEST_DATABASE_URL
alone is taken from outside; it names another database server than the SQLite file in var/.
"""

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
SQLITE = f"sqlite:///{ROOT}/var/sprintbook.sqlite3"  # tests use a database of their own beside it


def chromium() -> str | None:
    """The path of the browser for the browser tests, if this machine has one."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


ENVIRONMENT = {
    "DEBUG": "0",
    "SECRET_KEY": "known to everybody, so good for tests only: 0123456789 0123456789",
    "ALLOWED_HOSTS": "testserver,localhost",
    "SITE_URL": "",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or SQLITE,
    "CONN_MAX_AGE": "0",
    "EMAIL_URL": "memorymail://",
    "DEFAULT_FROM_EMAIL": "Sprintbook <sprintbook@example.org>",
    "CACHE_URL": "locmemcache://",
    "TASKS_AT_ONCE": "1",
    "MEDIA_ROOT": "",
    "S3_PUBLIC_BUCKET": "",
    "S3_PRIVATE_BUCKET": "",
    "S3_PUBLIC_URL": "",
    "S3_ENDPOINT_URL": "",
    "S3_REGION": "",
    "S3_ACCESS_KEY_ID": "",
    "S3_SECRET_ACCESS_KEY": "",
    "STAFF_NEEDS_SECOND_FACTOR": "1",
    "GITHUB_CLIENT_ID": "",
    "GITHUB_CLIENT_SECRET": "",
    "BEHIND_PROXY": "0",
    "TRUSTED_PROXIES": "1",
    "LOG_LEVEL": "INFO",
}

(ROOT / "var").mkdir(exist_ok=True)
os.environ.update(ENVIRONMENT)
