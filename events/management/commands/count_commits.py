"""`manage.py count_commits`: how many commits a repository got in the days of a sprint."""

import argparse
import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError

from events.lifecycle import Refused
from events.recap import workflow
from events.recap.counting import Uncountable, Window, count, repository
from events.recap.models import CommitCount, Repository
from events.sprints.models import Sprint

LINE = 78


def day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"“{text}” is no day. Write it like 2022-10-03."
        ) from error


def label(text: str) -> tuple[str, str]:
    branch, equals, version = text.rpartition("=")
    if not (branch and equals and version):
        raise argparse.ArgumentTypeError(f"“{text}” is no label. Write it like main=3.12.")
    return branch, version


def name_of(source: str) -> str:
    """What a repository is called that nobody has named: "python/cpython", or its folder's name."""
    if source.startswith("https://"):
        parts = urlsplit(source).path.strip("/").removesuffix(".git").split("/")
        return "/".join(parts[-2:])
    return Path(source).resolve().name.removesuffix(".git")


class Command(BaseCommand):
    help = (
        "Count the commits of a sprint's days in a repository and keep the numbers with their "
        "method. Again, it replaces what it has counted in the same days before."
    )

    def add_arguments(self, parser):
        parser.add_argument("sprint", help="the sprint's name in its address")
        parser.add_argument("--repository", required=True, help="a folder, or an https address")
        parser.add_argument(
            "--branch",
            action="append",
            default=[],
            help="may be given again; else all branches with a commit",
        )
        parser.add_argument("--from", type=day, dest="first", help="else the sprint's first day")
        parser.add_argument("--to", type=day, dest="last", help="else the sprint's last day")
        parser.add_argument("--time-zone", help="else the sprint's")
        parser.add_argument("--name", help="what the repository is called; else made from it")
        parser.add_argument(
            "--label",
            action="append",
            type=label,
            default=[],
            metavar="BRANCH=VERSION",
            help="what a branch was to become at that time, such as main=3.12",
        )

    def handle(self, **options):
        sprint = Sprint.objects.filter(slug=options["sprint"]).first()
        if sprint is None:
            raise CommandError(f"There is no sprint “{options['sprint']}”.")
        try:
            kept = self.count(sprint, options)
        except (Uncountable, Refused) as refusal:
            raise CommandError(str(refusal)) from refusal
        for row in kept:
            self.stdout.write(self.in_words(row))
        self.stdout.write(f"How counted: {kept[0].method}")

    def count(self, sprint: Sprint, options) -> list[CommitCount]:
        source = options["repository"]
        window = Window(
            options["first"] or sprint.starts_on,
            options["last"] or sprint.ends_on,
            options["time_zone"] or sprint.time_zone,
        )
        with repository(source, self.tell) as path:
            counted = count(path, window, options["branch"])
        row = Repository(
            sprint=sprint,
            name=options["name"] or name_of(source),
            url=source if source.startswith("https://") else "",
        )
        labels = dict(options["label"])
        return workflow.keep_counts(row, window=window, counted=counted, labels=labels)

    def tell(self, words: str) -> None:
        """How far the clone is, in one line of the terminal; in a log it would only be noise."""
        if self.stdout.isatty():
            self.stdout.write(f"\r{words[:LINE]:{LINE}}", ending="")
            self.stdout.flush()

    def in_words(self, row: CommitCount) -> str:
        if row.branch:
            version = f" ({row.version_label})" if row.version_label else ""
            return f"{row.commits} on {row.branch}{version}"
        here = f"; {row.authors_here} of the authors take part" if row.authors_here else ""
        return f"{row.commits} on all of them, each once{here}"
