"""Counts of commits in the report: one a repository in text and chart, all of them in the numbers."""

import datetime
import io

import pytest
from django.core.management import call_command

from events.recap.display import computed, draft_content, facts_of, numbers_of, text_of
from events.recap.models import Report
from events.recap.tests.factories import CommitCountFactory, RepositoryFactory
from events.recap.tests.repositories import three_commits
from events.sprints.tests.factories import SprintFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
MIDNIGHT = datetime.datetime(2030, 10, 7, tzinfo=datetime.UTC)
PRAGUE = "2030-10-07 00:00 to 2030-10-11 23:59 Europe/Prague"
UTC = "2030-10-07 00:00 to 2030-10-11 21:59 UTC"


@pytest.fixture
def repository(sprint):
    return RepositoryFactory(sprint=sprint, name="a/b")


def told(sprint):
    return text_of(computed(facts_of(sprint))["commits"])


def branches(sprint):
    drafted = draft_content(Report(sprint=sprint), facts_of(sprint))
    return [(one["repository"], one["branch"], one["commits"]) for one in drafted["branches"]]


def labels(sprint):
    figures = numbers_of(facts_of(sprint))
    return {one.label: one.value for one in figures if one.name.startswith("commits-")}


def in_utc(repository, **fields):
    how = {"time_zone": "UTC", "window_start": MIDNIGHT} | fields
    return CommitCountFactory(repository=repository, **how)


def test_counting_again_in_another_zone_adds_nothing_up(tmp_path):
    days = {"starts_on": datetime.date(2022, 10, 3), "ends_on": datetime.date(2022, 10, 7)}
    sprint = SprintFactory(slug="autumn", time_zone="America/Los_Angeles", **days)
    path = three_commits(tmp_path / "three.git")
    for options in ([], ["--time-zone=UTC"]):
        repository = f"--repository={path}"
        call_command("count_commits", "autumn", repository, *options, stdout=io.StringIO())
    assert told(sprint) == (
        "The repository three got 3 commits during the week, on 2 branches: 1 to 3.11 and 2 to main. "
        "Each counted once, these are 2."
    )
    assert branches(sprint) == [("three", "3.11", 1), ("three", "main", 2)]
    zones = [label.rsplit(" ", 1)[1] for label in labels(sprint)]
    assert zones == ["America/Los_Angeles"] * 3 + ["UTC"] * 3


def test_the_newest_of_our_counts_is_told_and_each_is_labelled(sprint, repository):
    newer = CommitCountFactory(repository=repository, commits=149)
    older = in_utc(repository, commits=148)
    type(older).objects.filter(pk=older.pk).update(counted_at=newer.counted_at - DAY)
    assert told(sprint).startswith("The repository a/b got 149 commits during the week, on 1")
    assert branches(sprint) == [("a/b", "main", 149)]
    assert labels(sprint) == {
        f"commits to main of a/b, {PRAGUE}": 149,
        f"commits to main of a/b, {UTC}": 148,
    }


def test_what_was_published_is_told_before_what_we_counted(sprint, repository):
    published = {"source": "published", "published_in": "the blog of Acme Inc."}
    in_utc(repository, commits=157, **published)
    CommitCountFactory(repository=repository, commits=149)
    CommitCountFactory(repository=repository, commits=160, branch="")
    assert told(sprint) == (
        "The repository a/b got 157 commits during the week, as published in the blog of Acme Inc., "
        "on 1 branch: 157 to main."
    )
    assert branches(sprint) == [("a/b", "main", 157)]
    assert labels(sprint) == {
        f"commits to main of a/b, {UTC}, published in the blog of Acme Inc.": 157,
        f"commits to main of a/b, {PRAGUE}": 149,
        f"commits to the counted branches, each once, of a/b, {PRAGUE}": 160,
    }


def test_each_repository_is_told_by_its_own_count(sprint, repository):
    CommitCountFactory(repository=repository, commits=1)
    in_utc(RepositoryFactory(sprint=sprint, name="c/d"), commits=2)
    assert branches(sprint) == [("a/b", "main", 1), ("c/d", "main", 2)]
    assert labels(sprint) == {"commits to main of a/b": 1, "commits to main of c/d": 2}


def test_a_version_that_ends_with_a_full_stop_ends_the_sentence(sprint, repository):
    CommitCountFactory(repository=repository, branch="v3.", commits=2)
    assert told(sprint).endswith(": 2 to v3.")


@pytest.mark.parametrize(
    ("on_main", "each_once", "sentence"),
    [
        (0, 0, "got no commits during the week."),
        (1, 1, "got 1 commit during the week, on 1 branch: 1 to main."),
        (2, 2, "got 2 commits during the week, on 1 branch: 2 to main."),
    ],
)
def test_few_commits_are_told_once(sprint, repository, on_main, each_once, sentence):
    CommitCountFactory(repository=repository, commits=on_main)
    CommitCountFactory(repository=repository, commits=each_once, branch="")
    assert told(sprint) == f"The repository a/b {sentence}"


def test_a_branch_without_commits_is_in_the_numbers_alone(sprint, repository):
    CommitCountFactory(repository=repository, commits=0, branch="3.7")
    CommitCountFactory(repository=repository, commits=3)
    assert told(sprint).endswith("got 3 commits during the week, on 1 branch: 3 to main.")
    assert labels(sprint) == {"commits to 3.7 of a/b": 0, "commits to main of a/b": 3}
