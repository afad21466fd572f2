"""Run the tests on PostgreSQL, then on SQLite those that depend on the database or need a browser.

    python -m tools.test

PostgreSQL is production's database: the whole suite runs there and measures coverage. It is a
private server (Debian's pg_virtualenv), or the one that TEST_DATABASE_URL names. Without either,
the whole suite runs on SQLite. The last lines say what was left out.

Read from the environment: EVERYTHING=1 runs all tests on SQLite as well. With CI or COMPLETE,
anything left out is a failure. PROCESSES is how many run tests at once (default: one a processor).
"""

import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tools.environment import POSTGRESQL, ROOT, private_postgresql

PYTEST = [sys.executable, "-m", "pytest", "--create-db"]
PYTEST += ["-n", os.environ.get("PROCESSES") or "logical", "--dist=worksteal"]  # slowest come last
PYTEST += ["--durations=25", "--durations-min=0.5"]
MEASURED = ["--cov", "--cov-report="]
LEAST_COVERED = 95  # per cent of lines and branches, of the whole
# These need 100 per cent.
WITHOUT_GAPS = "*/rules.py,*/workflow.py,*/workflow/*,*/waiting_list.py,events/lifecycle.py"
RULE = "=" * 80


def is_set(name: str) -> bool:
    return os.environ.get(name, "").lower() not in ("", "0", "false", "no")


@dataclass
class Report:
    """What the last lines say."""

    complete: bool
    ran: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def exit_code(self) -> int:
        return 1 if self.failed or (self.complete and self.left_out) else 0

    def __str__(self) -> str:
        lines = [RULE, *self.ran]
        lines += [f"Failed: {what}" for what in self.failed]
        lines += [f"Left out: {what}" for what in self.left_out] or ["Nothing was left out."]
        if self.complete and self.left_out:
            lines.append("This is a failure here: CI or COMPLETE asks for the whole suite.")
        return "\n".join(lines)


def run(command: list[str], **environment: str) -> int:
    """Run the command and give its exit code; after Ctrl-C, wait until it has tidied up."""
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | environment) as running:
        try:
            return running.wait()
        except KeyboardInterrupt:
            running.wait()
            raise


def suite(report: Report, name: str, command: list[str], database_url: str = "") -> None:
    """Run pytest once and note what came of it; an empty address means SQLite."""
    print(f"{RULE}\n{name}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.xml"
        code = run([*command, f"--junit-xml={results}"], TEST_DATABASE_URL=database_url)
        if results.exists():
            note(report, name, results)
    if code:
        report.failed.append(f"tests on {name}")


def note(report: Report, name: str, results: Path) -> None:
    """Count what pytest has written down."""
    total = ElementTree.parse(results).getroot()[0]  # noqa: S314 -- our own file
    failed = int(total.get("failures", 0)) + int(total.get("errors", 0))
    skipped = int(total.get("skipped", 0))
    passed = int(total.get("tests", 0)) - failed - skipped
    seconds = float(total.get("time", 0))
    report.ran.append(
        f"{name}: {passed} passed, {failed} failed, {skipped} skipped in {seconds:.0f} s"
    )
    if any(skip.get("type") == "pytest.skip" for skip in total.iter("skipped")):
        report.left_out.append(f"on {name}, the tests listed above as SKIPPED")


def suites(report: Report) -> None:
    server = private_postgresql()
    if url := os.environ.get("TEST_DATABASE_URL"):
        server = []
    if server is None:
        report.left_out.append("PostgreSQL, because its server is not installed")
        suite(report, "SQLite", [*PYTEST, *MEASURED])
        return
    on_postgresql = [*server, *PYTEST, *MEASURED, "-m", "not browser"]
    suite(report, "PostgreSQL", on_postgresql, url or POSTGRESQL)
    suite(report, "SQLite", PYTEST if is_set("EVERYTHING") else [*PYTEST, "-m", "both or browser"])


def coverage(report: Report) -> None:
    """Compare what was covered with the least we want."""
    for title, options in {
        "Coverage of the whole": [f"--fail-under={LEAST_COVERED}"],
        "Coverage of rules and workflow": ["--fail-under=100", f"--include={WITHOUT_GAPS}"],
    }.items():
        print(f"{RULE}\n{title}", flush=True)
        if run([sys.executable, "-m", "coverage", "report", *options]):
            report.failed.append(f"{title[0].lower()}{title[1:]} is too low (see above)")


def main() -> int:
    report = Report(complete=is_set("CI") or is_set("COMPLETE"))
    try:
        suites(report)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    if not report.failed:
        coverage(report)
    print(report, flush=True)
    return report.exit_code()


if __name__ == "__main__":
    sys.exit(main())
