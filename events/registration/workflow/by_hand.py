"""Participants whom the team enters by hand: of past sprints, or without an account."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from events.lifecycle import Refused, locked
from events.registration import rules
from events.registration.models import Financing, Registration
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint
from people.models import Person
from people.rules import has_account
from people.workflow import organization_called

State = Registration.State


@dataclass(kw_only=True)
class Participant:
    """One line of a list; `person` None is somebody without a record here."""

    name: str
    mode: str
    person: Person | None = None
    sort_name: str = ""
    organizations: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    attended: str = Registration.Attended.UNKNOWN
    listed: str = ""


def enter(registration: Registration, *, by: Person | None) -> None:
    """Store a participant, without a choice of the person's own."""
    registration.entered_by_hand = True
    registration.begin(State.CONFIRMED, by=by, why="Entered by hand.")


def add_person(name: str, *, sort_name: str = "") -> Person:
    """A record for somebody who took part and never logged in."""
    person = Person(name=name, sort_name=sort_name)
    person.set_unusable_password()
    person.save()
    return person


@transaction.atomic
def enter_list(sprint: Sprint, participants: Iterable[Participant], *, by: Person) -> int:
    """Enter a whole list, or nothing; whoever stands in the sprint already stays as they are.

    Gives how many were entered.
    """
    sprint = locked(sprint)
    if not sprint_rules.may_manage(by, sprint):
        raise Refused("Only an organizer of this sprint can do that.")
    if not rules.takes_lists(sprint):
        raise Refused("Lists are for drafts and past sprints. Here people register themselves.")
    here = rules.names_in(sprint)
    new = [participant for participant in participants if participant.name not in here]
    for participant in new:
        _enter(sprint, participant, by=by)
    return len(new)


def _enter(sprint: Sprint, participant: Participant, *, by: Person) -> None:
    person = participant.person or add_person(participant.name, sort_name=participant.sort_name)
    registration = Registration(
        sprint=sprint,
        person=person,
        mode=participant.mode,
        roles=participant.roles,
        days=participant.days,
        attended=participant.attended,
        listed="" if has_account(person) else participant.listed,
    )
    enter(registration, by=by)
    for name in participant.organizations:
        Financing.objects.get_or_create(
            registration=registration, organization=organization_called(name)
        )
