"""Who may do what to a registration; each check raises Refused with a sentence."""

from events.lifecycle import Refused
from events.registration import rules
from events.registration.models import Registration
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint
from people.models import Person


def require_owner(registration: Registration, by: Person) -> None:
    if registration.person_id != by.pk:
        raise Refused("This registration belongs to somebody else.")


def require_changeable(registration: Registration, by: Person) -> None:
    """By the person whose registration it is, while the sprint lies ahead."""
    require_owner(registration, by)
    if not rules.may_change(registration.sprint):
        raise Refused("Nothing can be changed any more. Please write to the organizers.")


def require_organizer(sprint: Sprint, by: Person) -> None:
    if not sprint_rules.may_manage(by, sprint):
        raise Refused("Only an organizer of this sprint can do that.")


def require_team(registration: Registration, by: Person) -> None:
    """An organizer, of a sprint that is not cancelled."""
    require_organizer(registration.sprint, by)
    if registration.sprint.state == Sprint.State.CANCELLED:
        raise Refused(f"{rules.CANCELLED} Its registrations stay as they are.")


def require_decision(registration: Registration, by: Person, why: str | None = None) -> None:
    """By the team about somebody else, with a reason unless that is None."""
    require_team(registration, by)
    if registration.person_id == by.pk:
        raise Refused("Nobody decides about their own registration.")
    if why is not None and not why.strip():
        raise Refused("Please say why; the person reads it.")
