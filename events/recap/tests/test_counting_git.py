"""How git is run: nothing that a repository carries is carried out, and its failures have words."""

import datetime
import shutil
from functools import partial

import pytest

from events.lifecycle import Refused
from events.recap import counting
from events.recap.counting import Window, count
from events.recap.tests import repositories

ADDRESS = "https://git.example.org/python/cpython.git"
WEEK = Window.of_days(datetime.date(2022, 10, 3), datetime.date(2022, 10, 7), "UTC")
ON_THREE = {"3.11": 1, "main": 2}


@pytest.fixture
def three(tmp_path):
    return repositories.three_commits(tmp_path / "three", bare=False)


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """A function that puts a script in git's place."""
    return partial(repositories.stand_in, tmp_path, monkeypatch)


@pytest.fixture
def stand_in_for_clone(tmp_path, monkeypatch, stand_in):
    """A function that puts a script in the place of `git clone` and notes what it was given."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))

    def put(script):
        stand_in(
            f"""case "$*" in *" clone "*) ;; *) exec {shutil.which("git")} "$@" ;; esac
            printf '%s\\n' "$@" > {tmp_path}/arguments
            env > {tmp_path}/environment
            {script}"""
        )

    yield put
    assert list(temporary.iterdir()) == []


def settings(path, **values):
    for name, value in values.items():
        repositories.git("-C", path, "config", name.replace("__", "."), value)


def refusal(source):
    with pytest.raises(Refused) as refused:
        count(str(source), WEEK)
    return str(refused.value)


def test_settings_of_the_repository_start_nothing(three, tmp_path):
    marker, trap = tmp_path / "marker", tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {marker}\n")
    trap.chmod(0o755)
    settings(three, core__fsmonitor=trap, core__pager=trap, core__sshCommand=trap)
    settings(three, alias__count=f"!{trap}", gpg__program=trap, log__showSignature="true")
    repositories.git("-C", three, "status")
    assert marker.exists()  # the trap is one
    marker.unlink()
    assert count(str(three), WEEK).branches == ON_THREE
    assert not marker.exists()


@pytest.mark.parametrize("without", [[], ["GIT_NO_LAZY_FETCH"]])
def test_what_is_missing_is_not_fetched(three, tmp_path, monkeypatch, without):
    """No network protocol is allowed, whether or not this git knows the variable."""
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
        monkeypatch.delitem(counting.ENVIRONMENT, name)
    assert refusal(three).startswith(f"git rev-list failed in {three}: fatal: ")
    assert not marker.exists()


def test_a_repository_of_another_user_is_refused(three, monkeypatch):
    monkeypatch.setitem(counting.ENVIRONMENT, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    settings(three, safe__directory="*")
    assert "detected dubious ownership" in refusal(three)


def test_the_environment_has_no_say(three, tmp_path, monkeypatch):
    other = repositories.History()
    other.commit("other", "2022-10-04T12:00")
    monkeypatch.setenv("GIT_DIR", str(other.write(tmp_path / "other.git")))
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    assert count(str(three), WEEK).branches == ON_THREE
    assert not (tmp_path / "trace").exists()


def test_without_git_it_says_so(three, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(three) == "Counting needs git, which is not installed on this machine."


@pytest.mark.parametrize("words", ["git version 2.36.6", "git version 1.99.0", "hello"])
def test_an_old_git_is_refused(three, stand_in, words):
    stand_in(f"echo {words}")
    assert refusal(three) == f"Counting needs git 2.37 or newer. This is “{words}”."


@pytest.mark.parametrize(
    ("words", "version"),
    [
        *(("git version 2.37.0", "2.37.0"), ("git version 10.1", "10.1")),
        ("git version 2.39.5 (Apple Git-154)", "2.39.5"),
    ],
)
def test_a_newer_git_is_named_in_the_method(three, stand_in, words, version):
    stand_in(f'[ "$7" = version ] && echo "{words}" || exec {shutil.which("git")} "$@"')
    assert count(str(three), WEEK).method.startswith(f"git {version}: git rev-list --count ")


def test_a_git_that_fails_without_a_word_or_hangs_is_refused(three, stand_in, monkeypatch):
    stand_in('[ "$1" = "-c" ] && [ ! -e hang ] && exit 1; exec sleep 60')
    with pytest.raises(Refused, match=f"^git status failed in {three}: no reason given$"):
        counting.git(three, "status")
    monkeypatch.chdir(three)
    (three / "hang").touch()
    with pytest.raises(Refused, match=r"^git status took too long and was stopped"):
        counting.git(three, "status", seconds=0.2)


def test_a_folder_may_be_named_from_here(three, monkeypatch):
    monkeypatch.chdir(three.parent)
    assert count("three", WEEK).branches == ON_THREE
    three.rename("a:b")
    assert count("./a:b", WEEK).branches == ON_THREE


@pytest.mark.parametrize(
    "source",
    [
        *("", "a\nb", "a\0b", "https://a.example/\x1b[2J", "ext::sh -c touch% marker", "fd::7"),
        *("http://a.example/it.git", "HTTPS://a.example/it.git", "git://a.example/it.git"),
        *("ssh://a.example/it.git", "git@a.example:it.git", "a.example:it.git", "file:///tmp"),
        *("https://ada@a.example/it.git", "https://ada:secret@a.example/it.git"),
        *("https://", "https:///it.git", "https://a.example", "https://-a.example/it.git"),
        *("https://a.example/it.git?token=secret", "https://a.example/it.git#main"),
        *("https://a.example/it git", "https://a.example:port/it.git", "https://[::1]/it.git"),
    ],
)
def test_what_is_neither_a_folder_nor_a_plain_https_address_is_refused(source):
    said = refusal(source)
    assert said.startswith("Name a folder on this machine")
    assert "secret" not in said


def test_a_shallow_clone_is_refused_with_the_reason(three, tmp_path):
    shallow = tmp_path / "shallow"
    repositories.git("clone", "--quiet", "--depth=1", f"file://{three}", shallow)
    assert refusal(shallow) == (
        f"{shallow} is a shallow clone: older commits are missing, so the number would be wrong."
        " Fetch the rest with “git fetch --unshallow”."
    )


def test_a_folder_without_a_repository_is_refused_even_within_one(three, tmp_path):
    (three / "Doc").mkdir()
    assert "not a git repository" in refusal(three / "Doc")
    assert "No such file or directory" in refusal(tmp_path / "gone")


def test_an_address_is_cloned_over_https_alone_counted_and_removed(
    three, tmp_path, stand_in_for_clone, monkeypatch
):
    monkeypatch.setenv("GIT_ASKPASS", "touch")
    monkeypatch.setenv("https_proxy", "http://proxy.example.org:3128")
    settings(three, uploadpack__allowFilter="true")
    here = f"-c url.file://{three}.insteadOf={ADDRESS}"  # what would come from another machine
    stand_in_for_clone(f'GIT_ALLOW_PROTOCOL=file exec {shutil.which("git")} {here} "$@"')
    assert count(ADDRESS, WEEK).branches == ON_THREE
    clone = ["clone", "--mirror", "--filter=blob:none", "--end-of-options"]
    assert (tmp_path / "arguments").read_text().splitlines()[6:] == [
        *(*clone, ADDRESS, "repository.git"),
    ]
    lines = (tmp_path / "environment").read_text().splitlines()
    environment = dict(line.split("=", 1) for line in lines)
    own = {"GIT_ALLOW_PROTOCOL": "https", "https_proxy": "http://proxy.example.org:3128"}
    assert environment.items() >= (counting.ENVIRONMENT | own).items()
    assert "GIT_ASKPASS" not in environment


def test_a_clone_that_fails_is_refused_in_words_that_do_not_steer_the_terminal(stand_in_for_clone):
    stand_in_for_clone(r"printf 'remote: no\nfatal: \033[2Jnot found\n' >&2; exit 128")
    assert refusal(ADDRESS).endswith(": fatal: [2Jnot found")


def test_a_clone_that_takes_too_long_is_stopped(stand_in_for_clone, monkeypatch):
    monkeypatch.setattr(counting, "CLONE_SECONDS", 0.3)
    stand_in_for_clone("exec sleep 60")
    assert refusal(ADDRESS) == "git clone took too long and was stopped."
