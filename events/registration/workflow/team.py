"""What the team decides about registrations, and what it notes of who came and as what."""

from django.db import transaction

from events.lifecycle import Refused, locked
from events.registration import emails, rules, waiting_list
from events.registration.models import Registration
from events.registration.workflow import access
from people.models import Person

State = Registration.State
Attended = Registration.Attended
Role = Registration.Role


def approve(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Let a pending person in: to a seat if one is free and nobody waits, else to the waiting list."""
    with waiting_list.of(registration) as current:
        access.require_decision(current, by)
        if current.state != State.PENDING:
            raise Refused("Only a pending registration can be approved.")
        if rules.has_seat(current.sprint, current.mode):
            waiting_list.confirm(current, by=by, email="confirmed", why=why)
        else:
            number = waiting_list.next_number(current.sprint, current.mode)
            current.advance(State.WAITLISTED, by=by, why=why, queue_no=number)
            emails.waiting(current)
    return current


def decline(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Say no to a pending person, with a reason."""
    with waiting_list.of(registration) as current:
        access.require_decision(current, by, why)
        waiting_list.end(current, State.DECLINED, by=by, why=why)
        emails.tell(current, "declined", why=why)
    return current


def offer_now(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Offer a free seat to the next in line, also once seats are no longer given out by themselves."""
    with waiting_list.of(registration) as current:
        access.require_decision(current, by)
        if current.state != State.WAITLISTED:
            raise Refused("A place can be offered to whoever is on the waiting list.")
        if rules.seats(current.sprint, current.mode).free == 0:
            raise Refused("No place is free.")
        if rules.before(current):
            sentence = "Somebody else is before this person. Give this one a higher priority first."
            raise Refused(sentence)
        waiting_list.offer_or_confirm(current, by=by, why=why)
    return current


def overbook(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Confirm somebody beyond the seats, with a reason."""
    with waiting_list.of(registration) as current:
        access.require_decision(current, by, why)
        if current.state not in (State.PENDING, State.WAITLISTED, State.OFFERED):
            raise Refused("Only somebody who waits can be confirmed beyond the places.")
        email = "confirmed" if current.state == State.PENDING else "promoted"
        waiting_list.confirm(current, by=by, email=email, why=why, overbooked=True)
    return current


def prefer(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Put somebody who waits before all who are less preferred, with a reason."""
    with waiting_list.of(registration) as current:
        access.require_decision(current, by, why)
        if current.state != State.WAITLISTED:
            raise Refused("Only somebody on the waiting list can be preferred.")
        current.priority += 1
        current.save(update_fields=["priority"])
        current.note(by=by, why=why)
    return current


@transaction.atomic
def mark_attended(
    registration: Registration, *, by: Person, why: str = "", attended: str = Attended.YES
) -> Registration:
    """Note whether somebody came; doing it twice, from a second phone, changes nothing."""
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
    """Add a role to those that somebody has; doing it twice changes nothing."""
    registration = locked(registration)
    access.require_team(registration, by)
    if role not in Role.values:
        raise Refused("There is no such role.")
    if not registration.is_live:
        raise Refused("This registration has ended.")
    if role not in registration.roles:
        registration.roles = [
            value for value in Role.values if value in {*registration.roles, role}
        ]
        registration.save(update_fields=["roles"])
        _note(registration, f"Role: {Role(role).label}.", by=by, why=why)
    return registration


def _note(registration: Registration, sentence: str, *, by: Person, why: str) -> None:
    registration.note(by=by, why=f"{sentence} {why}".strip())
