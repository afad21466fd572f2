"""What is counted: commits by the committer's date, in the zone of the sprint, on each branch."""

import datetime

import pytest

from events.recap.counting import BranchCount, Uncountable, Window, count
from events.recap.tests.repositories import History, git, three_commits

MONDAY = datetime.date(2022, 10, 3)
FRIDAY = datetime.date(2022, 10, 7)
WEEK = Window(MONDAY, FRIDAY, "UTC")


@pytest.fixture
def three(tmp_path):
    return three_commits(tmp_path / "three.git")


@pytest.fixture
def history():
    return History()


def on(counted):
    return {one.branch: one.commits for one in counted.branches}


def test_each_branch_is_counted_and_shared_history_once(three):
    counted = count(three, WEEK)
    assert counted.branches == (BranchCount("3.11", 1), BranchCount("main", 2))
    assert counted.distinct == 2


def test_addresses_of_authors_are_in_lower_case(three):
    assert count(three, WEEK).authors == {"ada@example.org", "grace@example.org"}


def test_an_author_without_an_address_still_counts(history, tmp_path):
    history.commit("main", "2022-10-04T12:00", author="Nobody <>")
    counted = count(history.write(tmp_path / "it.git"), WEEK)
    assert (on(counted), counted.distinct, counted.authors) == ({"main": 1}, 1, frozenset())


def test_a_commit_of_a_skewed_clock_behind_an_older_one_is_counted(history, tmp_path):
    history.commit("main", "2022-10-04T12:00")
    history.commit("main", "2022-10-05T12:00")
    history.commit("main", "2001-01-01T00:00")
    history.commit("main", "2022-10-06T12:00")
    path = history.write(tmp_path / "it.git")
    plain = git("-C", path, "rev-list", "--count", f"--since={WEEK.start.isoformat()}", "main")
    assert plain == "1"  # it stops at the first commit that is older
    counted = count(path, WEEK)
    assert (on(counted), counted.distinct) == ({"main": 3}, 3)


def test_merges_do_not_count(history, tmp_path):
    root = history.commit("main", "2022-09-01T12:00")
    side = history.commit("side", "2022-10-04T12:00", after=root)
    history.commit("main", "2022-10-05T12:00", merging=side)
    counted = count(history.write(tmp_path / "it.git"), WEEK)
    assert (on(counted), counted.distinct) == ({"main": 1, "side": 1}, 1)


def test_a_commit_picked_onto_another_branch_is_another_commit(history, tmp_path):
    shared = history.commit("main", "2022-10-03T12:00")
    history.branch("3.11", shared)
    history.commit("main", "2022-10-04T12:00")
    history.commit("3.11", "2022-10-04T12:01")  # the same change, picked a minute later
    counted = count(history.write(tmp_path / "it.git"), WEEK)
    assert (on(counted), counted.distinct) == ({"3.11": 2, "main": 2}, 3)
    assert "picked onto another branch is another commit" in counted.method


def test_a_branch_cut_within_the_window_has_what_came_before_the_cut_too(history, tmp_path):
    history.commit("main", "2022-10-03T12:00")
    cut = history.commit("main", "2022-10-04T12:00")
    history.branch("3.12", cut)
    history.commit("main", "2022-10-05T12:00")
    history.commit("3.12", "2022-10-06T12:00")
    counted = count(history.write(tmp_path / "it.git"), WEEK)
    assert (on(counted), counted.distinct) == ({"3.12": 3, "main": 3}, 4)


def test_histories_without_a_common_beginning_are_counted_together(history, tmp_path):
    history.commit("main", "2022-10-03T12:00")
    history.commit("pages", "2022-10-04T12:00", after=0)
    counted = count(history.write(tmp_path / "it.git"), WEEK)
    assert (on(counted), counted.distinct) == ({"main": 1, "pages": 1}, 2)


