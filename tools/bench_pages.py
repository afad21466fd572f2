"""How fast each page is: requests a second, milliseconds, queries and bytes."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tools.bench_data import fill
from tools.conftest import Address, Visitor

VISITORS = 4  # at once; more than there are workers, so that none of these is ever idle
WARM_UP = 0.5  # seconds that do not count
MEASURED = 3.0  # seconds a page
# Who reads what. A stranger asks for some pages a second time, and they are unchanged.
PAGES = {
    "": "/healthz / /sprints/ /reports/feed/ /sprints/large/ /sprints/large/people/"
    " /sprints/large/sprint.ics /sprints/large/programme/ /sprints/large/programme.ics"
    " /sprints/large/now/ /sprints/past/photos/ /sprints/past/report/ /sprints/past/figures.json",
    "unchanged": "/sprints/large/people/ /sprints/large/programme/ /sprints/large/programme.ics"
    " /sprints/past/photos/ /sprints/past/report/",
    "participant": "/sprints/large/ /sprints/large/people/ /sprints/large/programme/"
    " /sprints/past/photos/ /sprints/past/report/ /sprints/large/me/",
    "newcomer": "/sprints/large/register/",
    "organizer": "/sprints/past/photos/review/ /sprints/past/report/edit/",
}


def visit(address: Address, path: str, session: str, tag: str) -> list[tuple[float, int]]:
    """Ask again and again; gives the milliseconds and the bytes of each request that counts."""
    visitor, headers = Visitor(address, session), {"If-None-Match": tag} if tag else {}
    visitor.ask("GET", path, **headers)  # the first one may have to make the page
    counts_from = time.perf_counter() + WARM_UP
    found = []
    while (began := time.perf_counter()) < counts_from + MEASURED:
        answer = visitor.ask("GET", path, **headers)
        assert answer.status == (304 if tag else 200), path
        if began >= counts_from:
            found.append(((time.perf_counter() - began) * 1000, len(answer.body)))
    return found


def queries(path: str, session: str, tag: str) -> int:
    """How many queries a request costs the second time."""
    client = Client(headers={"Host": "localhost"} | ({"If-None-Match": tag} if tag else {}))
    client.cookies["sessionid"] = session
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        client.get(path)
    return len(found)


def measure(address: Address, path: str, session: str, tag: str) -> list[float]:
    """Requests a second, median and slow milliseconds, queries and bytes."""
    asked = queries(path, session, tag)
    with ThreadPoolExecutor(VISITORS) as pool:
        visits = [pool.submit(visit, address, path, session, tag) for _ in range(VISITORS)]
    found = list(chain.from_iterable(one.result() for one in visits))
    times = [milliseconds for milliseconds, _ in found]
    slow = statistics.quantiles(times, n=20)[-1]
    return [len(found) / MEASURED, statistics.median(times), slow, asked, found[0][1]]


def test_pages(site: Address) -> None:
    sessions = fill()
    print(f"\n{'page':<30}{'who':<12}  a second   median     95 %  queries    bytes")
    for who, paths in PAGES.items():
        for path in paths.split():
            tag = Visitor(site).ask("GET", path).headers["ETag"] if who == "unchanged" else ""
            rate, median, slow, *whole = measure(site, path, sessions.get(who, ""), tag)
            print(f"{path:<30}{who:<12}{rate:10.0f}{median:9.1f}{slow:9.1f}", end="")
            print("".join(f"{number:9}" for number in whole), flush=True)
