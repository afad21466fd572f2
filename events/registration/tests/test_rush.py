"""Many at the same moment: few places, no error, nobody passed over, everybody told."""

import time
from collections import Counter

import pytest

from events.lifecycle import Transition
from events.outbox import Email
from events.registration import rules, workflow
from events.registration.models import Registration
from events.registration.tests.pages import address, answers
from people.tests.factories import PersonFactory
from people.tests.races import at_once

SEATS = 3
USES_A_SEAT = {Registration.State.CONFIRMED, Registration.State.OFFERED}
TAKES_A_MOMENT = 0.02  # seconds between looking and taking, in which another one could look, too

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def wanted_sprint(open_sprint, monkeypatch):
    """Three places, and everybody hesitates between looking and taking."""
    look = rules.has_seat

    def look_and_hesitate(*args):
        answer = look(*args)
        time.sleep(TAKES_A_MOMENT)
        return answer

    monkeypatch.setattr(rules, "has_seat", look_and_hesitate)
    open_sprint.capacity_in_person = SEATS
    open_sprint.save()
    return open_sprint


def in_order_of_arrival():
    return list(Registration.objects.order_by("pk").values_list("state", "queue_no"))


def most_used():
    """The most places that were ever used at once, from the history."""
    used = most = 0
    for step in Transition.objects.order_by("pk"):
        used += (step.to_state in USES_A_SEAT) - (step.from_state in USES_A_SEAT)
        most = max(most, used)
    return most


def test_eight_press_the_button_for_three_seats(wanted_sprint, client_of):
    page = address("register", wanted_sprint)
    typed = answers(wanted_sprint)
    clients = [client_of(PersonFactory()) for _ in range(8)]
    codes = at_once(*(lambda one=one: one.post(page, typed).status_code for one in clients))
    assert codes == [302] * 8
    waiting = [("waitlisted", number) for number in range(1, 6)]
    assert in_order_of_arrival() == [("confirmed", None)] * SEATS + waiting
    assert Counter(Email.objects.values_list("subject", flat=True)) == {
        f"{wanted_sprint}: you take part": SEATS,
        f"{wanted_sprint}: you are on the waiting list": 5,
    }


def test_seats_handed_back_in_the_rush_go_to_whoever_came_first(wanted_sprint, register):
    rows = [register(wanted_sprint) for _ in range(SEATS + 1)]
    cancelling = [lambda row=row: workflow.cancel(row, by=row.person).state for row in rows[:SEATS]]
    newcomers = [PersonFactory() for _ in range(5)]
    coming = [lambda person=person: register(wanted_sprint, person).state for person in newcomers]
    became = at_once(*cancelling, *coming)
    assert became[:SEATS] == ["cancelled"] * SEATS
    came = in_order_of_arrival()[SEATS:]
    assert [state in USES_A_SEAT for state, _ in came] == [True] * SEATS + [False] * SEATS
    numbers = [number for _, number in came if number]
    assert numbers == list(range(1, len(numbers) + 1))
    assert most_used() == SEATS