@pytest.mark.parametrize(
    ("zone", "offset"), [("Europe/Warsaw", "+02:00"), ("America/Los_Angeles", "-07:00")]
)
def test_the_first_and_the_last_second_count_and_those_beside_them_do_not(
    history, tmp_path, zone, offset
):
    for name, moment in {
        "before": "2022-10-02T23:59:59",
        "first": "2022-10-03T00:00:00",
        "last": "2022-10-07T23:59:59",
        "after": "2022-10-08T00:00:00",
    }.items():
        history.commit(name, moment + offset, after=0)
    path = history.write(tmp_path / "it.git")
    counted = count(path, Window(MONDAY, FRIDAY, zone), ["before", "first", "last", "after"])
    assert on(counted) == {"before": 0, "first": 1, "last": 1, "after": 0}


def test_two_zones_give_two_counts_and_each_says_which(history, tmp_path):
    history.commit("main", "2022-10-02T23:00")  # Monday in Warsaw, Sunday in California
    history.commit("main", "2022-10-05T12:00")
    path = history.write(tmp_path / "it.git")
    version = git("--version").split()[2]
    warsaw, california = (
        count(path, Window(MONDAY, FRIDAY, zone))
        for zone in ("Europe/Warsaw", "America/Los_Angeles")
    )
    assert (on(warsaw), on(california)) == ({"main": 2}, {"main": 1})
    assert warsaw.method == (
        f"git {version}: git rev-list --count --no-merges"
        " --since-as-filter=2022-10-03T00:00:00+02:00 --until=2022-10-07T23:59:59+02:00"
        " refs/heads/<branch>. Commits without merges whose committer date lies between"
        " 2022-10-03 00:00:00 (UTC+02:00) and 2022-10-07 23:59:59 (UTC+02:00), both included,"
        " in the zone Europe/Warsaw."
        " A change picked onto another branch is another commit and counts there, too."
    )
    assert "2022-10-03 00:00:00 (UTC-07:00)" in california.method
    assert "in the zone America/Los_Angeles." in california.method


def test_clocks_that_change_within_the_window_move_its_end(history, tmp_path):
    window = Window(datetime.date(2022, 10, 29), datetime.date(2022, 10, 30), "Europe/Warsaw")
    history.commit("main", "2022-10-28T22:00:00")  # 00:00 of the 29th in summer time
    history.commit("main", "2022-10-30T22:59:59")  # 23:59:59 of the 30th in winter time
    history.commit("main", "2022-10-30T23:00:00")
    counted = count(history.write(tmp_path / "it.git"), window)
    assert on(counted) == {"main": 2}
    assert "2022-10-29 00:00:00 (UTC+02:00) and 2022-10-30 23:59:59 (UTC+01:00)" in counted.method


def test_by_default_only_branches_with_a_commit_in_the_window_are_named(history, tmp_path):
    history.commit("old", "2020-01-01T12:00")
    history.commit("main", "2022-10-04T12:00", after=0)
    path = history.write(tmp_path / "it.git")
    assert on(count(path, WEEK)) == {"main": 1}
    assert on(count(path, WEEK, ["old", "main"])) == {"old": 0, "main": 1}


def test_nothing_in_the_window_is_nothing_counted(three):
    counted = count(three, Window(datetime.date(1999, 1, 1), datetime.date(1999, 1, 2), "UTC"))
    assert (counted.branches, counted.distinct, counted.authors) == ((), 0, frozenset())


def test_a_window_that_is_still_to_come_is_empty(three):
    window = Window(datetime.date(2099, 12, 30), datetime.date(2099, 12, 31), "Etc/GMT+12")
    assert on(count(three, window, ["main"])) == {"main": 0}


def test_branches_stand_in_the_order_of_versions(history, tmp_path):
    mark = history.commit("main", "2022-10-04T12:00")
    for name in ("3.10", "3.9", "3.11"):
        history.branch(name, mark)
    assert list(on(count(history.write(tmp_path / "it.git"), WEEK))) == [
        *("3.9", "3.10", "3.11", "main"),
    ]


def test_chosen_branches_stand_as_they_were_named_and_once(three):
    counted = count(three, WEEK, ["main", "3.11", "main"])
    assert list(on(counted)) == ["main", "3.11"]
    assert (on(count(three, WEEK, ["3.11"])), count(three, WEEK, ["3.11"]).distinct) == (
        {"3.11": 1},
        1,
    )


