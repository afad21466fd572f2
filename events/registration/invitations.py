"""Questions about invitations: who gets an email, who may answer it, and until when."""

import datetime

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils import timezone

from events.registration import rules
from events.registration.models import Invitation, Registration
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint
from people.models import Person
from people.rules import confirmed_addresses

State = Invitation.State
ANSWERED: dict[str, str] = {
    State.ACCEPTED: "Somebody has registered with this email.",
    State.DECLINED: "This invitation was declined.",
    State.WITHDRAWN: "The organizers have taken this invitation back.",
}
LEFT_ALONE: dict[str, str] = {
    State.SENT: "invited already",
    State.ACCEPTED: "the invitation was used",
    State.DECLINED: "the invitation was declined",
    State.WITHDRAWN: "the invitation was withdrawn",
}


def end_at(sprint: Sprint) -> datetime.datetime:
    """When registration closes; if nobody said, as the first day begins where the sprint is."""
    midnight = datetime.datetime.combine(sprint.starts_on, datetime.time())
    return sprint.registration_closes_at or midnight.replace(tzinfo=sprint_rules.zone(sprint))


def refusal_to_invite(sprint: Sprint) -> str:
    """Why nobody is invited to this sprint now, as a sentence; empty if people are."""
    if sprint_rules.is_over(sprint) or sprint.announced_at is None:
        return "People are invited to a sprint that is announced and not yet over."
    if sprint.state == Sprint.State.CANCELLED:
        return rules.CANCELLED
    if end_at(sprint) <= timezone.now():
        return "An invitation would have ended by now. Please set a later closing time first."
    return ""


def addresses_of_registered(sprint: Sprint) -> set[str]:
    """The confirmed addresses of those whose registration for this sprint may still change."""
    people = sprint.registrations.live().values("person")
    confirmed = EmailAddress.objects.filter(user__in=people, verified=True)
    return {email.lower() for email in confirmed.values_list("email", flat=True)}


def left_alone(sprint: Sprint) -> dict[str, str]:
    """Why no first email goes to an address that the sprint knows, by the address."""
    known = {}
    for invitation in sprint.invitations.all():
        ended = invitation.state == State.SENT and not invitation.is_pending
        known[invitation.email] = "the invitation ended" if ended else LEFT_ALONE[invitation.state]
    return known | dict.fromkeys(addresses_of_registered(sprint), "registered already")


def refusal_of_answer(invitation: Invitation) -> str:
    """Why this invitation cannot be answered any more, as a sentence; empty if it can."""
    if invitation.sprint.state == Sprint.State.CANCELLED:
        return rules.CANCELLED
    if invitation.state == State.SENT:
        return "" if invitation.is_pending else "This invitation has ended."
    return ANSWERED[invitation.state]


def refusal_to_invite_again(invitation: Invitation) -> str:
    """Why nobody writes to this address anew, as a sentence; empty if the team may."""
    used_for = invitation.registration
    if invitation.is_pending:
        return "This invitation still waits for an answer. A reminder is enough."
    if invitation.state == State.ACCEPTED and used_for and used_for.is_live:
        return "Somebody is registered with this invitation."
    if invitation.email in addresses_of_registered(invitation.sprint):
        return "Whoever has this address is registered already."
    return refusal_to_invite(invitation.sprint)


def opens_again(invitation: Invitation, registration: Registration, by: Person | None) -> bool:
    """Whether an invitation is free once the registration that used it has ended.

    Not if the team has ended the registration of the very person invited: that is its answer.
    """
    by_team = by is not None and by.pk != registration.person_id
    return not by_team or invitation.email not in confirmed_addresses(registration.person)


def has_answered(invitation: Invitation) -> bool:
    """Whether whoever has this address is registered, or was since the last email left."""
    owners = EmailAddress.objects.filter(email__iexact=invitation.email, verified=True)
    rows = invitation.sprint.registrations.filter(person__in=owners.values("user"))
    since = invitation.last_sent_at or invitation.state_changed_at
    return rows.filter(Q(state__in=Registration.LIVE) | Q(state_changed_at__gt=since)).exists()


def way_back(registration: Registration) -> Invitation | None:
    """The invitation with which this person could register again after cancelling."""
    own = registration.sprint.invitations.filter(
        email__in=confirmed_addresses(registration.person), expires_at__gt=timezone.now()
    )
    used = Q(state=State.ACCEPTED, registration=registration)
    return own.filter(used | Q(state=State.SENT)).first()
