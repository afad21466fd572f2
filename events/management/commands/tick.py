"""`manage.py tick`: all periodic work. Run it each minute; more often does no harm."""

import logging

from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand, CommandError

from events import outbox, versions
from events.meetings.workflow import hold_past, tell_changes
from events.photos.workflow import clean_photos
from events.registration import waiting_list
from events.registration.workflow import purge_private_details
from events.travel import workflow as travel
from people.workflow import forget_unconfirmed

logger = logging.getLogger(__name__)


def forget_old_sessions() -> str:
    SessionStore.clear_expired()
    return "expired sessions deleted"


# Each may run at any time, twice at once too, and says what it did.
PERIODIC_WORK = [
    waiting_list.settle_all,
    waiting_list.remind_of_offers,
    travel.expire_offers,
    travel.withdraw_absent,
    travel.tell_of_absent,
    travel.remind_of_offers,
    purge_private_details,
    travel.purge_words,
    tell_changes,
    hold_past,
    clean_photos,
    outbox.free_abandoned_tasks,
    outbox.resend_due,
    outbox.forget_old,
    forget_unconfirmed,
    forget_old_sessions,
    versions.fold_versions,
]


class Command(BaseCommand):
    help = "Do all periodic work that is due."

    def handle(self, **options):
        failed = []
        for work in PERIODIC_WORK:
            try:
                self.stdout.write(f"{work.__name__}: {work()}")
            except Exception:
                logger.exception("Periodic work failed: %s", work.__name__)
                failed.append(work.__name__)
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The log says why.")
