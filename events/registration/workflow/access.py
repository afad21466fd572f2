"""Whose registration it is, and who decides about it."""

from events.lifecycle import Refused, locked
from events.registration import rules, waiting_list
from events.registration.models import Registration
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint
from people.models import Person


def again(registration: Registration) -> tuple[Sprint, Registration]:
    """Sprint and registration as they are now, locked from the ground up."""
    sprint = waiting_list.settle(registration.sprint)
    registration = locked(registration)
    registration.sprint = sprint
    return sprint, registration


def refuse_others(registration: Registration, by: Person) -> None:
    if registration.person_id != by.pk:
        raise Refused("This registration belongs to somebody else.")


def own(registration: Registration, by: Person) -> None:
    refuse_others(registration, by)
    if not rules.may_change(registration.sprint):
        raise Refused("Nothing can be changed any more. Please write to the organizers.")


def organized(sprint: Sprint, by: Person) -> None:
    if not sprint_rules.may_manage(by, sprint):
        raise Refused("Only an organizer of this sprint can do that.")
    if sprint.state == Sprint.State.CANCELLED:
        raise Refused(f"{rules.CANCELLED} Its registrations stay as they are.")


def managed(registration: Registration, by: Person) -> None:
    organized(registration.sprint, by)
    if registration.person_id == by.pk:
        raise Refused("Nobody decides about their own registration.")


def refuse_without_reason(why: str) -> None:
    if not why.strip():
        raise Refused("Please say why; the person reads it.")
