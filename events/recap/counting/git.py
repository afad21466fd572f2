"""git, run so that it obeys nobody but us: no shell, no settings, no questions, no surprises.

A repository can carry settings that start programs or fetch what is missing. Counting therefore
allows no protocol at all, and a clone only https. A repository that belongs to another user is
refused by git itself, and we leave it at that.
"""

import os
import re
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from events.recap.counting.uncountable import Uncountable

OLDEST = (2, 37)  # the first that knows --since-as-filter
ANSWERS_WITHIN = 10 * 60  # seconds
CLONES_WITHIN = 2 * 60 * 60  # seconds
# The way out of this network, which is the machine's business. All else is left behind.
KEPT = ("PATH", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "GIT_SSL_CAINFO")
ENVIRONMENT = {
    "HOME": os.devnull,
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    # History as it was written, not as somebody has rewritten it for themselves.
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": f"{os.devnull}/none",
}
SETTINGS = (
    "--no-pager",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.ext.allow=never"),
)


def version() -> str:
    """Such as "2.39.5". Without git, or with one that is too old, it is `Uncountable`."""
    answer = _run("--version", environment=_environment())
    words = answer.stdout.decode(errors="replace")
    found = re.search(r"(\d+)\.(\d+)[.\d]*", words)
    if found is None:
        raise Uncountable(f"git does not say which version it is: “{_printable(words)}”.")
    if (int(found[1]), int(found[2])) < OLDEST:
        raise Uncountable(f"Counting needs git {OLDEST[0]}.{OLDEST[1]}. This is git {found[0]}.")
    return found[0].rstrip(".")


def ask(path: Path, *arguments: str) -> str:
    """What git answers about the repository in this very folder, not in one above it."""
    ceiling = {"GIT_CEILING_DIRECTORIES": str(path.parent)}
    answer = _run("-C", str(path), *arguments, environment=_environment() | ceiling)
    if answer.returncode:
        raise Uncountable(_why_not(path, answer.stderr.decode(errors="replace")))
    return answer.stdout.decode(errors="replace")


def clone(url: str, path: Path, progress: Callable[[str], None]) -> None:
    """All branches and their commits without the content of files, one line of progress a step."""
    process = subprocess.Popen(  # noqa: S603 -- git, with a URL that `sources` has looked at
        [
            *(_executable(), *SETTINGS, "clone", "--mirror", "--filter=blob:none", "--progress"),
            *("--end-of-options", url, str(path)),
        ],
        cwd=path.parent,
        env=_environment() | {"GIT_ALLOW_PROTOCOL": "https"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,  # so that a carriage return ends a line, too
        errors="replace",
        start_new_session=True,  # so that git's own helpers end with it
    )
    late = threading.Event()
    said = _follow(process, late, progress)
    if late.is_set():
        raise Uncountable(f"The clone took more than {CLONES_WITHIN // 3600} hours and was ended.")
    if process.returncode:
        raise Uncountable(f"git could not clone {url}: {said}")


def _follow(
    process: subprocess.Popen[str], late: threading.Event, progress: Callable[[str], None]
) -> str:
    """Hand on what git says until it is done. Whatever happens, it does not outlive this call."""

    def end() -> None:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)

    def expire() -> None:
        late.set()
        end()

    said = "nothing"
    alarm = threading.Timer(CLONES_WITHIN, expire)
    alarm.start()
    try:
        for line in process.stderr or ():
            if words := _printable(line):
                said = words
                progress(said)
        process.wait()
    finally:
        alarm.cancel()
        end()
        process.communicate()
    return said


def _run(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 -- git, with arguments that we name ourselves
            [_executable(), *SETTINGS, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=ANSWERS_WITHIN,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Uncountable(
            f"git did not answer within {ANSWERS_WITHIN // 60} minutes and was ended."
        ) from error


def _executable() -> str:
    if found := shutil.which("git"):
        return found
    raise Uncountable("Counting needs git, which is not installed on this machine.")


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in KEPT if name in os.environ} | ENVIRONMENT


def _why_not(path: Path, words: str) -> str:
    if "dubious ownership" in words:
        return f"{path} belongs to another user, whose settings git does not trust. Clone it first."
    if "not a git repository" in words:
        return f"{path} is not a git repository. Name the folder that holds it."
    lines = [_printable(line) for line in words.splitlines() if line.strip()]
    return f"git could not read {path}: {lines[-1] if lines else 'it does not say why'}"


def _printable(words: str) -> str:
    """A server's words cannot steer the terminal."""
    return "".join(one for one in words if one.isprintable()).strip()
