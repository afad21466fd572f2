"""`manage.py check_travel_funds`: whether every fund is what its ledger and its offers say."""

import sys

from django.core.management.base import BaseCommand

from events.travel import ledger


class Command(BaseCommand):
    help = "Recompute every travel fund; exit with 1 and a sentence for each difference."

    def handle(self, **options):
        found = ledger.differences()
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            sys.exit(1)
        self.stdout.write("All travel funds are what their ledgers and offers say.")
