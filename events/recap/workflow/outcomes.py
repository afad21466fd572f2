"""What came of a sprint, credit for it, whether a nominee is shown, and who has got a gift."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.recap import rules
from events.recap.models import Gift, Handout, Outcome, OutcomePerson
from events.recap.workflow.forgetting import take_credit_off, take_name_out, take_votes_out
from events.registration.models import Registration
from events.sprints.models import Sprint
from people.models import Person

Kind = Outcome.Kind
CHANGED = "Somebody else has changed this since you opened it. Saving again keeps what stands here."
ONE_CLICK = datetime.timedelta(minutes=1)
# What a form may write; the rest is kept by the verbs.
OF_A_VOTE = ("nominee", "opened_on", "result")
WRITTEN = ("title", "url", "kind", "story", "progress", "meeting", "looks_further", *OF_A_VOTE)


@transaction.atomic
def add(sprint: Sprint, *, by: Person, row: dict[str, Any]) -> Outcome:
    """Write down what somebody did, credited to that person. The same twice at once is one row."""
    sprint = locked(sprint)
    if sentence := rules.refusal_to_add(by, sprint):
        raise Refused(sentence)
    _refuse_votes(sprint, row, by)
    now, told = timezone.now(), {"sprint": sprint, "added_by": by, **row}
    twin = Outcome.objects.filter(created_at__gte=now - ONE_CLICK, **told).first()
    if twin is not None:
        return twin
    outcome = Outcome.objects.create(created_at=now, **told)
    OutcomePerson.objects.create(outcome=outcome, person=by)
    return outcome


@transaction.atomic
def edit(
    outcome: Outcome, *, by: Person, seen: int, row: dict[str, Any], people: Iterable[int]
) -> Outcome:
    """Write it anew, with credit to these people and no others; `seen`: the revision in the form.

    Whoever is nominated in somebody's place has not agreed yet; the report tells of neither.
    """
    outcome = _locked(outcome)
    _refuse_others(outcome, by)
    if outcome.revision != seen:
        raise Refused(CHANGED)
    _refuse_votes(outcome.sprint, row, by, was=outcome)
    people = list(people)
    leaves = by.pk not in people and outcome.credited.filter(person=by).exists()
    if row.get("nominee", outcome.nominee) != outcome.nominee:
        withdraw_vote(outcome)
        outcome.nominee_agreed = False
    for name in WRITTEN:
        if name in row:
            setattr(outcome, name, row[name])
    outcome.save(update_fields=[*WRITTEN, "nominee_agreed"])
    _credit(outcome, people)
    if leaves:
        _take_off(outcome, by)
    return outcome


@transaction.atomic
def remove(outcome: Outcome, *, by: Person) -> None:
    outcome = _locked(outcome)
    _refuse_others(outcome, by)
    withdraw_vote(outcome)
    outcome.delete()


@transaction.atomic
def leave(outcome: Outcome, *, by: Person) -> None:
    """Take the own name off; what was done stays."""
    outcome = _locked(outcome)
    deleted, _ = outcome.credited.filter(person=by).delete()
    if not deleted:
        raise Refused("Your name does not stand here.")
    outcome.save(update_fields=["title"])  # so that a form that still shows the name is refused
    _take_off(outcome, by)


def _take_off(outcome: Outcome, person: Person) -> None:
    """The own name is gone from the report at once, too.

    Of whoever has no other part in the sprint nothing is left by which a report would know the name
    and keep it out. Whoever writes the report says there whom it names.
    """
    take_credit_off(outcome, person)
    known = rules.is_known(person, outcome.sprint) or rules.edits(person, outcome.sprint)
    if not known:
        take_name_out(outcome.sprint, person)


@transaction.atomic
def agree(outcome: Outcome, *, by: Person) -> None:
    """The nominee agrees to be shown with the vote."""
    outcome = _locked(outcome)
    if sentence := rules.refusal_to_agree(by, outcome):
        raise Refused(sentence)
    outcome.nominee_agreed = True
    outcome.save(update_fields=["nominee_agreed"])


@transaction.atomic
def disagree(outcome: Outcome, *, by: Person) -> None:
    """Show the vote no longer: the nominee at any time, and the organizers."""
    outcome = _locked(outcome)
    if outcome.nominee_id != by.pk and not rules.edits(by, outcome.sprint):
        raise Refused("Only the person whom the vote is about can withdraw.")
    outcome.nominee_agreed = False
    outcome.save(update_fields=["nominee_agreed"])
    withdraw_vote(outcome)


@transaction.atomic
def withdraw_vote(outcome: Outcome) -> None:
    """Take what tells of a vote about this nominee out of the report, for good."""
    if outcome.nominee is not None:
        take_votes_out(locked(outcome.sprint), outcome.nominee)


def _locked(outcome: Outcome) -> Outcome:
    """The row as it is now, under its sprint's lock. Raises Refused if it is gone."""
    sprint = locked(outcome.sprint)
    rows = Outcome.objects.select_for_update(no_key=True)
    found = rows.filter(pk=outcome.pk).first()
    if found is None:
        raise Refused("Somebody has removed this meanwhile.")
    found.sprint = sprint
    return found


def _refuse_others(outcome: Outcome, by: Person) -> None:
    if not rules.may_edit(by, outcome):
        raise Refused("Only who added this, who leads its meeting, and the organizers change it.")


def _refuse_votes(
    sprint: Sprint, row: dict[str, Any], by: Person, was: Outcome | None = None
) -> None:
    """A vote is about a person: the organizers alone answer for it."""
    before = was.kind if was else ""
    changes = row.get("kind", before) != before and Kind.VOTE in (row["kind"], before)
    if (changes or any(name in row for name in OF_A_VOTE)) and not rules.edits(by, sprint):
        raise Refused("Votes are told by the organizers.")


def _credit(outcome: Outcome, people: list[int]) -> None:
    """Those who are credited already keep their order, others come after them."""
    outcome.credited.exclude(person__in=people).delete()
    present = dict(outcome.credited.values_list("person", "position"))
    last = max(present.values(), default=-1)
    new = [pk for pk in dict.fromkeys(people) if pk not in present]
    for position, pk in enumerate(new, last + 1):
        OutcomePerson.objects.create(outcome=outcome, person_id=pk, position=position)


@transaction.atomic
def hand_out(gift: Gift, registration: Registration, *, by: Person) -> Handout:
    """Note that this person has got one."""
    gift = _locked_gift(gift, by)
    if sentence := rules.refusal_to_hand_out(gift, registration):
        raise Refused(sentence)
    handout = Handout.objects.create(gift=gift, registration=registration, by=by)
    _count(gift, 1)
    return handout


@transaction.atomic
def undo_handout(gift: Gift, registration: Registration, *, by: Person) -> None:
    """Undo a mistake: this person has got none."""
    gift = _locked_gift(gift, by)
    deleted, _ = gift.handouts.filter(registration=registration).delete()
    if not deleted:
        raise Refused(f"{registration.person.name} has got none.")
    _count(gift, -1)


def _locked_gift(gift: Gift, by: Person) -> Gift:
    gift = locked(gift)
    if not rules.gives_out(by, gift.sprint):
        raise Refused("Organizers and the desk hand out gifts.")
    return gift


def _count(gift: Gift, more: int) -> None:
    """The number outlives the names of those who have deleted their accounts."""
    gift.handed_out += more
    gift.save(update_fields=["handed_out"])
