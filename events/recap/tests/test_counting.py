"""What is counted: commits by the committer's date, in the zone of the sprint, on each branch."""

import datetime

import pytest

from events.lifecycle import Refused
from events.recap.counting import Window, count
from events.recap.tests.repositories import History, git, three_commits

MONDAY = datetime.date(2022, 10, 3)
FRIDAY = datetime.date(2022, 10, 7)
WEEK = Window.of_days(MONDAY, FRIDAY, "UTC")


@pytest.fixture
def three(tmp_path):
    return three_commits(tmp_path / "three.git")


@pytest.fixture
def history():
    return History()


@pytest.fixture
def counted(history, tmp_path):
    """What is counted in the history as it is told, in these branches."""
    return lambda *branches: count(str(history.write(tmp_path / "it.git")), WEEK, branches)


def window(first, last, zone):
    return Window.of_days(
        datetime.date.fromisoformat(first), datetime.date.fromisoformat(last), zone
    )


@pytest.mark.parametrize(
    ("first", "last", "zone", "start", "end"),
    [
        ("2022-10-03", "2022-10-03", "Asia/Kolkata", "03T00:00:00+05:30", "03T23:59:59+05:30"),
        ("2022-10-29", "2022-10-30", "Europe/Warsaw", "29T00:00:00+02:00", "30T23:59:59+01:00"),
        # Clocks go forward at midnight: the day begins at one.
        ("2018-11-04", "2018-11-04", "America/Sao_Paulo", "04T01:00:00-02:00", "04T23:59:59-02:00"),
        # Clocks go back at midnight: the day's last hour comes twice.
        ("2018-02-17", "2018-02-17", "America/Sao_Paulo", "17T00:00:00-02:00", "17T23:59:59-03:00"),
        # The day before the one that Samoa left out.
        ("2011-12-29", "2011-12-29", "Pacific/Apia", "29T00:00:00-10:00", "29T23:59:59-10:00"),
    ],
)
def test_days_last_from_the_first_to_the_last_second(first, last, zone, start, end):
    one = window(first, last, zone)
    assert (one.start.isoformat()[8:], one.end.isoformat()[8:]) == (start, end)


@pytest.mark.parametrize(
    ("first", "last", "zone", "sentence"),
    [
        ("2022-10-03", "2022-10-02", "UTC", "^Give a first and a last day in this order"),
        ("1972-12-31", "2022-10-07", "UTC", ", from 1973-01-01 to 2099-12-31.$"),
        ("2022-10-03", "9999-12-31", "UTC", ", from 1973-01-01 to 2099-12-31.$"),
        ("2022-10-03", "2022-10-07", "../etc/passwd", "^“../etc/passwd” is not a time zone."),
    ],
)
def test_a_window_that_cannot_be_is_refused(first, last, zone, sentence):
    with pytest.raises(Refused, match=sentence):
        window(first, last, zone)


def test_each_branch_is_counted_and_shared_history_once(three):
    counted = count(str(three), WEEK)
    assert (counted.branches, counted.distinct) == ({"3.11": 1, "main": 2}, 2)
    assert counted.authors == {"ada@example.org", "grace@example.org"}


def test_an_author_without_an_address_still_counts(history, counted):
    history.commit("main", "2022-10-04T12:00", author="Nobody <>")
    found = counted()
    assert (found.branches, found.distinct, found.authors) == ({"main": 1}, 1, frozenset())


def test_a_commit_of_a_skewed_clock_behind_an_older_one_is_counted(history, counted, tmp_path):
    for at in ("2022-10-04T12:00", "2022-10-05T12:00", "2001-01-01T00:00", "2022-10-06T12:00"):
        history.commit("main", at)
    assert (counted().branches, counted().distinct) == ({"main": 3}, 3)
    since = f"--since={WEEK.start.isoformat()}"
    # Without the filter git stops at the first commit that is older.
    assert git("-C", tmp_path / "it.git", "rev-list", "--count", since, "main") == "1"


def test_merges_do_not_count(history, counted):
    root = history.commit("main", "2022-09-01T12:00")
    side = history.commit("side", "2022-10-04T12:00", after=root)
    history.commit("main", "2022-10-05T12:00", merging=side)
    assert (counted().branches, counted().distinct) == ({"main": 1, "side": 1}, 1)


def test_a_branch_cut_in_the_week_shares_commits_but_not_one_picked_onto_it(history, counted):
    history.commit("main", "2022-10-03T12:00")
    history.branch("3.12", history.commit("main", "2022-10-04T12:00"))
    history.commit("main", "2022-10-05T12:00")
    history.commit("3.12", "2022-10-05T12:01")  # the same change, picked a minute later
    assert (counted().branches, counted().distinct) == ({"3.12": 3, "main": 3}, 4)


