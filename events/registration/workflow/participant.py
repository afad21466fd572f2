"""What people do about their own registration. Each verb settles the queue first."""

from dataclasses import dataclass, field
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
from events.sprints.models import Sprint
from people.models import Organization, Person
from people.workflow import held, organization_called

State = Registration.State

# Sent in the transaction in which somebody says whether they may be in photos (events.wiring).
consent_changed = Signal()


@dataclass(kw_only=True)
class Choices:
    """What a person chooses in the form, and may change as long as the sprint is ahead."""

    days: list[str] = field(default_factory=list)
    conduct_version: str = ""
    auto_accept: bool = False
    from_afar_meanwhile: bool = False
    listed: str = ""
    photo_consent: str = ""
    photo_name_consent: bool = False
    travels_from: str = ""
    first_time: bool | None = None
    organizations: list[Organization] = field(default_factory=list)
    private_organizations: list[Organization] = field(default_factory=list)
    new_organization: str = ""
    new_is_private: bool = False
    private_details: dict[str, str] = field(default_factory=dict)

    def columns(self) -> dict[str, Any]:
        apart = (
            "conduct_version",
            "from_afar_meanwhile",
            "organizations",
            "private_organizations",
            "new_organization",
            "new_is_private",
            "private_details",
        )
        return {name: value for name, value in vars(self).items() if name not in apart}


def _refuse_days(sprint: Sprint, mode: str, days: list[str]) -> None:
    if sentence := rules.wrong_days(sprint, mode, days):
        raise Refused(sentence)


@waiting_list.step
def register(
    sprint: Sprint, person: Person, *, mode: str, choices: Choices, token: str = ""
) -> Registration:
    """Confirm the person if a place is free and nobody waits; else put them at the queue's end.

    Where the team approves, or the invitation went to another address, the person waits for it.
    """
    if held(person) is None:
        raise Refused("This account has been deleted.")
    sprint = waiting_list.settle(sprint)
    invitation = rules.invitation_of(sprint, person, token)
    if sentence := rules.refusal_to_newcomers(sprint, mode, invitation):
        raise Refused(sentence)
    if rules.live_of(sprint, person):
        raise Refused("You are already registered for this sprint.")
    if choices.conduct_version != sprint.conduct_version:
        raise Refused("The code of conduct has changed meanwhile. Please read it again.")
    _refuse_days(sprint, mode, choices.days)
    registration = Registration(
        sprint=sprint,
        person=person,
        mode=mode,
        conduct_version=sprint.conduct_version,
        conduct_accepted_at=timezone.now(),
        **choices.columns(),
    )
    if why := rules.reason_to_wait_for_approval(registration, invitation):
        registration.begin(State.PENDING, by=person, why=why)
    else:
        _begin_or_queue(registration, by=person, choices=choices)
    if invitation is not None:
        invitation.advance(Invitation.State.ACCEPTED, by=person, registration=registration)
    _store(registration, choices)
    consent_changed.send(Registration, registration=registration)
    _tell_state(registration)
    return registration


def _begin_or_queue(registration: Registration, *, by: Person, choices: Choices) -> None:
    sprint, mode = registration.sprint, registration.mode
    if rules.seats_newcomer(sprint, mode):
        registration.begin(State.CONFIRMED, by=by)
        return
    registration.queue_no = waiting_list.next_number(sprint, mode)
    wanted = choices.from_afar_meanwhile
    registration.remote_while_waiting = wanted and rules.joins_from_afar(sprint, mode)
    registration.begin(State.WAITLISTED, by=by)


def _tell_state(registration: Registration) -> None:
    if registration.state == State.WAITLISTED:
        emails.waiting(registration)
    else:
        email = "received" if registration.state == State.PENDING else "confirmed"
        emails.tell(registration, email)


def _store(registration: Registration, choices: Choices) -> None:
    private = dict.fromkeys(choices.organizations, False)
    private |= dict.fromkeys(choices.private_organizations, True)
    if choices.new_organization:
        new = organization_called(choices.new_organization)
        private[new] = private.get(new, False) or choices.new_is_private
    registration.financing.exclude(organization__in=private).delete()
    Financing.objects.bulk_create(
        [
            Financing(
                registration=registration, organization=organization, private=private[organization]
            )
            for organization in private
        ],
        update_conflicts=True,
        unique_fields=["registration", "organization"],
        update_fields=["private", "revision", "changed_at"],
    )
    PrivateDetails.objects.update_or_create(
        registration=registration, defaults=choices.private_details
    )


