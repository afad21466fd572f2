"""The place rule: never one too many, nobody passed over, no offer after its end."""

import datetime
import itertools

import pytest
from django.utils import timezone

from events.lifecycle import Refused, Transition
from events.outbox import Email
from events.registration import rules, waiting_list, workflow
from events.registration.models import Registration
from events.registration.tests.pages import states
from events.sprints.models import Sprint
from events.sprints.tests.factories import TeamMemberFactory
from events.tests.clock import at
from people.tests.factories import PersonFactory
from people.tests.races import at_once, let_both_look_first

pytestmark = pytest.mark.both


def subjects():
    return list(Email.objects.order_by("pk").values_list("to", "subject"))


def test_seats_go_to_whoever_comes_first_and_the_rest_get_numbers(open_sprint, register):
    rows = [register(open_sprint) for _ in range(4)]
    assert states(*rows) == ["confirmed", "confirmed", "waitlisted", "waitlisted"]
    assert [row.queue_no for row in rows] == [None, None, 1, 2]
    assert [rules.before(row) for row in rows[2:]] == [0, 1]
    told = ["you take part"] * 2 + ["you are on the waiting list"] * 2
    assert [subject for _, subject in subjects()] == [f"{open_sprint}: {what}" for what in told]


@pytest.fixture
def rows(open_sprint, register):
    """One who has cancelled, one with a place, one to whom a place is offered, one who waits."""
    rows = [register(open_sprint) for _ in range(4)]
    workflow.cancel(rows[0], by=rows[0].person)
    rows[2].refresh_from_db()
    return rows


def test_a_seat_handed_back_is_offered_to_whoever_waited_longest(open_sprint, rows):
    assert states(*rows) == ["cancelled", "confirmed", "offered", "waitlisted"]
    assert subjects()[-2:] == [
        (rows[0].person.email, f"{open_sprint}: your registration is cancelled"),
        (rows[2].person.email, f"{open_sprint}: a place is offered to you"),
    ]
    workflow.accept(rows[2], by=rows[2].person)
    history = [(row.from_state, row.to_state) for row in Transition.objects.of(rows[2])]
    expected = ["", "waitlisted", "offered", "confirmed"]
    assert history == list(itertools.pairwise(expected))


def test_an_offer_holds_its_seat(open_sprint, register, rows):
    assert rules.seats(open_sprint, "in_person") == rules.Seats(2, 1, 1, 1, 0)
    assert register(open_sprint).state == "waitlisted"


def test_a_newcomer_does_not_pass_whoever_waits(open_sprint, register):
    rows = [register(open_sprint) for _ in range(3)]
    open_sprint.promotion_until = timezone.localdate() - datetime.timedelta(days=1)
    open_sprint.save()
    workflow.cancel(rows[0], by=rows[0].person)
    assert states(rows[2]) == ["waitlisted"]
    assert register(open_sprint).state == "waitlisted"


def test_an_offer_is_not_accepted_a_second_after_its_end_and_the_next_gets_it(open_sprint, rows):
    after = rows[2].offer_expires_at + datetime.timedelta(seconds=1)
    with at(after.isoformat()):
        with pytest.raises(Refused, match="The offer has ended"):
            workflow.accept(rows[2], by=rows[2].person)
        assert states(*rows) == ["cancelled", "confirmed", "expired", "offered"]
    assert subjects()[-2:] == [
        (rows[2].person.email, f"{open_sprint}: your offer has ended"),
        (rows[3].person.email, f"{open_sprint}: a place is offered to you"),
    ]


def test_an_offer_that_ends_once_the_waiting_list_is_settled_is_not_accepted(rows, monkeypatch):
    monkeypatch.setattr(waiting_list, "settle", lambda sprint: None)
    ends_at = rows[2].offer_expires_at.isoformat()
    with at(ends_at), pytest.raises(Refused, match="The offer has ended"):
        workflow.accept(rows[2], by=rows[2].person)