@pytest.mark.parametrize(
    ("zone", "offset"), [("Europe/Warsaw", "+02:00"), ("America/Los_Angeles", "-07:00")]
)
def test_the_first_and_the_last_second_count_in_the_zone_and_the_method_says_so(
    history, tmp_path, zone, offset
):
    moments = {
        "before": "2022-10-02T23:59:59",
        "first": "2022-10-03T00:00:00",
        "last": "2022-10-07T23:59:59",
        "after": "2022-10-08T00:00:00",
    }
    for name, moment in moments.items():
        history.commit(name, moment + offset, after=0)
    path = history.write(tmp_path / "it.git")
    found = count(str(path), Window.of_days(MONDAY, FRIDAY, zone), list(moments))
    assert found.branches == {"before": 0, "first": 1, "last": 1, "after": 0}
    assert found.method == (
        f"git {git('--version').split()[2]}: git rev-list --count --no-merges"
        f" --since-as-filter=2022-10-03T00:00:00{offset} --until=2022-10-07T23:59:59{offset}"
        f" refs/heads/<branch>, in the zone {zone}."
        " The committer’s date decides, both ends are included, merges do not count."
        " Several branches in one command count each commit once."
        " A change picked onto another branch is another commit."
    )


def test_by_default_branches_with_a_commit_in_the_window_are_counted_by_version(history, counted):
    history.commit("old", "2020-01-01T12:00")
    mark = history.commit("main", "2022-10-04T12:00", after=0)
    for name in ("3.10", "3.9"):
        history.branch(name, mark)
    assert list(counted().branches.items()) == [("3.9", 1), ("3.10", 1), ("main", 1)]


def test_chosen_branches_are_counted_as_they_are_named_and_once(three):
    week = count(str(three), WEEK, ["main", "3.11", "main"])
    assert list(week.branches.items()) == [("main", 2), ("3.11", 1)]
    year_1999 = window("1999-01-01", "1999-12-31", "UTC")
    before = count(str(three), year_1999, ["main"])
    assert (before.branches, before.distinct, before.authors) == ({"main": 0}, 0, frozenset())
    assert count(str(three), year_1999).branches == {}


@pytest.mark.parametrize("name", ["3.12", "", "MAIN", "main~1", "refs/heads/main", "--all", "HEAD"])
def test_a_branch_that_is_not_there_is_refused(three, name):
    with pytest.raises(Refused, match=f"^There is no branch “{name}” in this repository.$"):
        count(str(three), WEEK, ["main", name])


def test_a_branch_with_the_name_of_an_option_is_a_branch(history, counted, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    history.commit("odd\u2028name", "2022-10-04T12:00")
    history.commit("--output=x", "2022-10-05T12:00", after=0)
    assert counted().branches == {"--output=x": 1, "odd\u2028name": 1}
    assert counted("--output=x").branches == {"--output=x": 1}
    with pytest.raises(Refused, match="There is no branch “--output=y”"):
        counted("--output=y")
    assert not (tmp_path / "x").exists()
    assert not (tmp_path / "y").exists()


def test_what_somebody_did_in_their_own_copy_does_not_count(three, tmp_path):
    git("-C", three, "update-ref", "refs/tags/main", "refs/heads/3.11")
    git("-C", three, "update-ref", "refs/remotes/origin/stale", "refs/heads/3.11")
    git("-C", three, "replace", "refs/heads/main~1", "refs/heads/main~2")
    (three / "info").mkdir(exist_ok=True)
    (three / "info" / "grafts").write_text(git("-C", three, "rev-parse", "refs/heads/main"))
    assert git("-C", three, "rev-list", "--count", "refs/heads/main") == "1"
    assert count(str(three), WEEK).branches == {"3.11": 1, "main": 2}


def test_a_clone_is_counted_by_the_branches_of_its_origin(three, tmp_path):
    clone = tmp_path / "clone"
    git("clone", "--quiet", three, clone)
    git("-C", clone, "branch", "mine", "HEAD")
    git("-C", clone, "update-ref", "refs/heads/main", "HEAD~2")  # behind its origin
    counted = count(str(clone), WEEK)
    assert counted.branches == {"3.11": 1, "main": 2}
    assert " refs/remotes/origin/<branch>, in the zone" in counted.method


def test_a_repository_without_an_origin_is_counted_by_its_own_branches(tmp_path):
    path = three_commits(tmp_path / "work", bare=False)
    git("-C", path, "checkout", "--quiet", "--detach", "main")
    counted = count(str(path), WEEK)
    assert counted.branches == {"3.11": 1, "main": 2}
    assert " refs/heads/<branch>, in the zone" in counted.method


@pytest.mark.parametrize("bare", [True, False])
def test_an_empty_repository_is_refused(history, tmp_path, bare):
    with pytest.raises(Refused, match="The repository has no branches yet"):
        count(str(history.write(tmp_path / "empty", bare=bare)), WEEK)
