"""What can be done to a registration: by the person, and by the team. Each verb settles first."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.registration import emails, queue, rules
from events.registration.models import Audience, Financing, PrivateDetails, Registration
from events.sprints import rules as sprint_rules
from events.sprints.models import Mode, Sprint
from people.models import Organization, Person
from people.workflow import organization_called

State = Registration.State


@dataclass(kw_only=True)
class Choices:
    """What a person chooses in the form, and may change as long as the sprint is ahead."""

    days: list[str] = field(default_factory=list)
    auto_accept: bool = False
    listed: str = ""
    photo_consent: str = ""
    photo_name_consent: bool = False
    travels_from: str = ""
    first_time: bool | None = None
    organizations: list[Organization] = field(default_factory=list)
    new_organization: str = ""
    private_details: dict[str, str] = field(default_factory=dict)

    def columns(self) -> dict[str, Any]:
        apart = ("organizations", "new_organization", "private_details")
        return {name: value for name, value in vars(self).items() if name not in apart}


def _again(registration: Registration) -> tuple[Sprint, Registration]:
    """Sprint and registration as they are now, locked from the ground up."""
    sprint = queue.settle(registration.sprint)
    registration = locked(registration)
    registration.sprint = sprint
    return sprint, registration


def _own(registration: Registration, by: Person) -> None:
    if registration.person_id != by.pk:
        raise Refused("This registration belongs to somebody else.")
    if not rules.may_change(registration.sprint):
        raise Refused("Nothing can be changed any more. Please write to the organizers.")


def _managed(registration: Registration, by: Person) -> None:
    if not sprint_rules.may_manage(by, registration.sprint):
        raise Refused("Only an organizer of this sprint can do that.")
    if registration.person_id == by.pk and by.is_superuser:
        raise Refused("Nobody decides about their own registration.")


def _refuse_days(sprint: Sprint, mode: str, days: list[str]) -> None:
    if sentence := rules.wrong_days(sprint, mode, days):
        raise Refused(sentence)


@queue.step
def register(
    sprint: Sprint,
    person: Person,
    *,
    mode: str,
    choices: Choices,
    from_afar_meanwhile: bool = False,
) -> Registration:
    """Confirm the person if a place is free and nobody waits; else put them at the queue's end."""
    sprint = queue.settle(sprint)
    if sentence := rules.refusal_to_newcomers(sprint, mode):
        raise Refused(sentence)
    if rules.live_of(sprint, person):
        raise Refused("You are already registered for this sprint.")
    _refuse_days(sprint, mode, choices.days)
    registration = Registration(
        sprint=sprint,
        person=person,
        mode=mode,
        conduct_version=sprint.conduct_version,
        conduct_accepted_at=timezone.now(),
        **choices.columns(),
    )
    if sprint.registration_mode == Sprint.RegistrationMode.APPROVAL:
        registration.begin(State.PENDING, by=person)
    else:
        _begin_or_queue(registration, by=person, from_afar_meanwhile=from_afar_meanwhile)
    _store(registration, choices)
    _tell_state(registration)
    return registration


def _begin_or_queue(registration: Registration, *, by: Person, from_afar_meanwhile: bool) -> None:
    sprint, mode = registration.sprint, registration.mode
    if rules.seats_newcomer(sprint, mode):
        registration.begin(State.CONFIRMED, by=by)
        return
    registration.queue_no = queue.next_number(sprint, mode)
    registration.remote_while_waiting = from_afar_meanwhile and rules.joins_from_afar(sprint, mode)
    registration.begin(State.WAITLISTED, by=by)


def _tell_state(registration: Registration) -> None:
    if registration.state == State.WAITLISTED:
        emails.waiting(registration)
    else:
        letter = "received" if registration.state == State.PENDING else "confirmed"
        emails.tell(registration, letter)


def _store(registration: Registration, choices: Choices) -> None:
    organizations = list(choices.organizations)
    if choices.new_organization:
        organizations.append(organization_called(choices.new_organization))
    registration.financing.exclude(organization__in=organizations).delete()
    for organization in organizations:
        Financing.objects.get_or_create(registration=registration, organization=organization)
    PrivateDetails.objects.update_or_create(
        registration=registration, defaults=choices.private_details
    )


@queue.step
def edit(registration: Registration, *, by: Person, choices: Choices) -> Registration:
    """Change what the form showed, and nothing else: no state, queue or acceptance of conduct."""
    sprint, registration = _again(registration)
    _own(registration, by)
    if not registration.is_live:
        raise Refused("This registration has ended.")
    _refuse_days(sprint, registration.mode, choices.days)
    columns = choices.columns()
    for name, value in columns.items():
        setattr(registration, name, value)
    registration.save(update_fields=list(columns))
    _store(registration, choices)
    return registration


@queue.step
def accept(registration: Registration, *, by: Person) -> Registration:
    """Take the place that is offered."""
    _, registration = _again(registration)
    _own(registration, by)
    _refuse_without_offer(registration)
    queue.confirm(registration, by=by, letter="confirmed")
    return registration


@queue.step
def refuse(registration: Registration, *, by: Person) -> Registration:
    """Let the offered place go to the next in line."""
    sprint, registration = _again(registration)
    _own(registration, by)
    _refuse_without_offer(registration)
    queue.end_offer(registration, by=by, why="The offer was refused.")
    queue.settle(sprint)
    return registration


def _refuse_without_offer(registration: Registration) -> None:
    if registration.state == State.EXPIRED:
        raise Refused("The offer has ended, and the place went to the next in line.")
    if registration.state != State.OFFERED:
        raise Refused("No place is offered to you at the moment.")


