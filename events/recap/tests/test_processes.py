"""What one process withdraws is gone at the next request that another one answers."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from events.meetings.models import Meeting
from events.meetings.tests.factories import MeetingFactory
from events.registration.tests.factories import RegistrationFactory
from events.tests.test_killed_worker import database_url

WITHDRAW = """
from events.meetings.models import Meeting
from events.registration.models import Registration
Registration.objects.filter(person__name="Ann Lee").update(listed="nobody")
Meeting.objects.update(visibility="invited")
"""
PAGES = ("people/", "report/", "figures.json", "programme/", "programme.ics")


@pytest.mark.django_db(transaction=True)
def test_what_another_process_withdraws_is_gone_at_the_next_request(
    published, sprint, client, client_of
):
    MeetingFactory(sprint=sprint, title="Ann Lee asks", public_since=None)
    addresses = [*(f"/sprints/quill/{page}" for page in PAGES), "/reports/feed/"]
    readers = (client, client_of(RegistrationFactory(sprint=sprint).person))

    def named():
        return {
            (reader, address)
            for reader in readers
            for address in addresses
            if "Ann Lee" in reader.get(address).content.decode()
        }

    before = named()
    assert len(before) >= 2 * 5
    assert named() == before  # kept by now
    command = [sys.executable, settings.BASE_DIR / "manage.py", "shell", "-v0", "-c", WITHDRAW]
    environment = os.environ | {"DATABASE_URL": database_url()}
    subprocess.run(command, env=environment, check=True)  # noqa: S603 -- our own program
    assert Meeting.objects.get().visibility == "invited"
    assert named() == set()
