"""Measure the pages with 300 participants, and the rush for places, as production serves them.

    python -m tools.bench            both
    python -m tools.bench rush       one of the two (pages, rush)

gunicorn with two workers answers, over a private PostgreSQL and (the rush) over a SQLite file too;
all of it is gone afterwards. The exit code is 1 if the rush broke a promise, 69 where PostgreSQL's
server programs are not installed, 130 after Ctrl-C.
"""

import os
import signal
import sys

from tools import bench_pages, bench_rush
from tools.bench_site import WORKERS, site
from tools.private_postgres import (
    NOT_INSTALLED,
    NOT_STARTED,
    NotInstalled,
    NotStarted,
    end_on_signals,
    private_postgres,
)

PARTS = ("pages", "rush")


def run(parts: list[str]) -> bool:
    """Whether every promise was kept."""
    kept = []
    with private_postgres() as url, site(url) as on_postgresql:
        if "pages" in parts:
            print(
                f"Pages: 300 participants, gunicorn with {WORKERS} workers, PostgreSQL, "
                f"{bench_pages.VISITORS} visitors at once; times in milliseconds"
            )
            bench_pages.report(on_postgresql)
        if "rush" in parts:
            print("The rush on PostgreSQL")
            kept.append(bench_rush.report(on_postgresql))
    if "rush" in parts:
        print("The rush on SQLite")
        with site() as on_sqlite:
            kept.append(bench_rush.report(on_sqlite))
    return all(kept)


def main() -> int:
    parts = sys.argv[1:] or list(PARTS)
    if not set(parts) <= set(PARTS):
        print(__doc__, file=sys.stderr)
        return os.EX_USAGE
    end_on_signals()
    try:
        return 0 if run(parts) else 1
    except NotInstalled as answer:
        print(answer, file=sys.stderr)
        return NOT_INSTALLED
    except NotStarted as answer:
        print(f"PostgreSQL did not start:\n{answer}", file=sys.stderr)
        return NOT_STARTED
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


if __name__ == "__main__":
    sys.exit(main())
