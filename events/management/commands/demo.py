"""`manage.py demo`: the sprint of 2022 as history, and a coming sprint with invented people."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from events.management.demo import PASSWORD, what_to_try
from events.management.demo.coming import load_coming_sprint
from events.management.demo.history import load_history, load_report_of_2022
from events.management.demo.photos import load_photos
from people.models import Person

NOBODY_READS = "django.core.mail.backends.dummy.EmailBackend"


class Command(BaseCommand):
    help = "Load the demo. It can be run again: existing records are kept."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="only into an empty database")

    def handle(self, *, if_empty: bool, **options):
        if not settings.DEBUG:
            raise CommandError("The demo has known passwords; it is loaded only with DEBUG=1.")
        if not (if_empty and Person.objects.exists()):
            settings.EMAIL_BACKEND = NOBODY_READS  # the demo's addresses do not exist
            with transaction.atomic():
                history = load_history()
                load_coming_sprint()
            load_photos()
            load_report_of_2022(history)
            self.stdout.write("The demo is loaded.")
        self.stdout.write(f"Accounts, all with the password {PASSWORD!r}:")
        for email, what in what_to_try().items():
            self.stdout.write(f"  {email}".ljust(32) + what)
