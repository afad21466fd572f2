"""`manage.py worker`: run tasks, and wait for a database that is away."""

import logging
import time
from typing import Any

from django.db import InterfaceError, OperationalError, connections
from django_tasks_db.management.commands import db_worker

logger = logging.getLogger(__name__)
WAITS = (1, 2, 5, 10, 30)  # seconds; the last again and again
LASTS = 60  # seconds after which a run counts as one that had its database


class Command(db_worker.Command):
    help = f"{db_worker.Command.help}. A database that is away is asked again until it is back."

    def handle(self, **options: Any) -> None:
        failed = 0
        while True:
            began = time.monotonic()
            try:
                super().handle(**options)
            except (OperationalError, InterfaceError) as error:
                failed = 0 if time.monotonic() - began > LASTS else failed
                seconds = WAITS[min(failed, len(WAITS) - 1)]
                logger.warning("No database (%s). Asked again in %s s.", error, seconds)
                connections.close_all()
                time.sleep(seconds)
                failed += 1
            else:
                return
