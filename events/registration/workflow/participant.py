"""What people do about their own registration."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from events.lifecycle import Refused
from events.outbox import Email
from events.registration import emails, rules, waiting_list
from events.registration.models import (
    Audience,
    Financing,
    Invitation,
    PrivateDetails,
    Registration,
)
from events.registration.workflow import access
from events.sprints.models import Mode
from people.models import Organization, Person
from people.workflow import organization_called

State = Registration.State
# Organizations, or names of such, that pay for somebody; and whether only the team may know.
Payers = Mapping[Any, bool]

# Sent in the transaction in which somebody says no to being in photos (events.wiring).
consent_withdrawn = Signal()


def register(
    registration: Registration,
    *,
    payers: Payers | None = None,
    details: Mapping[str, str] | None = None,
    token: str = "",
) -> Registration:
    """Store a new registration: confirmed if a seat is free and nobody waits, else waitlisted.

    Where the team approves, or the invitation went to another address, it is pending. Raises
    Refused if the person cannot register, or not in this way.
    """
    person = registration.person
    with waiting_list.of(registration.sprint, newcomer=person) as sprint:
        registration.sprint = sprint
        invitation = rules.invitation_of(sprint, person, token)
        if sentence := rules.refusal_to_register(registration, invitation):
            raise Refused(sentence)
        registration.conduct_accepted_at = timezone.now()
        _begin(registration, invitation)
        if invitation is not None:
            invitation.advance(Invitation.State.ACCEPTED, by=person, registration=registration)
        _store_payers(registration, payers or {})
        _store_details(registration, details or {})
        _follow_consent(registration)
        emails.tell_state(registration)
    return registration


def _follow_consent(registration: Registration) -> None:
    if registration.photo_consent == Registration.PhotoConsent.NO:
        consent_withdrawn.send(Registration, registration=registration)


def _begin(registration: Registration, invitation: Invitation | None) -> None:
    sprint, person, mode = registration.sprint, registration.person, registration.mode
    joins_remotely, registration.remote_while_waiting = registration.remote_while_waiting, False
    if why := rules.reason_to_wait_for_approval(registration, invitation):
        registration.begin(State.PENDING, by=person, why=why)
    elif rules.has_seat(sprint, mode):
        registration.begin(State.CONFIRMED, by=person)
    else:
        registration.queue_no = waiting_list.next_number(sprint, mode)
        may_join = joins_remotely and mode == Mode.IN_PERSON and Mode.REMOTE in rules.modes(sprint)
        registration.remote_while_waiting = may_join and rules.has_seat(sprint, Mode.REMOTE)
        registration.begin(State.WAITLISTED, by=person)


def _store_payers(registration: Registration, payers: Payers) -> Iterable[Organization]:
    private: dict[Organization, bool] = {}
    for payer, is_private in payers.items():
        organization = organization_called(payer) if isinstance(payer, str) else payer
        private[organization] = private.get(organization, False) or is_private
    Financing.objects.bulk_create(
        [
            Financing(registration=registration, organization=organization, private=is_private)
            for organization, is_private in private.items()
        ],
        update_conflicts=True,
        unique_fields=["registration", "organization"],
        update_fields=["private"],
    )
    return private


def _store_details(registration: Registration, details: Mapping[str, str]) -> None:
    PrivateDetails.objects.bulk_create(
        [PrivateDetails(registration=registration, **details)],
        update_conflicts=True,
        unique_fields=["registration"],
        update_fields=PrivateDetails.CONTENTS,
    )


def edit(
    registration: Registration,
    *,
    by: Person,
    changes: Mapping[str, Any],
    payers: Payers | None = None,
    details: Mapping[str, str] | None = None,
) -> Registration:
    """Change these columns, and payers and private details if they are given.

    Nothing else changes: no state, no number on the waiting list, no acceptance of conduct.
    """
    with waiting_list.of(registration) as current:
        access.require_changeable(current, by)
        if not current.is_live:
            raise Refused("This registration has ended.")
        days = changes.get("days", current.days)
        if sentence := rules.wrong_days(current.sprint, current.mode, days):
            raise Refused(sentence)
        _save(current, changes)
        if payers is not None:
            paying = _store_payers(current, payers)
            current.financing.exclude(organization__in=paying).delete()
        if details is not None:
            _store_details(current, details)
        _follow_consent(current)
    return current


def _save(registration: Registration, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        setattr(registration, name, value)
    registration.save(update_fields=list(changes))


def choose_visibility(registration: Registration, *, by: Person, **changes: Any) -> Registration:
    """Change what others see of oneself: always, since lists, photos and the report stay."""
    with waiting_list.of(registration) as current:
        access.require_owner(current, by)
        _save(current, changes)
        _follow_consent(current)
    return current


def accept(registration: Registration, *, by: Person) -> Registration:
    """Take the seat that is offered."""
    with waiting_list.of(registration) as current:
        _require_offer(current, by)
        waiting_list.confirm(current, by=by, email="confirmed")
    return current


def refuse(registration: Registration, *, by: Person) -> Registration:
    """Let the offered seat go to the next in line."""
    with waiting_list.of(registration) as current:
        _require_offer(current, by)
        waiting_list.end_offer(current, by=by, why="The offer was refused.")
    return current


def _require_offer(registration: Registration, by: Person) -> None:
    """Its deadline may have come since the waiting list was settled."""
    access.require_changeable(registration, by)
    if registration.state not in (State.OFFERED, State.EXPIRED):
        raise Refused("No place is offered to you at the moment.")
    if not rules.is_offered(registration):
        raise Refused("The offer has ended, because nobody accepted it in time.")


def cancel(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Give back the seat, or leave the waiting list; by the person, or by the team with a reason."""
    with waiting_list.of(registration) as current:
        by_person = current.person_id == by.pk
        if by_person:
            access.require_changeable(current, by)
        else:
            access.require_decision(current, by, why)
        waiting_list.end(current, State.CANCELLED, by=by, why=why)
        emails.tell(current, "cancelled_by_you" if by_person else "cancelled_by_us", why=why)
    return current


