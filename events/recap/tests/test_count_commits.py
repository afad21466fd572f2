"""The command `count_commits`: what it stores, what it prints, what it refuses."""

import datetime
import io

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from events.management.commands import count_commits
from events.recap.models import CommitCount, Repository
from events.recap.tests.factories import CommitCountFactory
from events.recap.tests.repositories import History, three_commits
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": datetime.date(2022, 10, 3), "ends_on": datetime.date(2022, 10, 7)}


@pytest.fixture(autouse=True)
def sprint():
    return SprintFactory(slug="autumn", time_zone="America/Los_Angeles", **DAYS)


@pytest.fixture
def three(tmp_path):
    """One commit on 3.11 and two on main, in the sprint's days."""
    return three_commits(tmp_path / "three.git")


def run(source, *options, slug="autumn"):
    printed = io.StringIO()
    arguments = (slug, f"--repository={source}", *options)
    call_command("count_commits", *arguments, stdout=printed, stderr=io.StringIO())
    return printed.getvalue().splitlines()


def stored():
    rows = CommitCount.objects.order_by("time_zone", "branch")
    return [(row.branch, row.commits, row.version_label) for row in rows]


def test_the_sprint_s_days_in_its_zone_are_counted_with_the_method(three):
    printed = run(three, "--label=main=3.12")
    assert printed[:3] == [
        "2 commits to three, each counted once",
        *("  1 on 3.11", "  2 on main (3.12)"),
    ]
    assert stored() == [("", 2, ""), ("3.11", 1, ""), ("main", 2, "3.12")]
    row = CommitCount.objects.get(branch="")
    assert (row.repository.name, row.repository.url) == ("three", "")
    assert (row.time_zone, row.source) == ("America/Los_Angeles", "computed")
    assert f"{row.window_start} – {row.window_end}" == (
        "2022-10-03 07:00:00+00:00 – 2022-10-08 06:59:59+00:00"
    )
    assert printed[-1] == f"How counted: {row.method}"
    assert "in the zone America/Los_Angeles" in row.method


def test_counting_again_replaces_the_numbers_in_the_same_rows(three):
    first = run(three, "--label=main=3.12")
    rows = set(CommitCount.objects.values_list("pk", flat=True))
    assert run(three) == first  # a label stays until another is given
    assert set(CommitCount.objects.values_list("pk", flat=True)) == rows
    run(three, "--label=main=3.13")
    assert stored()[-1] == ("main", 2, "3.13")
    assert run(three, "--branch=3.11")[0] == "1 commit to three, each counted once"
    assert stored() == [("", 1, ""), ("3.11", 1, "")]
    assert Repository.objects.count() == 1


def test_two_zones_are_two_counts_both_labelled(tmp_path):
    history = History()
    history.commit("main", "2022-10-08T05:00")  # still Friday in California, no longer in Warsaw
    history.commit("main", "2022-10-04T12:00")
    path = history.write(tmp_path / "zones.git")
    run(path)
    run(path, "--time-zone=Europe/Warsaw")
    rows = CommitCount.objects.filter(branch="main")
    assert {row.time_zone: row.commits for row in rows} == {
        "America/Los_Angeles": 2,
        "Europe/Warsaw": 1,
    }
    assert all(f"in the zone {row.time_zone}" in row.method for row in rows)


def test_other_days_are_another_count_and_what_was_published_stays(three):
    run(three)
    published = {"source": "published", "published_in": "the report", "commits": 157}
    CommitCountFactory(repository=Repository.objects.get(), **published)
    run(three, "--from=2022-10-05", "--to=2022-10-11")
    run(three, "--from=2021-10-04", "--to=2021-10-08")  # no branch has a commit
    commits = CommitCount.objects.order_by("pk").values_list("branch", "commits")
    assert list(commits) == [
        *(("", 2), ("3.11", 1), ("main", 2)),
        *(("main", 157), ("", 1), ("main", 1), ("", 0)),
    ]


def test_participants_among_the_authors_are_counted_and_not_named(sprint, three):
    RegistrationFactory(sprint=sprint, person__email="ada@example.org")
    second = RegistrationFactory(sprint=sprint).person
    EmailAddress.objects.create(user=second, email="Grace@example.org", verified=True)
    RegistrationFactory(sprint=sprint)
    gone = RegistrationFactory(sprint=sprint, state="cancelled").person
    EmailAddress.objects.create(user=gone, email="ada@example.org")
    printed = run(three)
    assert printed[3] == "Participants among the authors: 2"
    assert "@" not in "".join(printed)
    rows = dict(CommitCount.objects.values_list("branch", "authors_here"))
    assert rows == {"": 2, "3.11": None, "main": None}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("https://github.com/python/cpython.git", "python/cpython"),
        ("https://git.example.org/a/b/c/", "b/c"),
        ("https://git.example.org/one", "one"),
        ("./cpython.git", "cpython"),
    ],
)
def test_a_repository_is_called_by_its_address_or_its_folder(source, name):
    assert count_commits.name_of(source) == name


def test_a_clone_keeps_its_address_when_a_folder_is_counted_later(three, monkeypatch):
    address = "https://example.org/quill/core.git"
    with monkeypatch.context() as patched:
        counted = count_commits.count
        patched.setattr(count_commits, "count", lambda _, *rest: counted(str(three), *rest))
        run(address)
    run(three, "--name=quill/core")
    row = Repository.objects.get()
    assert (row.name, row.url) == ("quill/core", address)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--branch=--output=x"], "There is no branch “--output=x” in this repository."),
        (["--time-zone=Mars/Base"], "“Mars/Base” is not a time zone."),
        (["--to=2022-10-01"], "Give a first and a last day in this order"),
        (["--from=soon"], "argument --from: invalid day value: 'soon'"),
        (["--label=3.12"], "argument --label: invalid label value: '3.12'"),
        (["--label=other=3.12"], "There is no count of the branch “other” to label."),
        (["--label==3.12"], "There is no count of the branch “” to label."),
        ([f"--label=main={'3' * 41}"], "Ensure this value has at most 40 characters"),
        (["--name=a\u202eb"], "Please leave out line breaks and invisible characters."),
        (["--repository=git@example.org:a/b"], "Name a folder on this machine"),
    ],
)
def test_each_refusal_is_a_sentence_and_nothing_is_stored(three, options, sentence):
    with pytest.raises(CommandError) as refused:
        run(three, *options)
    assert sentence in str(refused.value)
    assert not Repository.objects.exists()


def test_an_unknown_sprint_is_refused(three):
    with pytest.raises(CommandError, match=r"^There is no sprint “nowhere”"):
        run(three, slug="nowhere")
