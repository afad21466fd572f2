"""Commits in the report: one count a repository in text and chart, all of them in the numbers."""

import datetime

import pytest

from events.recap.display import Facts, draft_content, numbers_of
from events.recap.models import Report
from events.recap.tests.conftest import told
from events.recap.tests.factories import CommitCountFactory, RepositoryFactory

pytestmark = pytest.mark.django_db
WEEK = "during the week"
MIDNIGHT = datetime.datetime(2030, 10, 7, tzinfo=datetime.UTC)
PRAGUE = "2030-10-07 00:00 to 2030-10-11 23:59 Europe/Prague"
UTC = "2030-10-07 00:00 to 2030-10-11 21:59 UTC"


@pytest.fixture
def repository(sprint):
    return RepositoryFactory(sprint=sprint, name="a/b")


def branches(sprint):
    drafted = draft_content(Report(sprint=sprint), Facts(sprint))
    return [(one["repository"], one["branch"], one["commits"]) for one in drafted["branches"]]


def labels(sprint):
    figures = numbers_of(Facts(sprint))
    return [(one.label, one.value) for one in figures if one.name.startswith("commits-")]


def in_utc(repository, **fields):
    how = {"time_zone": "UTC", "window_start": MIDNIGHT} | fields
    return CommitCountFactory(repository=repository, **how)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        # A release branch was cut in the week: six commits, not twelve.
        (
            {"3.12": 4, "main": 6, "next": 2, "": 6},
            f"6 commits {WEEK}, each counted once. Some are on more than one branch: "
            "4 to 3.12, 6 to main and 2 to next.",
        ),
        (
            {"3.12": 2, "main": 4, "": 6},
            f"6 commits {WEEK}, on 2 branches: 2 to 3.12 and 4 to main.",
        ),
        ({"main": 4, "": 6}, f"6 commits {WEEK}, among them 4 to main."),
        # Nobody knows how many of them are the same.
        ({"3.12": 4, "main": 6}, f"commits {WEEK}, on 2 branches: 4 to 3.12 and 6 to main."),
        ({"3.12": 0, "main": 3}, f"3 commits {WEEK}, on 1 branch: 3 to main."),
        ({"main": 1, "": 1}, f"1 commit {WEEK}, on 1 branch: 1 to main."),
        ({"v3.": 2}, f"2 commits {WEEK}, on 1 branch: 2 to v3."),
        ({"": 1}, f"1 commit {WEEK}."),
        ({"main": 0, "": 0}, f"no commits {WEEK}."),
    ],
)
def test_distinct_commits_are_told_and_never_a_sum_over_branches(
    sprint, repository, numbers, sentence
):
    for branch, commits in numbers.items():
        CommitCountFactory(repository=repository, branch=branch, commits=commits)
    assert told(sprint, "commits") == f"The repository a/b got {sentence}"
    total = {"all counted branches of a/b, each counted once": numbers[""]} if "" in numbers else {}
    names = total | {f"{branch} of a/b": numbers[branch] for branch in numbers if branch}
    assert labels(sprint) == [(f"commits to {name}", commits) for name, commits in names.items()]


def test_the_newest_of_our_counts_is_told_and_each_is_labelled(sprint, repository):
    newer = CommitCountFactory(repository=repository, commits=149)
    older = in_utc(repository, commits=148)
    before = newer.counted_at - datetime.timedelta(days=1)
    type(older).objects.filter(pk=older.pk).update(counted_at=before)
    assert told(sprint, "commits").startswith("The repository a/b got 149 commits during the week")
    assert branches(sprint) == [("a/b", "main", 149)]
    assert labels(sprint) == [
        (f"commits to main of a/b, {PRAGUE}", 149),
        (f"commits to main of a/b, {UTC}", 148),
    ]


def test_what_was_published_is_told_before_what_we_counted(sprint, repository):
    published = {"source": "published", "published_in": "the blog of Acme Inc."}
    in_utc(repository, commits=157, **published)
    CommitCountFactory(repository=repository, commits=149)
    CommitCountFactory(repository=repository, commits=160, branch="")
    assert told(sprint, "commits") == (
        "The repository a/b got 157 commits during the week, as published in the blog of Acme Inc., "
        "on 1 branch: 157 to main."
    )
    assert branches(sprint) == [("a/b", "main", 157)]
    assert labels(sprint) == [
        (f"commits to main of a/b, {UTC}, published in the blog of Acme Inc.", 157),
        (f"commits to all counted branches of a/b, each counted once, {PRAGUE}", 160),
        (f"commits to main of a/b, {PRAGUE}", 149),
    ]


def test_each_repository_is_told_by_its_own_count(sprint, repository):
    CommitCountFactory(repository=repository, commits=1)
    in_utc(RepositoryFactory(sprint=sprint, name="c/d"), commits=2)
    assert branches(sprint) == [("a/b", "main", 1), ("c/d", "main", 2)]
    assert labels(sprint) == [("commits to main of a/b", 1), ("commits to main of c/d", 2)]
