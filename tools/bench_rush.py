"""The rush: many people want few places at the same moment, and every promise is looked at."""

import statistics
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest
from django.db import connection

from events.lifecycle import Transition
from events.outbox import Email
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory
from people.models import Person
from people.tests.factories import PersonFactory
from tools.conftest import ANSWERS_WITHIN, Site, Visitor, session_of

PLACES = 10
SEATED = {"confirmed", "offered"}
Button = tuple[str, str, str, dict[str, str]]  # whose session, the page, where it leads, the form


class Pressed(NamedTuple):
    status: int
    is_told: bool  # why not: on the form, or by a message on the next page
    began: float
    ended: float


@pytest.fixture
def sprint(site: Site) -> Sprint:
    return SprintFactory.create(state="open", registration_mode="open", capacity_in_person=PLACES)


def registering(sprint: Sprint, person: Person) -> Button:
    page = f"/sprints/{sprint.slug}/register/"
    fields = {"coming": "in_person", "days": sprint.starts_on.isoformat(), "listed": "everybody"}
    fields |= {"photo_consent": "yes", "conduct": "on", "conduct_version": "1"}
    return session_of(person), page, page, fields


def cancelling(sprint: Sprint, person: Person) -> Button:
    page = f"/sprints/{sprint.slug}/me/"
    return session_of(person), page, f"{page}cancel/", {}


def press(button: Button, site: Site, all_ready: threading.Barrier) -> Pressed:
    """Open the page, wait until everybody has done so, and press."""
    session, page, action, fields = button
    visitor = Visitor(site.address, session)
    token = visitor.token(page)
    all_ready.wait()
    began = time.perf_counter()
    answer = visitor.press(action, csrfmiddlewaretoken=token, **fields)
    is_told = answer.status == 200 or bool(visitor.cookies.get("messages"))
    return Pressed(answer.status, is_told, began, time.perf_counter())


def at_once(site: Site, title: str, buttons: list[Button]) -> list[Pressed]:
    """Let everybody press at the same moment; prints how long it took, gives the answers."""
    all_ready = threading.Barrier(len(buttons), timeout=ANSWERS_WITHIN)
    with ThreadPoolExecutor(len(buttons)) as pool:
        pressing = [pool.submit(press, button, site, all_ready) for button in buttons]
    done = [one.result() for one in pressing]
    seconds = max(one.ended for one in done) - min(one.began for one in done)
    median = statistics.median(one.ended - one.began for one in done)
    print(f"\n{title}: {seconds:.1f} s, half answered within {median:.1f} s ({connection.vendor})")
    return done


def states(sprint: Sprint) -> Counter[str]:
    return Counter(sprint.registrations.values_list("state", flat=True))


def subjects() -> Counter[str]:
    found = Email.objects.values_list("subject", flat=True)
    return Counter(subject.partition(": ")[2] for subject in found)


def most_seated() -> int:
    """The most places that were ever used at once, from the history of every registration."""
    used = most = 0
    for change in Transition.objects.filter(content_type__model="registration").order_by("pk"):
        used += (change.to_state in SEATED) - (change.from_state in SEATED)
        most = max(most, used)
    return most


def exchange(site: Site, sprint: Sprint) -> None:
    """Ten of those with a place cancel while thirty newcomers register."""
    before, waited = subjects(), states(sprint)["waitlisted"]
    seated = Person.objects.filter(registrations__state="confirmed")
    buttons = [cancelling(sprint, person) for person in seated]
    buttons += [registering(sprint, person) for person in PersonFactory.create_batch(30)]
    answers = at_once(site, f"10 cancel, 30 register, {waited} wait already", buttons)
    assert [one.status for one in answers] == [302] * 40
    assert most_seated() == PLACES
    rows = list(sprint.registrations.order_by("pk"))
    live = [row for row in rows if row.state != "cancelled"]
    kept = [row.state in SEATED for row in live]
    assert kept == [True] * PLACES + [False] * (len(live) - PLACES), "Somebody passed another."
    queue = sorted((row.state not in SEATED, row.queue_no) for row in rows if row.queue_no)
    assert [number for _, number in queue] == list(range(1, len(queue) + 1))
    assert (subjects() - before).total() == 40 + states(sprint)["offered"]


def test_100_people_register_and_then_10_cancel(site: Site, sprint: Sprint) -> None:
    buttons = [registering(sprint, person) for person in PersonFactory.create_batch(100)]
    answers = at_once(site, "100 people register for 10 places", buttons)
    assert [one.status for one in answers] == [302] * 100
    assert states(sprint) == {"confirmed": PLACES, "waitlisted": 90}
    waiting = sprint.registrations.filter(state="waitlisted").order_by("pk")
    assert list(waiting.values_list("queue_no", flat=True)) == list(range(1, 91))
    assert most_seated() == PLACES
    assert subjects() == {"you take part": PLACES, "you are on the waiting list": 90}
    exchange(site, sprint)


def test_10_cancel_while_nobody_waits(site: Site, sprint: Sprint) -> None:
    for person in PersonFactory.create_batch(PLACES):
        row = RegistrationFactory.build(sprint=sprint, person=person)
        row.begin(row.state, by=person)
    exchange(site, sprint)


def test_one_person_registers_twenty_times(site: Site, sprint: Sprint) -> None:
    buttons = [registering(sprint, PersonFactory.create())] * 20
    answers = at_once(site, "one person registers twenty times", buttons)
    assert {one.status for one in answers} <= {302, 200}
    assert sum(one.is_told for one in answers) == 19
    assert states(sprint) == {"confirmed": 1}
    assert subjects() == {"you take part": 1}
