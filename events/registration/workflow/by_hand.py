"""Participants whom the team enters by hand: of past sprints, or without an account."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.registration import emails, rules, waiting_list
from events.registration.models import Financing, Registration
from events.registration.workflow import access
from events.sprints.models import Sprint
from people.models import Person
from people.rules import has_account
from people.workflow import organization_called

State = Registration.State
TWICE_WITHIN = datetime.timedelta(minutes=5)


@dataclass(kw_only=True)
class Participant:
    """One row of a list; `person` None is somebody without a record here."""

    name: str
    mode: str
    person: Person | None = None
    sort_name: str = ""
    organizations: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    attended: str = Registration.Attended.UNKNOWN
    listed: str = ""


def enter(registration: Registration, *, by: Person | None, why: str = "") -> Registration:
    """Store a participant without the person's own choices; `by` None is the system.

    A draft and a past sprint take anybody. Any other gives a free seat, or with a reason one beyond
    the seats, and the person gets an email.
    """
    with waiting_list.of(registration.sprint) as sprint:
        registration.sprint = sprint
        if by is not None:
            access.require_organizer(sprint, by)
        if sentence := refusal_to_entry(registration, by=by, why=why):
            raise Refused(sentence)
        if rules.takes_lists(sprint):
            _store(registration, by=by)
        else:
            registration.overbooked = not rules.has_seat(sprint, registration.mode)
            _store(registration, by=by, why=why)
            emails.entered(registration)
    return registration


def refusal_to_entry(registration: Registration, *, by: Person | None, why: str) -> str:
    """Why this participant cannot be entered, as a sentence; empty if it is possible."""
    sprint, person = registration.sprint, registration.person
    if sprint.state == Sprint.State.CANCELLED:
        return rules.CANCELLED
    if registration.mode not in rules.modes(sprint):
        return rules.NOT_THAT_MODE
    if person.pk and rules.live_of(sprint, person):
        return "This person takes part in this sprint already."
    if not person.email and _was_entered_just_now(sprint, person.name):
        return (
            "Somebody of this name was entered a moment ago. "
            "For somebody else, let the names differ, or wait five minutes."
        )
    past = rules.takes_lists(sprint)
    if past and not registration.days:
        return ""
    wrong = rules.wrong_days(sprint, registration.mode, registration.days)
    return wrong or ("" if past else _refusal_of_seat(registration, by, why))


def _refusal_of_seat(registration: Registration, by: Person | None, why: str) -> str:
    if by is not None and registration.person_id == by.pk:
        return "Nobody decides about their own registration."
    if not why.strip() and not rules.has_seat(registration.sprint, registration.mode):
        return (
            "No place is free, or somebody waits for it. "
            "Say why this person is confirmed all the same."
        )
    return ""


def _was_entered_just_now(sprint: Sprint, name: str) -> bool:
    """So that sending a form twice makes nobody twice."""
    since = timezone.now() - TWICE_WITHIN
    entered = sprint.registrations.live().filter(entered_by_hand=True, created_at__gt=since)
    return entered.filter(person__name=name, person__email=None).exists()


def _store(registration: Registration, *, by: Person | None, why: str = "") -> None:
    registration.entered_by_hand = True
    registration.begin(State.CONFIRMED, by=by, why=why.strip() or "Entered by hand.")


def add_person(name: str, *, sort_name: str = "") -> Person:
    """A record for somebody who took part and never logged in."""
    person = Person(name=name, sort_name=sort_name)
    person.set_unusable_password()
    person.save()
    return person


@transaction.atomic
def enter_list(sprint: Sprint, participants: Iterable[Participant], *, by: Person) -> int:
    """Enter a whole list, or nothing; participants of the sprint stay as they are.

    Gives how many were entered.
    """
    sprint = locked(sprint)
    access.require_organizer(sprint, by)
    if not rules.takes_lists(sprint):
        raise Refused("Lists are for drafts and past sprints. Here people register themselves.")
    here = rules.names_in(sprint)
    new = [participant for participant in participants if participant.name not in here]
    if sprint.state == Sprint.State.CANCELLED:
        raise Refused(rules.CANCELLED)
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
    _store(registration, by=by)
    for name in participant.organizations:
        Financing.objects.get_or_create(
            registration=registration, organization=organization_called(name)
        )