@queue.step
def cancel(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Give back the place, or leave the queue; by the person, or by the team with a reason."""
    sprint, registration = _again(registration)
    by_person = registration.person_id == by.pk
    if by_person:
        _own(registration, by)
    else:
        _managed(registration, by)
        _refuse_without_reason(why)
    registration.advance(State.CANCELLED, by=by, why=why, remote_while_waiting=False)
    emails.tell(registration, "cancelled_by_you" if by_person else "cancelled_by_us", why=why)
    queue.settle(sprint)
    return registration


@queue.step
def change_mode(
    registration: Registration, *, by: Person, mode: str, days: list[str]
) -> Registration:
    """Come in person instead of from afar, or the other way; who has to wait keeps what they have."""
    sprint, registration = _again(registration)
    _own(registration, by)
    if mode not in rules.modes(sprint) or mode == registration.mode or not registration.is_live:
        raise Refused("This registration cannot be changed in that way.")
    _refuse_days(sprint, mode, days)
    _change_place(registration, by=by, mode=mode, days=days)
    queue.settle(sprint)
    return registration


def _change_place(registration: Registration, *, by: Person, mode: str, days: list[str]) -> None:
    sprint, before = registration.sprint, registration.state
    changes: dict[str, Any] = {"mode": mode, "days": days, "offer_expires_at": None}
    if before == State.PENDING or (before == State.CONFIRMED and rules.seats(registration, mode)):
        for name, value in changes.items():
            setattr(registration, name, value)
        registration.save(update_fields=list(changes))
    elif rules.seats(registration, mode):
        registration.advance(State.CONFIRMED, by=by, remote_while_waiting=False, **changes)
        emails.tell(registration, "confirmed")
    elif before == State.CONFIRMED and mode == Mode.IN_PERSON:
        number = queue.next_number(sprint, mode)
        registration.advance(
            State.WAITLISTED, by=by, queue_no=number, remote_while_waiting=True, **changes
        )
        emails.waiting(registration)
    else:
        raise Refused("There is no place of that kind at the moment.")


@queue.step
def approve(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Let a pending person in: to a place if one is free and nobody waits, else to the queue."""
    sprint, registration = _again(registration)
    _managed(registration, by)
    if registration.state != State.PENDING:
        raise Refused("Only a pending registration can be approved.")
    if rules.seats_newcomer(sprint, registration.mode):
        queue.confirm(registration, by=by, letter="confirmed", why=why)
    else:
        number = queue.next_number(sprint, registration.mode)
        registration.advance(State.WAITLISTED, by=by, why=why, queue_no=number)
        emails.waiting(registration)
    return registration


@queue.step
def decline(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Say no to a pending person, with a reason."""
    _, registration = _again(registration)
    _managed(registration, by)
    _refuse_without_reason(why)
    registration.advance(State.DECLINED, by=by, why=why)
    emails.tell(registration, "declined", why=why)
    return registration


@queue.step
def offer_now(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Offer a free place to the next in line, also after the last day of doing so by itself."""
    sprint, registration = _again(registration)
    _managed(registration, by)
    if registration.state != State.WAITLISTED:
        raise Refused("A place can be offered to whoever is on the waiting list.")
    if not rules.places(sprint, registration.mode).has_room:
        raise Refused("No place is free.")
    if rules.before(registration):
        raise Refused("Somebody else is before this person. Give this one a higher priority first.")
    queue.give_place(registration)
    return registration


@queue.step
def overbook(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Confirm somebody beyond the places, with a reason."""
    _, registration = _again(registration)
    _managed(registration, by)
    _refuse_without_reason(why)
    if registration.state not in (State.PENDING, State.WAITLISTED, State.OFFERED):
        raise Refused("Only somebody who waits can be confirmed beyond the places.")
    queue.confirm(registration, by=by, letter="promoted", why=why, overbooked=True)
    return registration


@queue.step
def prefer(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Put somebody who waits before all who are less preferred, with a reason."""
    sprint, registration = _again(registration)
    _managed(registration, by)
    _refuse_without_reason(why)
    if registration.state != State.WAITLISTED:
        raise Refused("Only somebody on the waiting list can be preferred.")
    registration.priority += 1
    registration.save(update_fields=["priority"])
    registration.note(by=by, why=why)
    queue.settle(sprint)
    return registration


def enter(registration: Registration, *, by: Person | None) -> None:
    """Store a participant whom the team enters by hand, without a choice of the person's own."""
    registration.entered_by_hand = True
    registration.begin(State.CONFIRMED, by=by, why="Entered by hand.")


def _refuse_without_reason(why: str) -> None:
    if not why.strip():
        raise Refused("Please say why; the person reads it.")


@transaction.atomic
def forget(person: Person) -> None:
    """Take the person off every list, and with the name whoever paid; that somebody was there stays."""
    registrations = Registration.objects.filter(person=person)
    for registration in registrations.live().select_related("sprint"):
        if rules.may_change(registration.sprint):
            cancel(registration, by=person, why="The account was deleted.")
    Financing.objects.filter(registration__in=registrations).delete()
    PrivateDetails.objects.filter(registration__in=registrations).delete()
    registrations.update(listed=Audience.NOBODY, roles=[], travels_from="")


def add_person(name: str) -> Person:
    """A record for somebody who took part and never logged in."""
    person = Person(name=name)
    person.set_unusable_password()
    person.save()
    return person
