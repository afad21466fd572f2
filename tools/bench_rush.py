"""The rush: many people want few places at the same moment, and every promise is looked at."""

import statistics
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, NamedTuple

from tools.bench_site import ANSWERS_WITHIN, Site, Visitor

PLACES = 10
IMPATIENT = 20  # times that one person presses
USED = ("confirmed", "offered")
Promises = dict[str, bool]


class Press(NamedTuple):
    """A button on somebody's page."""

    session: str
    page: str
    action: str
    fields: dict[str, str]


class Pressed(NamedTuple):
    status: int
    is_told: bool  # why not: on the form, or by a message on the next page
    began: float
    ended: float


def press(site: Site, button: Press, all_ready: threading.Barrier) -> Pressed:
    """Open the page, wait until everybody has done so, and press."""
    visitor = Visitor(site.address, button.session)
    visitor.open(button.page)
    all_ready.wait()
    began = time.perf_counter()
    answer = visitor.press(button.action, button.fields)
    is_told = answer.status == HTTPStatus.OK or bool(visitor.cookies.get("messages"))
    return Pressed(answer.status, is_told, began, time.perf_counter())


def at_once(site: Site, title: str, buttons: list[Press]) -> list[Pressed]:
    """Let everybody press at the same moment; prints how long it took, gives the answers."""
    all_ready = threading.Barrier(len(buttons), timeout=ANSWERS_WITHIN)
    with ThreadPoolExecutor(len(buttons)) as pool:
        waiting = [pool.submit(press, site, button, all_ready) for button in buttons]
    done = [one.result() for one in waiting]
    seconds = max(one.ended for one in done) - min(one.began for one in done)
    median = statistics.median(one.ended - one.began for one in done)
    rate = len(done) / seconds
    print(f"  {title}: {seconds:.2f} s, {rate:.0f} a second, half answered within {median:.2f} s")
    return done


def all_went_well(answers: list[Pressed]) -> bool:
    """Whether everybody was led to the next page."""
    return all(one.status == HTTPStatus.FOUND for one in answers)


def registering(slug: str, session: str, day: str) -> Press:
    page = f"/sprints/{slug}/register/"
    fields = {
        "coming": "in_person",
        "days": day,
        "listed": "everybody",
        "photo_consent": "yes",
        "conduct": "on",
        "conduct_version": "1",
    }
    return Press(session, page, page, fields)


def cancelling(slug: str, session: str) -> Press:
    return Press(session, f"/sprints/{slug}/me/", f"/sprints/{slug}/me/cancel/", {})


def states(outcome: dict[str, Any]) -> Counter[str]:
    return Counter(row["state"] for row in outcome["rows"])


def numbers(outcome: dict[str, Any], *, seated: bool) -> list[int]:
    """Numbers in the queue, in the order in which people came."""
    return [
        row["queue_no"]
        for row in outcome["rows"]
        if row["queue_no"] and (row["state"] in USED) == seated
    ]


def crowd(site: Site, known: dict[str, Any]) -> Promises:
    people = known["sessions"]["crowd"]
    buttons = [registering("rush", session, known["day"]) for session in people]
    answers = at_once(site, "100 people register for 10 places", buttons)
    found = site.ask("outcome('rush')")
    emails = {"you take part": PLACES, "you are on the waiting list": 90}
    return {
        "each of them is answered, without an error": all_went_well(answers),
        "10 are confirmed, 90 wait": states(found) == {"confirmed": PLACES, "waitlisted": 90},
        "their numbers are 1 to 90": numbers(found, seated=False) == list(range(1, 91)),
        "never more than 10 places were used": found["most_used"] == PLACES,
        "100 emails are written": Counter(found["emails"]) == emails,
    }


def exchange(site: Site, known: dict[str, Any], slug: str, group: str) -> Promises:
    """Ten of those with a place cancel while thirty newcomers register."""
    before = site.ask(f"outcome('{slug}')")
    waited = states(before)["waitlisted"]
    buttons = [cancelling(slug, session) for session in before["seated"]]
    newcomers = known["sessions"][group]
    buttons += [registering(slug, session, known["day"]) for session in newcomers]
    title = f"10 cancel and 30 register, {waited} wait already"
    answers = at_once(site, title, buttons)
    found = site.ask(f"outcome('{slug}')")
    live = [row["state"] in USED for row in found["rows"] if row["state"] != "cancelled"]
    queue = sorted(numbers(found, seated=True)) + sorted(numbers(found, seated=False))
    return {
        "each of them is answered, without an error": all_went_well(answers),
        "the 10 places are used again": sum(live) == PLACES,
        "never more than 10 places were used": found["most_used"] == PLACES,
        "nobody passed anybody who came earlier": live == sorted(live, reverse=True),
        "the queue has no gap": queue == list(range(1, len(queue) + 1)),
        "everybody is told": len(found["emails"]) - len(before["emails"])
        == 40 + states(found)["offered"],
    }


def impatient(site: Site, known: dict[str, Any]) -> Promises:
    (session,) = known["sessions"]["impatient"]
    buttons = [registering("twenty", session, known["day"])] * IMPATIENT
    answers = at_once(site, "One person registers twenty times", buttons)
    found = site.ask("outcome('twenty')")
    return {
        "each of them is answered, without an error": {one.status for one in answers}
        <= {HTTPStatus.FOUND, HTTPStatus.OK},
        "one is taken, 19 get a sentence": sum(one.is_told for one in answers) == IMPATIENT - 1,
        "there is one registration": states(found) == {"confirmed": 1},
        "one email is written": found["emails"] == ["you take part"],
    }


def report(site: Site) -> bool:
    """Run the rush and print its figures; whether every promise was kept."""
    known = site.ask("fill_rush()")
    kept = True
    for scene in (
        lambda: crowd(site, known),
        lambda: exchange(site, known, "rush", "later"),
        lambda: exchange(site, known, "full", "latest"),
        lambda: impatient(site, known),
    ):
        for promise, is_kept in scene().items():
            print(f"    {'kept  ' if is_kept else 'BROKEN'}  {promise}", flush=True)
            kept = kept and is_kept
    return kept
