"""Run the whole suite on each database of this machine, and say at the end what was left out.

    python -m tools.test

Browser tests run on SQLite only: they are about pages, which are the same on both databases.
With CI or COMPLETE set in the environment, whatever is left out is a failure. PROCESSES says how
many run tests at the same time: 2 if it is not set, for a browser and a server work beside each.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tools.environment import CHROMIUM_NAMES, ROOT, chromium
from tools.private_postgres import NotInstalled, NotStarted, end_on_signals, private_postgres

PROCESSES = os.environ.get("PROCESSES", "2")
LEAST_COVERED = 95  # per cent of lines and branches, of the whole
WITHOUT_GAPS = "*/rules.py,*/workflow.py,*/workflow/*,*/waiting_list.py,events/lifecycle.py"  # these need 100 per cent
RULE = "=" * 80


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
            lines.append("This counts as a failure here: CI or COMPLETE asks for the whole suite.")
        return "\n".join(lines)


def suite(report: Report, name: str, *options: str, database_url: str = "") -> None:
    """Run pytest once and note what came of it; an empty address means SQLite."""
    print(f"{RULE}\n{name}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.xml"
        command = [sys.executable, "-m", "pytest", "--create-db", "-n", PROCESSES]
        command += ["--dist", "worksteal"]  # the slowest, in a browser, all come at the end
        command += ["--cov", "--cov-report=", f"--junit-xml={results}", *options]
        code = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | {"TEST_DATABASE_URL": database_url},
            check=False,
        ).returncode
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
    counts = [
        f"{passed} passed",
        f"{failed} failed" * bool(failed),
        f"{skipped} skipped" * bool(skipped),
    ]
    seconds = float(total.get("time", 0))
    report.ran.append(f"{name}: {', '.join(filter(None, counts))} in {seconds:.1f}s")
    if any(skip.get("type") == "pytest.skip" for skip in total.iter("skipped")):
        report.left_out.append(f"on {name}, the tests listed above as SKIPPED")


def on_sqlite(report: Report) -> None:
    if chromium():
        suite(report, "SQLite")
    else:
        report.left_out.append(
            f"browser tests, because none of {', '.join(CHROMIUM_NAMES)} was found"
        )
        suite(report, "SQLite", "-m", "not browser")


def on_postgresql(report: Report) -> None:
    try:
        with private_postgres() as url:
            suite(report, "PostgreSQL", "-m", "not browser", "--cov-append", database_url=url)
    except NotInstalled as answer:
        report.left_out.append(f"the suite on PostgreSQL. {answer}")
    except NotStarted as answer:
        print(answer)
        report.failed.append("PostgreSQL did not start (see above)")


def coverage(report: Report) -> None:
    """Compare what all runs together have covered with the least we want."""
    for title, options in {
        "Coverage of the whole": [f"--fail-under={LEAST_COVERED}"],
        "Coverage of rules, workflow and lifecycle": [
            "--fail-under=100",
            f"--include={WITHOUT_GAPS}",
        ],
    }.items():
        print(f"{RULE}\n{title}", flush=True)
        command = [sys.executable, "-m", "coverage", "report", *options]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            report.failed.append(f"{title[0].lower()}{title[1:]} is too low (see above)")


def main() -> int:
    end_on_signals()
    asked = (os.environ.get("CI", ""), os.environ.get("COMPLETE", ""))
    report = Report(complete=any(value.lower() not in ("", "0", "false", "no") for value in asked))
    on_sqlite(report)
    on_postgresql(report)
    if not report.failed:
        coverage(report)
    print(report, flush=True)
    return report.exit_code()


if __name__ == "__main__":
    sys.exit(main())
