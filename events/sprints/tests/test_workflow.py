"""The steps of a sprint: the good way, each refusal, and who may."""

import datetime

import pytest
from django.utils import timezone

from events.lifecycle import Refused, Transition
from events.sprints import rules, workflow
from events.sprints.models import Sprint, TeamMember
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.tests.clock import at
from people.tests.factories import PersonFactory
from people.tests.races import at_once, let_both_look_first

State = Sprint.State
DATES = {"starts_on": datetime.date(2030, 5, 6), "ends_on": datetime.date(2030, 5, 10)}
WEEK_BEFORE = "2030-05-01T12:00:00+00:00"
DAY_AFTER = "2030-05-11T12:00:00+00:00"


@pytest.fixture
def draft(db):
    return SprintFactory(state=State.DRAFT, announced_at=None, **DATES)


@pytest.fixture
def organizer(draft):
    return TeamMemberFactory(sprint=draft).person


def history(sprint):
    return list(Transition.objects.of(sprint).values_list("from_state", "to_state", "by", "why"))


def in_state(sprint, state, **fields):
    Sprint.objects.filter(pk=sprint.pk).update(state=state, announced_at=timezone.now(), **fields)
    return sprint


def refusal_of(step, sprint, **more):
    """The sentence with which the step is refused, after which nothing has changed."""
    before = Sprint.objects.filter(pk=sprint.pk).values().get()
    with pytest.raises(Refused) as refusal:
        step(sprint, **{"by": None, "why": "A reason."} | more)
    assert Sprint.objects.filter(pk=sprint.pk).values().get() == before
    assert history(sprint) == []
    return str(refusal.value)


def test_a_sprint_goes_its_way_from_draft_to_history(draft, organizer):
    with at(WEEK_BEFORE):
        announced = workflow.announce(draft, by=organizer, why="The venue is fixed.")
        assert announced.announced_at == timezone.now()
        workflow.open_registration(draft, by=organizer)
        workflow.close_registration(draft, by=organizer, why="Full.")
        workflow.open_registration(draft, by=organizer, why="A bigger room.")
        workflow.close_registration(draft, by=None)
    with at(DAY_AFTER):
        finished = workflow.finish(draft, by=organizer)
    assert (finished.state, finished.announced_at) == ("finished", announced.announced_at)
    assert history(draft) == [
        ("draft", "announced", organizer.pk, "The venue is fixed."),
        ("announced", "open", organizer.pk, ""),
        ("open", "closed", organizer.pk, "Full."),
        ("closed", "open", organizer.pk, "A bigger room."),
        ("open", "closed", None, ""),
        ("closed", "finished", organizer.pk, ""),
    ]


def test_a_sprint_of_the_past_is_entered_as_history(draft, organizer):
    with at(DAY_AFTER):
        finished = workflow.finish(draft, by=organizer)
        assert (finished.state, finished.announced_at) == ("finished", timezone.now())
    assert history(draft) == [("draft", "finished", organizer.pk, "")]


@pytest.mark.parametrize("state", [State.DRAFT, State.ANNOUNCED, State.OPEN, State.CLOSED])
def test_a_sprint_can_be_cancelled_with_a_reason(draft, organizer, state):
    in_state(draft, state)
    cancelled = workflow.cancel(draft, by=organizer, why="No venue.")
    assert cancelled.state == "cancelled"
    assert history(draft) == [(state, "cancelled", organizer.pk, "No venue.")]


@pytest.mark.parametrize("why", ["", " \n\t"])
def test_a_sprint_is_not_cancelled_without_a_reason(draft, why):
    sentence = refusal_of(workflow.cancel, draft, why=why)
    assert sentence == "Please say why this sprint is cancelled."


@pytest.mark.parametrize(
    "step", ["announce", "open_registration", "close_registration", "finish", "cancel"]
)
def test_only_an_organizer_of_this_sprint_takes_a_step(draft, organizer, step):
    elsewhere = TeamMemberFactory().person
    desk = TeamMemberFactory(sprint=draft, role=TeamMember.Role.DESK).person
    for person in (PersonFactory(), elsewhere, desk):
        sentence = refusal_of(getattr(workflow, step), draft, by=person)
        assert sentence == "Only an organizer of this sprint can do that."


