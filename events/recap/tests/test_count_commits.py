"""The command `count_commits`: what it keeps, what it prints, what it refuses."""

import datetime
import io

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from events.management.commands import count_commits
from events.recap.models import CommitCount, Repository
from events.recap.tests.factories import CommitCountFactory
from events.recap.tests.repositories import History, git, three_commits
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": datetime.date(2022, 10, 3), "ends_on": datetime.date(2022, 10, 7)}


@pytest.fixture
def sprint():
    return SprintFactory(slug="autumn", time_zone="America/Los_Angeles", **DAYS)


@pytest.fixture
def three(tmp_path):
    """One commit on 3.11 and two on main, in the sprint's days."""
    return three_commits(tmp_path / "three.git")


def run(source, *options, slug="autumn"):
    printed = io.StringIO()
    call_command("count_commits", slug, f"--repository={source}", *options, stdout=printed)
    return printed.getvalue().splitlines()


def kept():
    rows = CommitCount.objects.order_by("time_zone", "branch")
    return [(row.branch, row.commits, row.version_label) for row in rows]


def refusal(source, *options, slug="autumn"):
    with pytest.raises(CommandError) as refused:
        run(source, *options, slug=slug)
    assert not CommitCount.objects.exists()
    return str(refused.value)


def test_the_sprint_s_days_in_its_zone_are_counted_with_the_method(sprint, three):
    printed = run(three, "--label=main=3.12")
    assert printed[:3] == ["1 on 3.11", "2 on main (3.12)", "2 on all of them, each once"]
    assert kept() == [("", 2, ""), ("3.11", 1, ""), ("main", 2, "3.12")]
    row = CommitCount.objects.get(branch="")
    assert (row.repository.name, row.repository.url) == ("three", "")
    assert (row.window_start, row.window_end, row.time_zone, row.source) == (
        datetime.datetime(2022, 10, 3, 7, tzinfo=datetime.UTC),
        datetime.datetime(2022, 10, 8, 6, 59, 59, tzinfo=datetime.UTC),
        "America/Los_Angeles",
        "computed",
    )
    assert printed[3:] == [f"How counted: {row.method}"]
    assert "in the zone America/Los_Angeles" in row.method


def test_again_it_says_the_same_in_the_same_rows(sprint, three):
    first = run(three, "--label=main=3.12")
    rows = set(CommitCount.objects.values_list("pk", flat=True))
    assert run(three) == first  # a label stays until another is given
    assert set(CommitCount.objects.values_list("pk", flat=True)) == rows
    run(three, "--label=main=3.13")
    assert kept()[-1] == ("main", 2, "3.13")
    assert Repository.objects.count() == 1


def test_other_branches_take_the_place_of_those_counted_before(sprint, three):
    run(three)
    assert run(three, "--branch=3.11")[:2] == ["1 on 3.11", "1 on all of them, each once"]
    assert kept() == [("", 1, ""), ("3.11", 1, "")]


def test_two_zones_are_two_counts_both_labelled(sprint, tmp_path):
    history = History()
    history.commit("main", "2022-10-08T05:00")  # still Friday in California, no longer in Warsaw
    history.commit("main", "2022-10-04T12:00")
    path = history.write(tmp_path / "zones.git")
    run(path)
    run(path, "--time-zone=Europe/Warsaw")
    rows = CommitCount.objects.filter(branch="main").order_by("time_zone")
    assert [(row.time_zone, row.commits) for row in rows] == [
        ("America/Los_Angeles", 2),
        ("Europe/Warsaw", 1),
    ]
    for row in rows:
        assert f"in the zone {row.time_zone}" in row.method


def test_other_days_are_another_count_and_what_was_published_stays(sprint, three):
    repository = run(three) and Repository.objects.get()
    CommitCountFactory(
        repository=repository, source="published", published_in="the report", commits=157
    )
    run(three, "--from=2022-10-05", "--to=2022-10-11")
    commits = CommitCount.objects.filter(branch="main").order_by("pk")
    assert [row.commits for row in commits] == [2, 157, 1]


