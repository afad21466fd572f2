"""A worker that is killed in the middle of an email loses nothing and sends nothing twice."""

import os
import subprocess
import sys
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from events import outbox
from events.outbox import TASK_LASTS, Email
from events.tests.mail_server import mail_server

pytestmark = pytest.mark.both

SECONDS = 30  # for anything that takes two


def database_url():
    """Where this test's own database is, for another process."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    user, password, host, name = (
        quote(str(database[key]), safe="") for key in ("USER", "PASSWORD", "HOST", "NAME")
    )
    if database["HOST"].startswith("/"):  # the folder of a socket
        return f"postgres://{user}:{password}@/{database['HOST']}/{name}"
    return f"postgres://{user}:{password}@{host}:{database['PORT'] or 5432}/{name}"


def worker(server, *options):
    command = [sys.executable, settings.BASE_DIR / "manage.py", "worker", "--no-startup-delay"]
    environment = {"DATABASE_URL": database_url(), "EMAIL_URL": server.url, "TASKS_AT_ONCE": "0"}
    return subprocess.Popen(  # noqa: S603 -- our own program
        [*command, *options],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def task_states():
    return sorted(DBTaskResult.objects.values_list("status", flat=True))


def let_time_pass():
    """As if everything had happened long enough ago for the periodic work."""
    before = timedelta(seconds=1) + TASK_LASTS
    for email in Email.objects.all():
        email.claimed_at -= before
        email.next_attempt_at -= before
        email.save()
    for task in DBTaskResult.objects.all():
        task.started_at -= before
        task.save()


@pytest.fixture
def server():
    with mail_server() as server:
        yield server


@pytest.mark.django_db(transaction=True)
def test_an_email_in_the_hand_of_a_killed_worker_leaves_once(settings, server):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    email = outbox.send_text("ann@example.org", "A place for you", "Dear Ann, come!")
    server.hangs = True
    with worker(server) as killed:
        assert server.has_email_in_hand.wait(SECONDS)
        killed.kill()  # SIGKILL: nothing is tidied up
    server.hangs = False
    email.refresh_from_db()
    assert (server.accepted, email.sent_at, email.attempts) == ([], None, 1)
    assert task_states() == [TaskResultStatus.RUNNING]

    # Before its time nothing is taken from a worker that may be alive.
    assert outbox.free_abandoned_tasks() == "0 abandoned tasks freed"
    assert outbox.resend_due() == "0 emails put into the queue again"

    let_time_pass()
    assert outbox.free_abandoned_tasks() == "1 abandoned tasks freed"
    assert outbox.resend_due() == "1 emails put into the queue again"
    with worker(server, "--batch") as other:
        assert other.wait(SECONDS) == 0
    email.refresh_from_db()
    assert ["Subject: A place for you" in text for text in server.accepted] == [True]
    assert (email.sent_at is None, email.attempts, email.text) == (False, 2, "")
    assert task_states() == [TaskResultStatus.SUCCESSFUL] * 2