@pytest.mark.parametrize("name", ["3.12", "", "MAIN", "main~1", "refs/heads/main", "--all", "HEAD"])
def test_a_branch_that_is_not_there_is_named(three, name):
    with pytest.raises(Uncountable, match=f"^There is no branch “{name}” in this repository.$"):
        count(three, WEEK, ["main", name])


def test_a_branch_with_the_name_of_an_option_is_a_branch(history, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    history.commit("main", "2022-10-04T12:00")
    history.commit("--output=x", "2022-10-05T12:00", after=0)
    path = history.write(tmp_path / "it.git")
    assert on(count(path, WEEK)) == {"--output=x": 1, "main": 1}
    assert on(count(path, WEEK, ["--output=x"])) == {"--output=x": 1}
    with pytest.raises(Uncountable, match="There is no branch “--output=y”"):
        count(path, WEEK, ["--output=y"])
    assert [file.name for file in tmp_path.iterdir() if file.name != "media"] == ["it.git"]


def test_a_branch_is_not_mistaken_for_a_tag_of_its_name(three):
    git("-C", three, "update-ref", "refs/tags/main", "refs/heads/3.11")
    assert on(count(three, WEEK, ["main"])) == {"main": 2}


def test_a_name_with_a_strange_end_of_line_is_one_name(history, tmp_path):
    history.commit("odd\u2028name", "2022-10-04T12:00")
    assert on(count(history.write(tmp_path / "it.git"), WEEK)) == {"odd\u2028name": 1}


def test_a_clone_is_counted_by_the_branches_of_its_origin(three, tmp_path):
    clone = tmp_path / "clone"
    git("clone", "--quiet", three, clone)
    git("-C", clone, "branch", "mine", "HEAD")
    git("-C", clone, "update-ref", "refs/heads/main", "HEAD~2")  # behind its origin
    counted = count(clone, WEEK)
    assert on(counted) == {"3.11": 1, "main": 2}
    assert (
        " refs/remotes/origin/<branch>. Branches as last fetched from origin. Commits"
        in counted.method
    )
    with pytest.raises(Uncountable, match="There is no branch “mine”"):
        count(clone, WEEK, ["mine"])


def test_a_repository_without_an_origin_is_counted_by_its_own_branches(tmp_path):
    counted = count(three_commits(tmp_path / "work", bare=False), WEEK)
    assert on(counted) == {"3.11": 1, "main": 2}
    assert " refs/heads/<branch>. Commits" in counted.method


def test_a_bare_repository_is_counted_by_its_own_branches_whatever_was_pushed(three):
    git("-C", three, "update-ref", "refs/remotes/origin/stale", "refs/heads/3.11")
    assert on(count(three, WEEK)) == {"3.11": 1, "main": 2}


def test_a_detached_head_is_no_branch(three):
    tree = git("-C", three, "rev-parse", "main^{tree}")
    who = {"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "lost@example.org"}
    who |= {"GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "lost@example.org"}
    when = {"GIT_COMMITTER_DATE": "2022-10-06T12:00:00Z"}
    lost = git("-C", three, "commit-tree", "-p", "main", "-m", "Lost", tree, **who, **when)
    git("-C", three, "update-ref", "--no-deref", "HEAD", lost)
    counted = count(three, WEEK)
    assert (on(counted), counted.distinct) == ({"3.11": 1, "main": 2}, 2)
    assert "lost@example.org" not in counted.authors


def test_history_that_somebody_replaced_for_themselves_counts_as_it_was_written(three):
    git("-C", three, "replace", "refs/heads/main~1", "refs/heads/main~2")
    (three / "info").mkdir(exist_ok=True)
    (three / "info" / "grafts").write_text(git("-C", three, "rev-parse", "main"))
    assert git("-C", three, "rev-list", "--count", "main") == "1"
    assert on(count(three, WEEK, ["main"])) == {"main": 2}


@pytest.mark.parametrize("bare", [True, False])
def test_an_empty_repository_says_so(history, tmp_path, bare):
    with pytest.raises(Uncountable, match="The repository has no branches yet"):
        count(history.write(tmp_path / "empty", bare=bare), WEEK)