def test_people_of_the_sprint_among_the_authors_are_counted_and_not_named(sprint, three):
    RegistrationFactory(sprint=sprint, person__email="ada@example.org")
    second = RegistrationFactory(sprint=sprint).person
    EmailAddress.objects.create(user=second, email="grace@example.org", verified=True)
    RegistrationFactory(sprint=sprint)
    gone = RegistrationFactory(sprint=sprint, state="cancelled").person
    EmailAddress.objects.create(user=gone, email="ada@example.org")
    printed = run(three)
    assert printed[2] == "2 on all of them, each once; 2 of the authors take part"
    assert "@" not in "".join(printed)
    rows = dict(CommitCount.objects.values_list("branch", "authors_here"))
    assert rows == {"": 2, "3.11": None, "main": None}


def test_without_a_commit_in_these_days_the_number_is_none(sprint, three):
    printed = run(three, "--from=2021-10-04", "--to=2021-10-08")
    assert printed[0] == "0 on all of them, each once"
    assert kept() == [("", 0, "")]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("https://github.com/python/cpython", "python/cpython"),
        ("https://github.com/python/cpython.git", "python/cpython"),
        ("https://git.example.org/a/b/c/", "b/c"),
        ("https://git.example.org/one", "one"),
        ("./cpython.git", "cpython"),
    ],
)
def test_a_repository_is_called_by_its_address_or_its_folder(source, name):
    assert count_commits.name_of(source) == name


def test_a_clone_keeps_its_address_and_a_folder_counted_later_does_not_lose_it(
    sprint, three, monkeypatch
):
    class Cloned:
        def __init__(self, source, progress):
            progress("Receiving objects: 50%")

        def __enter__(self):
            return three

        def __exit__(self, *error):
            pass

    with monkeypatch.context() as patched:
        patched.setattr(count_commits, "repository", Cloned)
        printed = run("https://example.org/quill/core.git")
    assert "Receiving" not in "".join(printed)  # nobody looks on
    run(three, "--name=quill/core")
    row = Repository.objects.get()
    assert (row.name, row.url) == ("quill/core", "https://example.org/quill/core.git")


def test_on_a_terminal_the_clone_tells_how_far_it_is():
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    count_commits.Command(stdout=terminal).tell("Receiving objects: 50%")
    assert terminal.getvalue() == f"\r{'Receiving objects: 50%':78}"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--branch=--output=x"], "There is no branch “--output=x” in this repository."),
        (["--branch=other"], "There is no branch “other” in this repository."),
        (["--time-zone=Mars/Base"], "“Mars/Base” is not the name of a time zone."),
        (["--to=2022-10-01"], "The last day, 2022-10-01, comes before the first, 2022-10-03."),
        (["--from=soon"], "“soon” is no day. Write it like 2022-10-03."),
        (["--label=3.12"], "“3.12” is no label. Write it like main=3.12."),
        (["--label=other=3.12"], "There is no count of the branch “other” to label."),
        (["--name=a\u202eb"], "Please leave out line breaks and invisible characters."),
        ([f"--name={'x' * 201}"], "Ensure this value has at most 200 characters"),
    ],
)
def test_each_refusal_is_a_sentence_and_nothing_is_kept(sprint, three, options, sentence):
    assert sentence in refusal(three, *options)
    assert not Repository.objects.exists()


@pytest.mark.parametrize(
    "source", ["ext::sh -c whoami", "file:///tmp", "git@example.org:a/b", "-x", "", "http://a/b"]
)
def test_odd_addresses_are_refused(sprint, source):
    assert refusal(source)


def test_half_a_history_is_refused(sprint, three, tmp_path):
    shallow = tmp_path / "shallow"
    git("clone", "--quiet", "--depth=1", f"file://{three}", shallow)
    assert "is a shallow clone: older commits are missing" in refusal(shallow)


def test_an_unknown_sprint_is_refused(three):
    assert refusal(three, slug="nowhere") == "There is no sprint “nowhere”."
