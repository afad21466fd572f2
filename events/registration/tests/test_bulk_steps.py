"""Steps for several rows of the participants' list: who came first is first, refusals are named."""

import pytest

from events.lifecycle import Transition
from events.registration import workflow
from events.registration.tests.pages import sentences, states
from events.sprints.models import Sprint
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
LIST = "/admin/events/registration/"


@pytest.fixture
def take(client_of, boss):
    """A function that takes a step for these rows, and gives the sentences it was answered with."""

    def post(action, rows, **typed):
        chosen = {"action": action, "_selected_action": [row.pk for row in rows], **typed}
        return sentences(client_of(boss).post(LIST, chosen))

    return post


def test_the_last_seat_goes_to_whoever_registered_first(open_sprint, register, take):
    Sprint.objects.update(registration_mode="approval", capacity_in_person=1)
    sprint = Sprint.objects.get()
    first, second = (register(sprint, PersonFactory(name=name)) for name in ("Zoe", "Al"))
    assert take("action_approve", [second, first]) == ["Approve: 2 done."]
    assert states(first, second) == ["confirmed", "waitlisted"]


def test_seats_are_offered_to_the_next_two_whatever_their_names(open_sprint, register, take):
    seated = [register(open_sprint) for _ in range(2)]
    waiting = [register(open_sprint, PersonFactory(name=name)) for name in ("Zed", "Mia", "Al")]
    Sprint.objects.update(promotion_until="2020-01-01")
    for row in seated:
        workflow.cancel(row, by=row.person)
    told = [f"{waiting[2]}: No place is free.", "Offer a place now: 2 done."]
    assert take("action_offer", waiting) == told
    assert states(*waiting) == ["offered", "offered", "waitlisted"]


def test_whoever_is_preferred_comes_before_a_smaller_number(open_sprint, register, take, boss):
    seated, second, third = (register(open_sprint) for _ in range(3))
    Sprint.objects.update(capacity_in_person=1, promotion_until="2020-01-01")
    fourth = register(Sprint.objects.get())
    workflow.prefer(fourth, by=boss, why="Needed for the release.")
    for row in (seated, second):
        workflow.cancel(row, by=row.person)
    told = [f"{third}: No place is free.", "Offer a place now: 1 done."]
    assert take("action_offer", [third, fourth]) == told
    assert states(third, fourth) == ["waitlisted", "offered"]


@pytest.mark.parametrize("at_once", [True, False])
def test_the_history_says_who_offered_a_seat_and_why(open_sprint, register, take, boss, at_once):
    seated = [register(open_sprint) for _ in range(2)]
    waiting = register(open_sprint, auto_accept=at_once)
    Sprint.objects.update(promotion_until="2020-01-01")
    workflow.cancel(seated[0], by=seated[0].person)
    take("action_offer", [waiting], why="Speaks on Monday.")
    last = Transition.objects.of(waiting).last()
    state = "confirmed" if at_once else "offered"
    assert (last.to_state, last.by, last.why) == (state, boss, "Speaks on Monday.")