@pytest.mark.parametrize("lapsed", [True, False])
def test_whoever_takes_part_from_afar_meanwhile_goes_on_doing_so(open_sprint, register, lapsed):
    first, _ = (register(open_sprint) for _ in range(2))
    waiting = register(open_sprint, remote_while_waiting=True)
    assert waiting.remote_while_waiting
    assert rules.seats(open_sprint, "remote").confirmed == 1
    workflow.cancel(first, by=first.person)
    waiting.refresh_from_db()
    if lapsed:
        with at(waiting.offer_expires_at.isoformat()):
            waiting_list.settle(open_sprint)
        text = Email.objects.latest("pk").text
        assert "You go on taking part from afar, as before:" in text
        assert "register again" not in text
    else:
        workflow.refuse(waiting, by=waiting.person)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.mode, waiting.queue_no) == ("confirmed", "remote", None)


def test_a_refused_offer_goes_to_the_next(rows):
    workflow.refuse(rows[2], by=rows[2].person)
    assert states(*rows) == ["cancelled", "confirmed", "cancelled", "offered"]


def test_more_seats_are_given_away_and_fewer_remove_nobody(open_sprint, register):
    rows = [register(open_sprint) for _ in range(4)]
    for capacity in (3, 1):
        Sprint.objects.update(capacity_in_person=capacity)
        waiting_list.settle(open_sprint)
        assert states(*rows) == ["confirmed", "confirmed", "offered", "waitlisted"]
    assert rules.seats(Sprint.objects.get(), "in_person").free == 0


def test_nothing_is_offered_after_the_last_day_of_promotion(open_sprint, register, boss):
    rows = [register(open_sprint) for _ in range(3)]
    day = open_sprint.starts_on - datetime.timedelta(days=2)
    with at(f"{day}T12:00:00+00:00"):
        workflow.cancel(rows[0], by=rows[0].person)
        assert states(rows[2]) == ["waitlisted"]
        workflow.offer_now(rows[2], by=boss)
        assert states(rows[2]) == ["offered"]


def test_a_final_state_stays_and_coming_again_means_the_end_of_the_queue(open_sprint, register):
    rows = [register(open_sprint) for _ in range(3)]
    workflow.cancel(rows[2], by=rows[2].person)
    with pytest.raises(Refused, match="is cancelled and cannot become"):
        workflow.cancel(rows[2], by=rows[2].person)
    again = register(open_sprint, rows[2].person)
    assert (again.state, again.queue_no) == ("waitlisted", 2)


def test_from_in_person_to_afar_frees_the_seat_at_once(open_sprint, register):
    rows = [register(open_sprint) for _ in range(3)]
    workflow.change_mode(rows[0], by=rows[0].person, mode="remote", days=[])
    assert states(rows[0], rows[2]) == ["confirmed", "offered"]
    assert Registration.objects.get(pk=rows[0].pk).mode == "remote"


def test_from_afar_to_in_person_waits_at_the_end_and_stays_there_meanwhile(open_sprint, register):
    for _ in range(3):
        register(open_sprint)
    row = register(open_sprint, mode="remote")
    days = [open_sprint.starts_on.isoformat()]
    row = workflow.change_mode(row, by=row.person, mode="in_person", days=days)
    assert (row.state, row.queue_no, row.remote_while_waiting) == ("waitlisted", 2, True)
    assert list(open_sprint.registrations.participating().filter(pk=row.pk)) == [row]


def test_the_team_overbooks_with_a_reason(open_sprint, register, boss):
    rows = [register(open_sprint) for _ in range(3)]
    with pytest.raises(Refused, match="Please say why"):
        workflow.overbook(rows[2], by=boss)
    workflow.overbook(rows[2], by=boss, why="The keynote.")
    row = Registration.objects.get(pk=rows[2].pk)
    assert (row.state, row.overbooked) == ("confirmed", True)


def test_whoever_is_preferred_is_next(open_sprint, register, boss):
    rows = [register(open_sprint) for _ in range(4)]
    workflow.prefer(rows[3], by=boss, why="Needed for the release.")
    with pytest.raises(Refused, match="No place is free"):
        workflow.offer_now(rows[3], by=boss)
    workflow.cancel(rows[0], by=rows[0].person)
    assert states(*rows[2:]) == ["waitlisted", "offered"]


