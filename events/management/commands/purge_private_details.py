"""`manage.py purge_private_details`: by date, as often as one likes; `tick` does it, too."""

from django.core.management.base import BaseCommand

from events.registration.workflow import purge_private_details


class Command(BaseCommand):
    help = "Empty the private details of sprints that ended long enough ago."

    def handle(self, **options):
        self.stdout.write(purge_private_details())
