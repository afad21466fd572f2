"""How fast each page is: requests a second, milliseconds, queries and bytes."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from itertools import chain
from typing import NamedTuple

from tools.bench_site import Site, Visitor

VISITORS = 4  # at once; more than there are workers, so that none of these is ever idle
WARM_UP = 0.5  # seconds that do not count
MEASURED = 3.0  # seconds a page


class Page(NamedTuple):
    title: str
    path: str
    who: str = ""  # a stranger, or whose session
    unchanged: bool = False  # asked for by somebody who has it


PAGES = [
    Page("health check", "/healthz"),
    Page("home", "/"),
    Page("sprints", "/sprints/"),
    Page("sprint", "/sprints/large/"),
    Page("people", "/sprints/large/people/"),
    Page("people, unchanged (304)", "/sprints/large/people/", unchanged=True),
    Page("sprint.ics", "/sprints/large/sprint.ics"),
    Page("programme", "/sprints/large/programme/"),
    Page("programme, unchanged (304)", "/sprints/large/programme/", unchanged=True),
    Page("programme.ics", "/sprints/large/programme.ics"),
    Page("programme.ics, unchanged (304)", "/sprints/large/programme.ics", unchanged=True),
    Page("now", "/sprints/large/now/"),
    Page("gallery", "/sprints/past/photos/"),
    Page("gallery, unchanged (304)", "/sprints/past/photos/", unchanged=True),
    Page("report", "/sprints/past/report/"),
    Page("report, unchanged (304)", "/sprints/past/report/", unchanged=True),
    Page("figures.json", "/sprints/past/figures.json"),
    Page("feed of reports", "/reports/feed/"),
    Page("sprint, logged in", "/sprints/large/", "participant"),
    Page("people, logged in", "/sprints/large/people/", "participant"),
    Page("programme, logged in", "/sprints/large/programme/", "participant"),
    Page("gallery, logged in", "/sprints/past/photos/", "participant"),
    Page("report, logged in", "/sprints/past/report/", "participant"),
    Page("my registration, logged in", "/sprints/large/me/", "participant"),
    Page("register, logged in", "/sprints/large/register/", "newcomer"),
    Page("review of photos, organizer", "/sprints/past/photos/review/", "organizer"),
    Page("report’s editor, organizer", "/sprints/past/report/edit/", "organizer"),
]
HEADINGS = f"{'page':<32}{'a second':>9}{'median':>9}{'95 %':>9}{'queries':>9}{'bytes':>9}"


class Figures(NamedTuple):
    rate: float  # requests a second
    median: float  # milliseconds
    slow: float  # milliseconds; 95 of 100 are quicker
    size: int  # bytes of the body


def visit(site: Site, page: Page, headers: dict[str, str], session: str) -> list[tuple[float, int]]:
    """Ask again and again; gives the seconds and the bytes of each request that counts."""
    visitor = Visitor(site.address, session)
    expected = HTTPStatus.NOT_MODIFIED if page.unchanged else HTTPStatus.OK
    counts_from = time.perf_counter() + WARM_UP
    found = []
    while (began := time.perf_counter()) < counts_from + MEASURED:
        answer = visitor.ask("GET", page.path, **headers)
        if answer.status != expected:
            raise RuntimeError(f"{page.path} answers {answer.status}.")
        if began >= counts_from:
            found.append((time.perf_counter() - began, len(answer.body)))
    return found


def measure(site: Site, page: Page, entity_tag: str, session: str) -> Figures:
    headers = {"If-None-Match": entity_tag} if entity_tag else {}
    with ThreadPoolExecutor(VISITORS) as pool:
        visits = [pool.submit(visit, site, page, headers, session) for _ in range(VISITORS)]
    found = list(chain.from_iterable(one.result() for one in visits))
    milliseconds = [seconds * 1000 for seconds, _ in found]
    return Figures(
        rate=len(found) / MEASURED,
        median=statistics.median(milliseconds),
        slow=statistics.quantiles(milliseconds, n=20)[-1],
        size=found[0][1],
    )


def tag_of(site: Site, page: Page) -> str:
    answer = Visitor(site.address).ask("GET", page.path)
    return answer.headers["ETag"]


def report(site: Site) -> None:
    """Fill the site, visit each page for a while, and print a line about it."""
    sessions = {"": "", **site.ask("fill_pages()")}
    tags = [tag_of(site, page) if page.unchanged else "" for page in PAGES]
    asked = [(page.path, sessions[page.who], tag) for page, tag in zip(PAGES, tags, strict=True)]
    queries = site.ask(f"queries({asked!r})")
    print(HEADINGS, flush=True)
    for page, tag, number in zip(PAGES, tags, queries, strict=True):
        rate, median, slow, size = measure(site, page, tag, sessions[page.who])
        line = f"{page.title:<32}{rate:>9.0f}{median:>9.1f}{slow:>9.1f}{number:>9}{size:>9}"
        print(line, flush=True)
    print(f"First answer after {site.started_in:.1f} s.", end=" ")
    print(f"Memory of a worker: {max(site.memory(), default=0):.0f} MiB.")