def test_approval_comes_before_a_seat(open_sprint, register, boss):
    Sprint.objects.update(registration_mode="approval")
    rows = [register(Sprint.objects.get()) for _ in range(4)]
    assert states(*rows) == ["pending"] * 4
    for row in rows[:3]:
        workflow.approve(row, by=boss)
    with pytest.raises(Refused, match="Please say why"):
        workflow.decline(rows[3], by=boss)
    workflow.decline(rows[3], by=boss, why="Too late.")
    assert states(*rows) == ["confirmed", "confirmed", "waitlisted", "declined"]
    with pytest.raises(Refused, match="Only a pending registration"):
        workflow.approve(rows[0], by=boss)


@pytest.fixture
def both_ways_full(open_sprint, register):
    """One place each way: somebody in person, somebody who waits for it from afar, and the next."""
    open_sprint.capacity_in_person = open_sprint.capacity_remote = 1
    open_sprint.save()
    first = register(open_sprint)
    second = register(open_sprint, remote_while_waiting=True)
    third = register(open_sprint, mode="remote", auto_accept=True)
    assert (second.remote_while_waiting, third.state) == (True, "waitlisted")
    return first, second, third


@pytest.mark.parametrize("overbooked", [True, False])
def test_a_remote_seat_left_for_one_in_person_goes_to_the_next(both_ways_full, boss, overbooked):
    first, second, third = both_ways_full
    if overbooked:
        workflow.overbook(second, by=boss, why="She builds the release.")
    else:
        workflow.cancel(first, by=first.person)
        assert states(second, third) == ["offered", "waitlisted"]
        workflow.accept(second, by=second.person)
    assert states(second, third) == ["confirmed", "confirmed"]


@pytest.mark.parametrize(
    "verb", ["approve", "decline", "offer_now", "overbook", "prefer", "cancel"]
)
def test_the_team_of_another_sprint_decides_nothing(open_sprint, register, verb):
    row = register(open_sprint)
    for team in ({}, {"sprint": open_sprint, "role": "desk"}):
        with pytest.raises(Refused, match="Only an organizer of this sprint"):
            getattr(workflow, verb)(row, by=TeamMemberFactory(**team).person, why="Mischief")


@pytest.mark.parametrize("verb", ["accept", "refuse"])
def test_somebody_elses_offer_is_not_mine(open_sprint, register, verb):
    row = register(open_sprint)
    with pytest.raises(Refused, match="belongs to somebody else"):
        getattr(workflow, verb)(row, by=PersonFactory())
    with pytest.raises(Refused, match="No place is offered"):
        getattr(workflow, verb)(row, by=row.person)


def test_one_email_reminds_of_an_offer_that_ends_within_a_day(open_sprint, rows):
    assert waiting_list.remind_of_offers() == "0 people reminded of their offers"
    ends = rows[2].offer_expires_at
    with at((ends - datetime.timedelta(hours=23)).isoformat()):
        assert waiting_list.remind_of_offers() == "1 people reminded of their offers"
        assert waiting_list.remind_of_offers() == "0 people reminded of their offers"
    assert subjects()[-1] == (rows[2].person.email, f"{open_sprint}: your offer ends soon")
    with at((ends + datetime.timedelta(hours=1)).isoformat()):
        assert waiting_list.settle_all() == "1 queues settled"
    assert states(rows[2]) == ["expired"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_want_the_last_seat_one_gets_it(open_sprint, register, monkeypatch):
    register(open_sprint)
    people = [PersonFactory() for _ in range(2)]
    let_both_look_first(monkeypatch, rules, "has_seat")
    answers = at_once(*(lambda person=person: register(open_sprint, person) for person in people))
    assert sorted(row.state for row in answers) == ["confirmed", "waitlisted"]


@pytest.mark.django_db(transaction=True)
def test_the_same_person_twice_at_once_is_one_row(open_sprint, register, monkeypatch):
    person = PersonFactory()
    let_both_look_first(monkeypatch, rules, "live_of")
    answers = at_once(*[lambda: register(open_sprint, person)] * 2)
    assert max(map(str, answers)) == "You are already registered for this sprint."
    assert Registration.objects.count() == 1
