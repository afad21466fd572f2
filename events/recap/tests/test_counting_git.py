"""How git is run: nothing that a repository carries is carried out, and git's faults have words."""

import datetime
from functools import partial

import pytest

from events.recap.counting import Uncountable, Window, count, git, repository
from events.recap.tests import repositories

WEEK = Window(datetime.date(2022, 10, 3), datetime.date(2022, 10, 7), "UTC")


@pytest.fixture
def three(tmp_path):
    return repositories.three_commits(tmp_path / "three", bare=False)


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """A function that puts a script in git's place."""

    return partial(repositories.stand_in, tmp_path, monkeypatch)


def settings(path, **values):
    for name, value in values.items():
        repositories.git("-C", path, "config", name.replace("__", "."), value)


def test_settings_of_the_repository_start_nothing(three, tmp_path):
    marker, trap = tmp_path / "marker", tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {marker}\n")
    trap.chmod(0o755)
    settings(three, core__fsmonitor=trap, core__pager=trap, core__sshCommand=trap)
    settings(three, alias__count=f"!{trap}", gpg__program=trap, log__showSignature="true")
    repositories.git("-C", three, "status")
    assert marker.exists()  # the trap is one
    marker.unlink()
    with repository(str(three), pytest.fail) as path:
        assert count(path, WEEK).distinct == 2
    assert not marker.exists()


@pytest.mark.parametrize("without", [[], ["GIT_NO_LAZY_FETCH"], ["GIT_ALLOW_PROTOCOL"]])
def test_what_is_missing_is_not_fetched(three, tmp_path, monkeypatch, without):
    """Each of two locks holds alone."""
    marker = tmp_path / "marker"
    settings(three, core__repositoryFormatVersion="1", extensions__partialClone="far")
    settings(three, remote__far__url=f"ext::sh -c touch% {marker}", remote__far__promisor="true")
    settings(three, protocol__ext__allow="always", protocol__allow="always")
    missing = repositories.git("-C", three, "rev-parse", "main~1")
    (three / ".git" / "objects" / missing[:2] / missing[2:]).unlink()
    repositories.git("-C", three, "rev-list", "main", check=False)
    assert marker.exists()  # the trap is one
    marker.unlink()
    for name in without:
        monkeypatch.delitem(git.ENVIRONMENT, name)
    with pytest.raises(Uncountable, match=f"^git could not read {three}: "):
        count(three, WEEK, ["main"])
    assert not marker.exists()


def test_a_repository_of_another_user_is_refused(three, monkeypatch):
    monkeypatch.setitem(git.ENVIRONMENT, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    settings(three, safe__directory="*")
    sentence = (
        f"{three} belongs to another user, whose settings git does not trust. Clone it first."
    )
    with pytest.raises(Uncountable) as refused:
        count(three, WEEK)
    assert str(refused.value) == sentence


def test_the_environment_of_whoever_asks_has_no_say(three, tmp_path, monkeypatch):
    other = repositories.History()
    other.commit("other", "2022-10-04T12:00")
    monkeypatch.setenv("GIT_DIR", str(other.write(tmp_path / "other.git")))
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    assert [one.branch for one in count(three, WEEK).branches] == ["3.11", "main"]
    assert not (tmp_path / "trace").exists()


def test_without_git_it_says_so(three, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Uncountable, match=r"^Counting needs git, which is not installed"):
        count(three, WEEK)


@pytest.mark.parametrize("version", ["2.36.6", "1.99.0"])
def test_a_git_without_the_filter_is_refused(stand_in, version):
    stand_in(f"echo git version {version}")
    with pytest.raises(Uncountable, match=rf"^Counting needs git 2.37. This is git {version}.$"):
        git.version()


@pytest.mark.parametrize(
    ("words", "version"),
    [
        ("git version 2.37.0", "2.37.0"),
        ("git version 2.39.5 (Apple Git-154)", "2.39.5"),
        ("git version 2.46.0.windows.1", "2.46.0"),
        ("git version 10.1", "10.1"),
    ],
)
def test_a_newer_git_is_named_in_the_method(stand_in, words, version):
    stand_in(f"echo '{words}'")
    assert git.version() == version


def test_something_else_called_git_is_refused(stand_in):
    stand_in("echo hello")
    with pytest.raises(Uncountable, match="git does not say which version it is: “hello”"):
        git.version()


def test_a_git_that_fails_without_a_word_is_refused(three, stand_in):
    stand_in("exit 1")
    with pytest.raises(Uncountable, match=f"git could not read {three}: it does not say why"):
        git.ask(three, "rev-parse")


def test_a_git_that_hangs_is_ended(stand_in, monkeypatch):
    monkeypatch.setattr(git, "ANSWERS_WITHIN", 0.2)
    stand_in("exec sleep 60")
    with pytest.raises(Uncountable, match=r"^git did not answer within .* minutes and was ended.$"):
        git.version()
