"""States change along their steps only, and each change leaves one row of history."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from events.lifecycle import Refused, Transition, locked
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory
from people.models import Person
from people.tests.factories import PersonFactory
from people.tests.races import at_once, let_both_look_first

pytestmark = pytest.mark.both

State = Sprint.State


def history(record):
    """Each transition of the record without its time."""
    return list(Transition.objects.of(record).values_list("from_state", "to_state", "by", "why"))


@pytest.mark.parametrize("state", State.values)
def test_a_record_takes_the_steps_of_its_table_and_no_others(db, state):
    assert set(Sprint.STEPS) == set(State.values)
    for to in (*State.values, "eternal"):
        sprint, expected = SprintFactory(state=state), (state, [])
        if to in Sprint.STEPS[state]:
            sprint.advance(to)
            expected = (to, [(state, to, None, "")])
        else:
            with pytest.raises(Refused, match=f"^This sprint is {state} and cannot become {to}.$"):
                sprint.advance(to)
        sprint.refresh_from_db()
        assert (sprint.state, history(sprint)) == expected


def test_a_step_is_told_whole(db):
    person, sprint = PersonFactory(), SprintFactory()
    sprint.advance(State.OPEN, by=person, why="All is ready.", tagline="Come!")
    (step,) = Transition.objects.of(sprint)
    assert (step.by, step.why, step.at) == (person, "All is ready.", sprint.state_changed_at)
    assert str(step) == "announced → open"
    stored = Sprint.objects.get()
    assert (stored.state, stored.tagline, stored.state_changed_at) == ("open", "Come!", step.at)


def test_the_history_of_a_record_is_its_own_and_in_order(db):
    first, second = SprintFactory(), SprintFactory()
    first.advance(State.OPEN)
    second.advance(State.CANCELLED, why="No venue.")
    first.advance(State.CLOSED)
    assert history(first) == [("announced", "open", None, ""), ("open", "closed", None, "")]
    assert history(second) == [("announced", "cancelled", None, "No venue.")]


def test_a_step_from_a_state_that_is_no_more_is_refused(db):
    sprint = SprintFactory()
    other = Sprint.objects.get()
    other.advance(State.OPEN)
    with pytest.raises(Refused) as refusal:
        sprint.advance(State.CANCELLED)
    assert str(refusal.value) == "Somebody else has just changed this sprint. Please look again."
    assert history(sprint) == [("announced", "open", None, "")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ends", [(State.OPEN, State.OPEN), (State.OPEN, State.CANCELLED)])
def test_of_two_steps_at_once_one_is_taken(monkeypatch, ends):
    SprintFactory()
    let_both_look_first(monkeypatch, Sprint, "may_become")
    sprints = [Sprint.objects.get(), Sprint.objects.get()]
    answers = at_once(
        *(
            lambda sprint=sprint, to=to: sprint.advance(to)
            for sprint, to in zip(sprints, ends, strict=True)
        )
    )
    (refusal,) = [str(answer) for answer in answers if answer is not None]
    assert refusal == "Somebody else has just changed this sprint. Please look again."
    taken = ends[answers.index(None)]
    assert Sprint.objects.get().state == taken
    assert history(sprints[0]) == [("announced", taken, None, "")]


@pytest.fixture
def step_taken(db):
    sprint = SprintFactory()
    sprint.advance(State.OPEN, by=PersonFactory())
    return Transition.objects.get()


@pytest.mark.parametrize(
    "change",
    [
        lambda step: step.save(),
        lambda step: step.save(update_fields=["why"]),
        lambda step: Transition.objects.of(Sprint.objects.get()).update(why=""),
        lambda step: Transition.objects.bulk_update([step], ["why"]),
        lambda step: step.delete(),
        lambda step: Transition.objects.of(Sprint.objects.get()).delete(),
    ],
)
def test_history_is_written_once_and_stays(step_taken, change):
    step_taken.why = "Another reason."
    sentence = r"^Transition rows (are written once|stay)\.$"
    with pytest.raises(TypeError, match=sentence), transaction.atomic():
        change(step_taken)
    assert Transition.objects.get().why == ""


def test_why_a_record_took_its_steps_can_be_forgotten_and_nothing_else(db):
    """All but the reasons of this one record stays as it was written."""
    sprint, other = SprintFactory(), SprintFactory()
    for record in (sprint, other):
        record.advance(State.OPEN, by=PersonFactory(), why="They are ill.")
    before = list(Transition.objects.order_by("pk").values())
    Transition.objects.forget_reasons(sprint)
    after = list(Transition.objects.order_by("pk").values())
    assert after == [before[0] | {"why": ""}, before[1]]


def test_a_new_row_cannot_take_the_place_of_an_old_one(step_taken):
    forged = Transition(
        pk=step_taken.pk,
        content_type=ContentType.objects.get_for_model(Sprint),
        object_id=step_taken.object_id,
        from_state="draft",
        to_state="finished",
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        forged.save()
    assert str(Transition.objects.get()) == "announced → open"


def test_whoever_took_a_step_cannot_vanish_from_history(step_taken):
    with pytest.raises(ProtectedError):
        Person.objects.get().delete()


def test_a_locked_record_is_read_again(db):
    sprint = SprintFactory(name="Before")
    Sprint.objects.update(name="After")
    with transaction.atomic():
        assert locked(sprint).name == "After"


@pytest.mark.django_db(transaction=True)
def test_a_lock_outside_a_transaction_is_a_fault():
    sprint = SprintFactory()
    with pytest.raises(RuntimeError, match=r"^A lock needs a transaction around it\.$"):
        locked(sprint)


@pytest.mark.django_db(transaction=True)
def test_a_lock_keeps_the_other_one_waiting(monkeypatch):
    """Both add a word to what they read; without the lock one word would be lost."""
    sprint = SprintFactory(tagline="")
    let_both_look_first(monkeypatch, Sprint, "may_become")

    @transaction.atomic
    def add(word):
        now = locked(sprint)
        now.may_become(State.OPEN)  # where each waits for the other
        now.tagline = f"{now.tagline}{word}"
        now.save()

    assert at_once(lambda: add("a"), lambda: add("b")) == [None, None]
    assert sorted(Sprint.objects.get().tagline) == ["a", "b"]