@waiting_list.step
def edit(registration: Registration, *, by: Person, choices: Choices) -> Registration:
    """Change what the form showed, and nothing else: no state, queue or acceptance of conduct."""
    sprint, registration = access.again(registration)
    access.own(registration, by)
    if not registration.is_live:
        raise Refused("This registration has ended.")
    _refuse_days(sprint, registration.mode, choices.days)
    columns = choices.columns()
    for name, value in columns.items():
        setattr(registration, name, value)
    registration.save(update_fields=list(columns))
    _store(registration, choices)
    consent_changed.send(Registration, registration=registration)
    return registration


@waiting_list.step
def choose_visibility(
    registration: Registration,
    *,
    by: Person,
    listed: str,
    photo_consent: str,
    photo_name_consent: bool,
) -> Registration:
    """Change what others see of oneself: always, since lists, photos and the report stay."""
    _, registration = access.again(registration)
    access.refuse_others(registration, by)
    registration.listed = listed
    registration.photo_consent = photo_consent
    registration.photo_name_consent = photo_name_consent
    registration.save(update_fields=["listed", "photo_consent", "photo_name_consent"])
    consent_changed.send(Registration, registration=registration)
    return registration


@waiting_list.step
def accept(registration: Registration, *, by: Person) -> Registration:
    """Take the place that is offered."""
    sprint, registration = access.again(registration)
    access.own(registration, by)
    _refuse_without_offer(registration)
    waiting_list.confirm(registration, by=by, email="confirmed")
    waiting_list.settle(sprint)
    return registration


@waiting_list.step
def refuse(registration: Registration, *, by: Person) -> Registration:
    """Let the offered place go to the next in line."""
    sprint, registration = access.again(registration)
    access.own(registration, by)
    _refuse_without_offer(registration)
    waiting_list.end_offer(registration, by=by, why="The offer was refused.")
    waiting_list.settle(sprint)
    return registration


def _refuse_without_offer(registration: Registration) -> None:
    if registration.state == State.EXPIRED:
        raise Refused("The offer has ended, because nobody accepted it in time.")
    if registration.state != State.OFFERED:
        raise Refused("No place is offered to you at the moment.")


@waiting_list.step
def cancel(registration: Registration, *, by: Person, why: str = "") -> Registration:
    """Give back the place, or leave the queue; by the person, or by the team with a reason."""
    sprint, registration = access.again(registration)
    by_person = registration.person_id == by.pk
    if by_person:
        access.own(registration, by)
    else:
        access.managed(registration, by)
        access.refuse_without_reason(why)
    waiting_list.end(registration, State.CANCELLED, by=by, why=why)
    emails.tell(registration, "cancelled_by_you" if by_person else "cancelled_by_us", why=why)
    waiting_list.settle(sprint)
    return registration


@waiting_list.step
def change_mode(
    registration: Registration, *, by: Person, mode: str, days: list[str]
) -> Registration:
    """Come in person instead of from afar, or the other way; who has to wait keeps what they have."""
    sprint, registration = access.again(registration)
    access.own(registration, by)
    if sentence := rules.refusal_to_change_mode(registration, mode):
        raise Refused(sentence)
    _refuse_days(sprint, mode, days)
    _change_place(registration, by=by, mode=mode, days=days)
    waiting_list.settle(sprint)
    return registration


def _change_place(registration: Registration, *, by: Person, mode: str, days: list[str]) -> None:
    sprint, before = registration.sprint, registration.state
    changes: dict[str, Any] = {"mode": mode, "days": days, "offer_expires_at": None}
    changes["queue_no"] = None  # a number counts in the queue of its own mode alone
    if before == State.PENDING or (before == State.CONFIRMED and rules.seats(registration, mode)):
        for name, value in changes.items():
            setattr(registration, name, value)
        registration.save(update_fields=list(changes))
    elif rules.seats(registration, mode):
        registration.advance(State.CONFIRMED, by=by, remote_while_waiting=False, **changes)
        emails.tell(registration, "confirmed")
    else:
        changes |= {
            "queue_no": waiting_list.next_number(sprint, mode),
            "remote_while_waiting": True,
        }
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
    _forget_invitations(invitations)
    registrations.update(listed=Audience.NOBODY, roles=[], travels_from="")


def _forget_invitations(invitations: list[Invitation]) -> None:
    """With their emails: they may have gone to an address that the account never knew."""
    Email.objects.filter(person=None, to__in={row.email for row in invitations}).delete()
    Invitation.objects.filter(pk__in={row.pk for row in invitations}).delete()
