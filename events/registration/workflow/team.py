"""What the team decides about registrations. Each verb settles the queue first."""

from events.lifecycle import Refused
from events.registration import emails, rules, waiting_list
from events.registration.models import Registration
from events.registration.workflow import access
from people.models import Person

State = Registration.State


@waiting_list.step
def approve(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Let a pending person in: to a place if one is free and nobody waits, else to the queue."""
    sprint, registration = access.again(registration)
    access.managed(registration, by)
    if registration.state != State.PENDING:
        raise Refused("Only a pending registration can be approved.")
    if rules.seats_newcomer(sprint, registration.mode):
        waiting_list.confirm(registration, by=by, email="confirmed", why=why)
    else:
        number = waiting_list.next_number(sprint, registration.mode)
        registration.advance(State.WAITLISTED, by=by, why=why, queue_no=number)
        emails.waiting(registration)
    return registration


@waiting_list.step
def decline(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Say no to a pending person, with a reason."""
    _, registration = access.again(registration)
    access.managed(registration, by)
    access.refuse_without_reason(why)
    waiting_list.end(registration, State.DECLINED, by=by, why=why)
    emails.tell(registration, "declined", why=why)
    return registration


@waiting_list.step
def offer_now(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Offer a free place to the next in line, also after the last day of doing so by itself."""
    sprint, registration = access.again(registration)
    access.managed(registration, by)
    if registration.state != State.WAITLISTED:
        raise Refused("A place can be offered to whoever is on the waiting list.")
    if not rules.places(sprint, registration.mode).has_room:
        raise Refused("No place is free.")
    if rules.before(registration):
        raise Refused("Somebody else is before this person. Give this one a higher priority first.")
    waiting_list.give_place(registration, by=by, why=why)
    waiting_list.settle(sprint)
    return registration


@waiting_list.step
def overbook(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Confirm somebody beyond the places, with a reason."""
    sprint, registration = access.again(registration)
    access.managed(registration, by)
    access.refuse_without_reason(why)
    if registration.state not in (State.PENDING, State.WAITLISTED, State.OFFERED):
        raise Refused("Only somebody who waits can be confirmed beyond the places.")
    email = "confirmed" if registration.state == State.PENDING else "promoted"
    waiting_list.confirm(registration, by=by, email=email, why=why, overbooked=True)
    waiting_list.settle(sprint)
    return registration


@waiting_list.step
def prefer(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Put somebody who waits before all who are less preferred, with a reason."""
    sprint, registration = access.again(registration)
    access.managed(registration, by)
    access.refuse_without_reason(why)
    if registration.state != State.WAITLISTED:
        raise Refused("Only somebody on the waiting list can be preferred.")
    registration.priority += 1
    registration.save(update_fields=["priority"])
    registration.note(by=by, why=why)
    waiting_list.settle(sprint)
    return registration
