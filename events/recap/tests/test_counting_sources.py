"""Where a repository may be: what is refused before git sees it, and how an address is cloned."""

import datetime
import shutil
import time
from pathlib import Path

import pytest

from events.recap.counting import Uncountable, Window, count, git, repository
from events.recap.tests import repositories

ADDRESS = "https://git.example.org/python/cpython.git"
WEEK = Window(datetime.date(2022, 10, 3), datetime.date(2022, 10, 7), "UTC")
NEITHER = "^Only a folder of this machine or an https address can be counted"
NAMELESS = "^Name a repository: a folder of this machine or an https address.$"


@pytest.fixture
def three(tmp_path):
    return repositories.three_commits(tmp_path / "three.git")


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """A function that puts a script in git's place for cloning and keeps what it was given."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()

    def put(clones):
        script = f"""case "$*" in *" clone "*) ;; *) exec {shutil.which("git")} "$@" ;; esac
        printf '%s\\n' "$@" > {tmp_path}/arguments
        env > {tmp_path}/environment
        for last; do :; done
        {clones}"""
        repositories.stand_in(tmp_path, monkeypatch, script)

    return put


@pytest.fixture
def clone_of_three(three):
    """The script that clones from this machine what would come from another."""
    repositories.git("-C", three, "config", "uploadpack.allowFilter", "true")
    options = f"--quiet --mirror --filter=blob:none file://{three}"
    return f'GIT_ALLOW_PROTOCOL=file exec {shutil.which("git")} clone {options} "$last"'


def refusal(source):
    with pytest.raises(Uncountable) as refused, repository(str(source), pytest.fail):
        pytest.fail("it was opened")
    return str(refused.value)


def test_a_folder_is_used_as_it_is(three):
    with repository(str(three), pytest.fail) as path:
        assert path == three
    assert three.exists()


def test_a_folder_may_be_named_from_here(three, monkeypatch):
    monkeypatch.chdir(three.parent)
    with repository("three.git", pytest.fail) as path:
        assert path == three
    three.rename("a:b")
    with repository("./a:b", pytest.fail) as path:
        assert count(path, WEEK).distinct == 2


def test_the_same_folder_as_a_file_address_is_refused(three):
    with pytest.raises(Uncountable, match=NEITHER), repository(f"file://{three}", pytest.fail):
        pytest.fail("it was opened")


@pytest.mark.parametrize(
    "source",
    [
        "http://git.example.org/it.git",
        "HTTPS://git.example.org/it.git",
        "git://git.example.org/it.git",
        "ssh://git.example.org/it.git",
        "http://ada:secret@git.example.org/it.git",
        "git@git.example.org:it.git",
        "git.example.org:it.git",
        "ftp://git.example.org/it.git",
        "fd::7",
    ],
)
def test_every_other_way_is_refused(source):
    with pytest.raises(Uncountable, match=NEITHER) as refused, repository(source, pytest.fail):
        pytest.fail("it was opened")
    assert "secret" not in str(refused.value)


def test_an_address_that_is_a_command_is_not_carried_out(tmp_path):
    marker = tmp_path / "marker"
    with pytest.raises(Uncountable, match=NEITHER):
        repository(f"ext::sh -c touch%20{marker}", pytest.fail).__enter__()
    assert not marker.exists()


@pytest.mark.parametrize(
    "source", ["", "-", "--upload-pack=touch", "-u", "a\nb", "https://a.example/\x1b[2J", "a\0b"]
)
def test_what_names_nothing_is_refused(source):
    with pytest.raises(Uncountable, match=NAMELESS):
        repository(source, pytest.fail).__enter__()


@pytest.mark.parametrize("who", ["ada", "ada:secret", ":secret", ""])
def test_an_address_with_a_name_or_a_password_is_refused_and_not_repeated(who):
    said = refusal(f"https://{who}@git.example.org/it.git")
    assert said == "The address holds a name or a password. Give it without them."


@pytest.mark.parametrize(
    "source",
    [
        "https://",
        "https:///it.git",
        "https://git.example.org",
        "https://-git.example.org/it.git",
        "https://git.example.org/it.git?token=secret",
        "https://git.example.org/it.git#main",
        "https://git.example.org/it git",
        "https://git.example.org:port/it.git",
        "https://[::1]/it.git",
    ],
)
def test_an_address_of_another_shape_is_refused(source):
    assert refusal(source) == "This is not the https address of a repository."


def test_a_shallow_clone_is_refused_with_the_reason(three, tmp_path):
    shallow = tmp_path / "shallow"
    repositories.git("clone", "--quiet", "--depth=1", f"file://{three}", shallow)
    reason = (
        f"{shallow} is a shallow clone: older commits are missing, so the number would be wrong."
    )
    assert refusal(shallow) == f"{reason} Fetch the rest with “git fetch --unshallow”."
    with pytest.raises(Uncountable, match="is a shallow clone"):
        count(shallow, WEEK)


def test_a_folder_without_a_repository_is_refused_even_within_one(tmp_path):
    around = repositories.three_commits(tmp_path / "around", bare=False)
    (around / "Doc").mkdir()
    for folder in (tmp_path, around / "Doc"):
        sentence = f"{folder} is not a git repository. Name the folder that holds it."
        assert refusal(folder) == sentence
        with pytest.raises(Uncountable, match="is not a git repository"):
            count(folder, WEEK)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "gone").endswith("No such file or directory")


def test_a_link_that_leads_to_itself_is_refused(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "loop" in refusal(tmp_path / "loop")


def test_an_address_is_cloned_with_progress_counted_and_removed(clone_of_three, tmp_path, stand_in):
    stand_in(
        f"""printf 'Cloning\\nReceiving objects:  50%%\\rReceiving objects: 100%%\\n\\n' >&2
        printf 'remote: \\033[2Jdone\\n' >&2
        {clone_of_three}"""
    )
    lines = []
    with repository(ADDRESS, lines.append) as path:
        assert count(path, WEEK).distinct == 2
        said = (tmp_path / "arguments").read_text().splitlines()
    assert said == [
        *("--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"),
        *("-c", "protocol.ext.allow=never"),
        *("clone", "--mirror", "--filter=blob:none", "--progress", "--end-of-options"),
        *(ADDRESS, str(path)),
    ]
    assert lines == [
        *("Cloning", "Receiving objects:  50%", "Receiving objects: 100%", "remote: [2Jdone"),
    ]
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_clone_may_use_https_alone_and_asks_nobody(
    clone_of_three, tmp_path, stand_in, monkeypatch
):
    monkeypatch.setenv("GIT_SSH_COMMAND", "touch")
    monkeypatch.setenv("GIT_ASKPASS", "touch")
    monkeypatch.setenv("https_proxy", "http://proxy.example.org:3128")
    stand_in(clone_of_three)
    with repository(ADDRESS, pytest.fail):
        lines = (tmp_path / "environment").read_text().splitlines()
    environment = dict(line.split("=", 1) for line in lines)
    known = {*git.ENVIRONMENT, *git.KEPT, "PWD", "OLDPWD", "SHLVL", "_"}
    assert environment.keys() <= known
    assert environment["GIT_ALLOW_PROTOCOL"] == "https"
    assert environment["GIT_TERMINAL_PROMPT"] == "0"
    assert environment["https_proxy"] == "http://proxy.example.org:3128"


def test_a_clone_that_fails_is_told_in_gits_words(tmp_path, stand_in):
    stand_in("echo 'fatal: repository not found' >&2; exit 128")
    with pytest.raises(Uncountable) as refused:
        repository(ADDRESS, lambda line: None).__enter__()
    assert str(refused.value) == f"git could not clone {ADDRESS}: fatal: repository not found"
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_clone_that_takes_too_long_is_ended_with_its_helpers(tmp_path, stand_in, monkeypatch):
    monkeypatch.setattr(git, "CLONES_WITHIN", 0.3)
    stand_in("sleep 60 & echo $! >&2; wait")
    lines = []
    with pytest.raises(Uncountable, match=r"^The clone took more than .* hours and was ended.$"):
        repository(ADDRESS, lines.append).__enter__()
    assert has_ended(int(lines[0]))
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_clone_does_not_outlive_whoever_stops_it(tmp_path, stand_in):
    stand_in("echo $$ >&2; exec sleep 60")
    lines = []

    def stop(line):
        lines.append(line)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        repository(ADDRESS, stop).__enter__()
    assert has_ended(int(lines[0]))
    assert list((tmp_path / "temporary").iterdir()) == []


def has_ended(process, within=5):
    """Gone, or dead and waiting to be buried by whoever inherits it."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        status = Path(f"/proc/{process}/stat")
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False
