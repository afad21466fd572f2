"""`manage.py export_report <sprint> [--to file.zip]`: the published report for the blog."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from events.lifecycle import Refused
from events.recap import exports
from events.recap.display import content_of
from events.recap.models import Report


class Command(BaseCommand):
    help = "Write the published report of a sprint as a ZIP for the blog's repository."

    def add_arguments(self, parser):
        parser.add_argument("sprint", help="its address, for example python-core-2022")
        parser.add_argument("--to", type=Path, help="the file; default: the post's name, here")

    def handle(self, *, sprint: str, to: Path | None, **options):
        report = Report.objects.published().filter(sprint__slug=sprint).select_related().first()
        if report is None:
            raise CommandError(f"There is no published report of a sprint called {sprint}.")
        content = content_of(report)
        file = to or Path(f"{content.slug}.zip")
        try:
            archive = exports.archive(report, content)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        try:
            file.write_bytes(archive)
        except OSError as fault:
            raise CommandError(f"{file} cannot be written: {fault.strerror}.") from fault
        self.stdout.write(f"{file} holds content/posts/{content.slug}.")