def change_mode(
    registration: Registration, *, by: Person, mode: str, days: list[str]
) -> Registration:
    """Come in person instead of from afar, or the reverse; who has to wait keeps what they have."""
    with waiting_list.of(registration) as current:
        access.require_changeable(current, by)
        refusal = rules.refusal_to_change_mode(current, mode)
        if sentence := refusal or rules.wrong_days(current.sprint, mode, days):
            raise Refused(sentence)
        _change_mode(current, by=by, mode=mode, days=days)
    return current


def _change_mode(registration: Registration, *, by: Person, mode: str, days: list[str]) -> None:
    sprint, before = registration.sprint, registration.state
    changes: dict[str, Any] = {"mode": mode, "days": days, "offer_expires_at": None}
    changes["queue_no"] = None  # a number counts among those who wait for its own mode alone
    gets_seat = rules.gets_seat(registration, mode)
    if before == State.PENDING or (before == State.CONFIRMED and gets_seat):
        _save(registration, changes)
    elif gets_seat:
        waiting_list.confirm(registration, by=by, email="confirmed", **changes)
    else:
        number = waiting_list.next_number(sprint, mode)
        changes |= {"queue_no": number, "remote_while_waiting": True}
        registration.advance(State.WAITLISTED, by=by, **changes)
        emails.waiting(registration)


@transaction.atomic
def forget(person: Person) -> None:
    """Take the person off every list, and with the name whoever paid; that somebody was there stays."""
    invitations = list(rules.invitations_to(person))  # known as long as the registration is
    registrations = Registration.objects.filter(person=person)
    for registration in registrations.live().select_related("sprint"):
        if rules.may_change(registration.sprint) and not rules.has_come(registration):
            cancel(registration, by=person, why="The account was deleted.")
    Financing.objects.filter(registration__in=registrations).delete()
    PrivateDetails.objects.filter(registration__in=registrations).delete()
    # Emails of invitations may have gone to an address that the account never knew.
    Email.objects.filter(person=None, to__in={row.email for row in invitations}).delete()
    Invitation.objects.filter(pk__in={row.pk for row in invitations}).delete()
    registrations.update(listed=Audience.NOBODY, roles=[], travels_from="")