@pytest.mark.parametrize(
    ("step", "state", "moment", "to"),
    [
        (workflow.announce, "closed", WEEK_BEFORE, "announced"),
        (workflow.open_registration, "draft", WEEK_BEFORE, "open"),
        (workflow.open_registration, "cancelled", WEEK_BEFORE, "open"),
        (workflow.close_registration, "draft", WEEK_BEFORE, "closed"),
        (workflow.close_registration, "finished", WEEK_BEFORE, "closed"),
        (workflow.finish, "cancelled", DAY_AFTER, "finished"),
        (workflow.cancel, "finished", WEEK_BEFORE, "cancelled"),
        (workflow.cancel, "cancelled", WEEK_BEFORE, "cancelled"),
    ],
)
def test_a_superuser_is_bound_by_the_states(draft, step, state, moment, to):
    TeamMemberFactory(sprint=in_state(draft, state))
    with at(moment):
        sentence = refusal_of(step, draft, by=PersonFactory(is_superuser=True))
    assert sentence == f"This sprint is {state} and cannot become {to}."


def test_what_is_missing_is_named_before_a_sprint_is_announced_and_before_it_is_opened(draft):
    Sprint.objects.update(city="", contact_email="")
    with at(WEEK_BEFORE):
        sentence = refusal_of(workflow.announce, draft)
        assert sentence == "It still needs a city and a contact address and an organizer."
        in_state(draft, State.ANNOUNCED, conduct_version="")
        sentence = refusal_of(workflow.open_registration, draft)
        assert sentence == "It still needs a code of conduct with its version."


def test_a_sprint_that_is_over_is_neither_announced_nor_opened(draft, organizer):
    with at(DAY_AFTER):
        sentence = refusal_of(workflow.announce, draft)
        assert sentence == "This sprint is over. Record it as history instead."
        in_state(draft, State.CLOSED)
        assert refusal_of(workflow.open_registration, draft) == "This sprint is over."


def test_a_sprint_is_not_finished_before_its_last_day_has_passed_where_it_is(draft):
    in_state(draft, State.CLOSED)
    with at("2030-05-10T21:59:59+00:00"):
        assert refusal_of(workflow.finish, draft) == "This sprint lasts until 10 May 2030."
    with at("2030-05-10T22:00:00+00:00"):
        assert workflow.finish(draft, by=None).state == "finished"


@pytest.mark.parametrize("state", [State.ANNOUNCED, State.OPEN, State.CLOSED])
def test_whatever_took_place_can_become_history(draft, state):
    """Even if registration was never opened or closed here; steps may lie between."""
    in_state(draft, state)
    with at(DAY_AFTER):
        if state == State.OPEN:
            workflow.close_registration(draft, by=None)
        assert workflow.finish(draft, by=None).state == "finished"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_announce_at_once_one_is_told_that_it_is_done(monkeypatch):
    sprint = SprintFactory(state=State.DRAFT, announced_at=None)
    organizers = [TeamMemberFactory(sprint=sprint).person for _ in range(2)]
    let_both_look_first(monkeypatch, rules, "missing_for_announcement")
    answers = at_once(*(lambda by=by: workflow.announce(sprint, by=by) for by in organizers))
    (refusal,) = [answer for answer in answers if isinstance(answer, Refused)]
    assert str(refusal) == "This sprint is announced and cannot become announced."
    winner = organizers[1 - answers.index(refusal)]
    assert history(sprint) == [("draft", "announced", winner.pk, "")]


def test_a_person_is_given_a_role_once(draft, organizer):
    person = PersonFactory()
    first = workflow.appoint(draft, person, TeamMember.Role.DESK)
    assert workflow.appoint(draft, person, TeamMember.Role.DESK) == first
    assert sorted(draft.team.values_list("person", "role")) == [
        (organizer.pk, "organizer"),
        (person.pk, "desk"),
    ]


def test_a_zone_that_does_not_exist_is_refused(draft, organizer):
    with pytest.raises(Refused, match="Mars/Olympus"):
        workflow.change_zone(draft, "Mars/Olympus", by=organizer)
