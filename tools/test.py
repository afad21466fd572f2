"""Run the tests on PostgreSQL, then on SQLite those that depend on the database or need a browser.

    python -m tools.test             PROCESSES=8: so many tests at once (default: one a processor)
                                     COVERAGE=1: measure coverage, too, which takes half as long again
    python -m tools.test bench       measure the pages and the rush for places instead

PostgreSQL is production's database: the whole suite runs there. It is a private server (Debian's
pg_virtualenv), or the one that TEST_DATABASE_URL names. Without either, the whole suite runs on
SQLite. With EVERYTHING=1 it runs on both. The last lines say what was left out; with CI or COMPLETE
that is a failure, and coverage is measured.
"""

import os
import signal
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tools.environment import POSTGRESQL, private_postgresql, run

PYTEST = [sys.executable, "-m", "pytest", "--create-db"]
TESTS = ["-n", os.environ.get("PROCESSES") or "logical", "--durations=25", "--durations-min=0.5"]
TESTS += ["--dist=worksteal"]  # the slowest, in a browser, all come at the end
LEAST_COVERED = 95  # per cent of lines and branches, of the whole; of these, 100:
WITHOUT_GAPS = "*/rules.py,*/workflow.py,*/workflow/*,*/waiting_list.py,events/lifecycle.py"
ON_SQLITE = ["-m", "both or browser"]
PAGES, BENCH = "tools/bench_pages.py", ["tools/bench_rush.py", "-q", "-s"]
RULE = "=" * 80


def measured() -> list[str]:
    """Options that measure coverage. It slows every line, so only who asks for it has it."""
    return ["--cov", "--cov-report="] if strict() or is_set("COVERAGE") else []


def strict() -> bool:
    return is_set("CI") or is_set("COMPLETE")


def is_set(name: str) -> bool:
    return os.environ.get(name, "").lower() not in ("", "0", "false", "no")


@dataclass
class Report:
    """What the last lines say."""

    ran: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def exit_code(self) -> int:
        return 1 if self.failed or (self.left_out and strict()) else 0

    def __str__(self) -> str:
        lines = [RULE, *self.ran, *(f"Failed: {what}" for what in self.failed)]
        lines += [f"Left out: {what}" for what in self.left_out] or ["Nothing was left out."]
        if self.left_out and self.exit_code():
            lines.append("CI and COMPLETE ask for the whole suite, so this is a failure.")
        return "\n".join(lines)

    def suite(self, name: str, command: list[str], database_url: str = "") -> None:
        """Run pytest once and note what came of it; an empty address means SQLite."""
        print(f"{RULE}\n{name}", flush=True)
        environment = os.environ | {"TEST_DATABASE_URL": database_url}
        with tempfile.TemporaryDirectory() as folder:
            results = Path(folder) / "results.xml"
            if run([*command, f"--junit-xml={results}"], environment):
                self.failed.append(f"tests on {name}")
            if results.exists():
                self.count(name, ElementTree.parse(results).getroot()[0])  # noqa: S314 -- our own file

    def count(self, name: str, results: ElementTree.Element) -> None:
        failed = len([*results.iter("failure"), *results.iter("error")])
        skipped = list(results.iter("skipped"))
        passed = int(results.get("tests", 0)) - failed - len(skipped)
        self.ran.append(f"{name}: {passed} passed, {failed} failed, {len(skipped)} skipped")
        if any(skip.get("type") == "pytest.skip" for skip in skipped):
            self.left_out.append(f"on {name}, the tests listed above as SKIPPED")

    def coverage(self) -> None:
        """Compare what was covered with the least we want."""
        for title, options in {
            "coverage of the whole": [f"--fail-under={LEAST_COVERED}"],
            "coverage of rules and workflow": ["--fail-under=100", f"--include={WITHOUT_GAPS}"],
        }.items():
            print(f"{RULE}\n{title.capitalize()}", flush=True)
            if run([sys.executable, "-m", "coverage", "report", *options]):
                self.failed.append(f"{title} is too low (see above)")


def run_all(report: Report, *, bench: bool) -> None:
    given = os.environ.get("TEST_DATABASE_URL", "")
    server = [] if given else private_postgresql()
    if server is None:
        report.left_out.append("PostgreSQL, because its server is not installed")
        report.suite("SQLite", [*PYTEST, *(BENCH if bench else [*TESTS, *measured()])])
    else:
        rest = BENCH if bench else [*TESTS, *([] if is_set("EVERYTHING") else ON_SQLITE)]
        whole = [PAGES, *BENCH] if bench else [*TESTS, *measured(), "-m", "not browser"]
        report.suite("PostgreSQL", [*server, *PYTEST, *whole], given or POSTGRESQL)
        report.suite("SQLite", [*PYTEST, *rest])
    if measured() and not (bench or report.failed):
        report.coverage()


def main() -> int:
    report = Report()
    try:
        run_all(report, bench=sys.argv[1:] == ["bench"])
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    print(report, flush=True)
    return report.exit_code()


if __name__ == "__main__":
    sys.exit(main())
