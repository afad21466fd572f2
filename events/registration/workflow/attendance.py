"""Who came, and as what, as the team notes it. No place changes hands, so no queue is settled."""

from django.db import transaction

from events.lifecycle import Refused, locked
from events.registration import rules
from events.registration.models import Registration
from events.registration.workflow import access
from people.models import Person

Attended = Registration.Attended
Role = Registration.Role


@transaction.atomic
def mark_attended(
    registration: Registration, *, by: Person, why: str = "", attended: str = Attended.YES
) -> Registration:
    """Note whether somebody came; the same once more, from a second phone, changes nothing."""
    registration = locked(registration)
    if not rules.may_note_attendance(by, registration.sprint):
        raise Refused("Only an organizer or the desk of this sprint can do that.")
    if sentence := rules.refusal_of_attendance(registration):
        raise Refused(sentence)
    if registration.attended != attended:
        registration.attended = attended
        registration.save(update_fields=["attended"])
        _note(registration, f"Attended: {registration.get_attended_display()}.", by=by, why=why)
    return registration


@transaction.atomic
def give_role(registration: Registration, *, by: Person, role: str, why: str = "") -> Registration:
    """Add a role to those that somebody has; the same once more changes nothing."""
    registration = locked(registration)
    access.organized(registration.sprint, by)
    if role not in Role.values:
        raise Refused("There is no such role.")
    if not registration.is_live:
        raise Refused("This registration has ended.")
    if role not in registration.roles:
        registration.roles = [one for one in Role.values if one in {*registration.roles, role}]
        registration.save(update_fields=["roles"])
        _note(registration, f"Role: {Role(role).label}.", by=by, why=why)
    return registration


def _note(registration: Registration, sentence: str, *, by: Person, why: str) -> None:
    registration.note(by=by, why=f"{sentence} {why}".strip())
