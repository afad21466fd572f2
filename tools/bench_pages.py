"""How fast each page is, beside plain Django doing the same, and how that grows."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from threading import Barrier
from typing import Any, NamedTuple

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.sprints.models import Sprint
from events.versions import version
from tools.bench_data import fill, more_sprints
from tools.conftest import Site, Visitor

VISITORS = 4  # at once; more than there are workers, so that none of these is ever idle
WARM_UP = 0.5  # seconds that do not count
MEASURED = 2.0  # seconds a page
# Who reads what. A stranger asks for some pages a second time, and they are unchanged; what is asked
# for with a query that nobody keeps is made each time.
PAGES = {
    "": "/healthz / /sprints/ /reports/feed/ {sprint}/ {sprint}/people/ {sprint}/sprint.ics"
    " {sprint}/programme/ {sprint}/programme.ics {sprint}/now/ {past}/photos/ {past}/report/"
    " {past}/figures.json",
    "unchanged": "{sprint}/people/ {sprint}/programme/ {sprint}/programme.ics {past}/photos/"
    " {past}/report/",
    "made": "{sprint}/people/?page=0 {sprint}/programme/?tz=Nowhere"
    " {sprint}/meetings/{meeting}/?tz=Nowhere",
    "participant": "/ {sprint}/ {sprint}/people/ {sprint}/programme/ {past}/photos/ {past}/report/"
    " {sprint}/me/",
    "newcomer": "{sprint}/register/",
    "organizer": "{past}/photos/review/",
}
GROWING = {
    "": "/ {sprint}/people/ {sprint}/programme/ {sprint}/now/",
    "participant": "{sprint}/people/ {sprint}/programme/",
    "organizer": "/admin/events/sprint/{key}/dashboard/ /admin/events/meeting/"
    " /admin/events/registration/ {past}/report/edit/",
}


class Cost(NamedTuple):
    rate: float  # requests a second
    median: float  # milliseconds
    cpu: float  # milliseconds of processor a request, of server and database

    def __str__(self) -> str:
        return f"{self.rate:9.0f}{self.median:9.1f}{self.cpu:9.2f}"


def visit(site: Site, path: str, session: str, tag: str, ready: Barrier) -> list[float]:
    """Ask again and again; gives the milliseconds of each request once all visitors are ready."""
    visitor, headers = Visitor(site.address, session), {"If-None-Match": tag} if tag else {}
    warm_at = time.perf_counter() + WARM_UP
    while time.perf_counter() < warm_at:
        visitor.ask("GET", path, **headers)  # the first one may have to make the page
    ready.wait()
    visitor.connection.close()  # the server may have closed one that waited; this opens another
    ends_at = time.perf_counter() + MEASURED
    found = []
    while (began := time.perf_counter()) < ends_at:
        answer = visitor.ask("GET", path, **headers)
        assert answer.status == (304 if tag else 200), path
        found.append((time.perf_counter() - began) * 1000)
    return found


def measure(site: Site, path: str, session: str = "", tag: str = "") -> Cost:
    began: list[tuple[float, float]] = []
    ready = Barrier(VISITORS, lambda: began.append((site.cpu_seconds(), time.perf_counter())))
    with ThreadPoolExecutor(VISITORS) as pool:
        visits = [pool.submit(visit, site, path, session, tag, ready) for _ in range(VISITORS)]
    found = list(chain.from_iterable(one.result() for one in visits))
    ((cpu, since),) = began
    used, lasted = site.cpu_seconds() - cpu, time.perf_counter() - since
    return Cost(len(found) / lasted, statistics.median(found), used / len(found) * 1000)


def queries(path: str, session: str, tag: str) -> tuple[int, int]:
    """How many queries a request costs the second time, and its bytes."""
    client = Client(headers={"Host": "localhost"} | ({"If-None-Match": tag} if tag else {}))
    if session:
        client.cookies["sessionid"] = session
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        answer = client.get(path)
    return len(found), len(answer.content)


def show(site: Site, found: dict[str, Any], pages: dict[str, str]) -> None:
    """A line for each page."""
    for who, paths in pages.items():
        for path in paths.format(**found).split():
            first = Visitor(site.address).ask("GET", path)
            tag = first.headers["ETag"] if who == "unchanged" else ""
            cost = measure(site, path, found.get(who, ""), tag)
            number, size = queries(path, found.get(who, ""), tag)
            print(f"{path:<42}{who:<12}{cost}{number:9}{size:9}", flush=True)


def show_validator() -> None:
    """Milliseconds to ask for the version of a sprint and of the site."""
    for scope in (Sprint.objects.latest("pk").pk, None):
        times = []
        for _ in range(500):
            began = time.perf_counter()
            version(scope)
            times.append((time.perf_counter() - began) * 1000)
        print(f"version of {scope or 'the site'}: {statistics.median(times):.2f} ms", flush=True)


def test_pages(site: Site, floor: Site, settings: Any) -> None:
    settings.STAFF_NEEDS_SECOND_FACTOR = (
        False  # as on the site; queries are counted in this process
    )
    found = fill("large", people=300, meetings=200)
    print(f"\n{'page':<42}{'who':<12} a second   median   CPU ms  queries    bytes")
    for path in (f"/kept/{found['key']}/", f"/people/{found['key']}/"):
        print(f"{path:<42}{'plain':<12}{measure(floor, path)}", flush=True)
    show(site, found, PAGES | {"organizer": f"{PAGES['organizer']} {GROWING['organizer']}"})
    show_validator()
    print("PSS of the workers, MiB:", *(f"{one:.0f}" for one in site.memory()))
    for sprints in (20, 200):
        more_sprints(sprints - Sprint.objects.count())
        print(f"\n{sprints} sprints")
        show(site, found, GROWING)
        show_validator()
    print("\n3,000 people, 2,000 meetings")
    show(site, fill("huge", people=3000, meetings=2000), GROWING)
