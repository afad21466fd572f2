"""`manage.py count_commits`: how many commits a repository got in the days of a sprint."""

import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError

from events.lifecycle import Refused
from events.recap import workflow
from events.recap.counting import Window, count
from events.recap.display.counts import branch_in_words
from events.recap.models import Repository
from events.sprints.models import Sprint


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def label(text: str) -> tuple[str, str]:
    branch, version = text.rsplit("=", 1)
    return branch, version


def name_of(source: str) -> str:
    """What a repository is called that nobody has named: "python/cpython", or its folder's name."""
    if source.startswith("https://"):
        return "/".join(urlsplit(source).path.strip("/").removesuffix(".git").split("/")[-2:])
    return Path(source).resolve().name.removesuffix(".git")


class Command(BaseCommand):
    help = (
        "Count the commits of a sprint's days. Counting the same days again replaces the numbers."
    )

    def add_arguments(self, parser):
        add = parser.add_argument
        add("sprint", help="the sprint's name in its address")
        add("--repository", required=True, help="a folder, or an https address")
        add("--branch", action="append", default=[], help="may be repeated; else all with a commit")
        add(
            "--from", type=day, dest="first", help="such as 2022-10-03; else the sprint's first day"
        )
        add("--to", type=day, dest="last", help="else the sprint's last day")
        add("--time-zone", help="else the sprint's")
        add("--name", help="what the repository is called; else made from its address or folder")
        label_help = "what a branch was to become at that time, such as main=3.12; may be repeated"
        add("--label", action="append", type=label, default=[], help=label_help)

    def handle(self, **options):
        try:
            total, *branches = self.count(options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        commits = "commit" if total.commits == 1 else "commits"
        self.stdout.write(f"{total.commits} {commits} to {total.repository}, each counted once")
        for row in branches:
            name = branch_in_words(row.branch, row.version_label)
            self.stdout.write(f"  {row.commits} on {name}")
        self.stdout.write(f"Participants among the authors: {total.authors_here}")
        self.stdout.write(f"How counted: {total.method}")

    def count(self, options):
        sprint = Sprint.objects.filter(slug=options["sprint"]).first()
        if sprint is None:
            raise Refused(f"There is no sprint “{options['sprint']}”.")
        window = Window.of_days(
            options["first"] or sprint.starts_on,
            options["last"] or sprint.ends_on,
            options["time_zone"] or sprint.time_zone,
        )
        source = options["repository"]
        url = source if source.startswith("https://") else ""
        if url:
            self.stderr.write("Cloning. This can take several minutes.")
        counted = count(source, window, options["branch"])
        repository = Repository(sprint=sprint, name=options["name"] or name_of(source), url=url)
        labels = dict(options["label"])
        return workflow.keep_counts(repository, window=window, counted=counted, labels=labels)
