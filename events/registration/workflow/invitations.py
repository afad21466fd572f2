"""Inviting people by email, reminding them, withdrawing an invitation, and declining it."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.registration import emails, rules
from events.registration.models import Invitation, fresh_token
from events.registration.workflow import access
from events.sprints.models import Sprint
from people.models import Person

State = Invitation.State
REMINDED_AT_MOST_EVERY = datetime.timedelta(days=1)


@transaction.atomic
def invite(
    sprint: Sprint, people: Iterable[tuple[str, str]], *, by: Person, message: str = ""
) -> list[Invitation]:
    """Write to each (name, address) that is new to the sprint; `rules.left_alone` names the others.

    An invitation lasts until registration closes; if nobody said when, until the first day.
    """
    sprint = locked(sprint)
    access.require_organizer(sprint, by)
    if sentence := rules.refusal_to_invite(sprint):
        raise Refused(sentence)
    known = rules.left_alone(sprint)
    new = {email.lower(): name for name, email in people if email.lower() not in known}
    written = []
    for email, name in new.items():
        invitation = Invitation(
            sprint=sprint,
            email=email,
            name=name,
            message=message,
            expires_at=rules.invitations_end_at(sprint),
        )
        invitation.begin(State.SENT, by=by)
        _write(invitation, "invitation")
        written.append(invitation)
    return written


def _write(invitation: Invitation, email: str) -> None:
    invitation.sent_count += 1
    invitation.last_sent_at = timezone.now()
    invitation.save(update_fields=["sent_count", "last_sent_at"])
    emails.invite(invitation, email)


def _locked(invitation: Invitation) -> Invitation:
    """The invitation as it is now, under the lock of its sprint."""
    sprint = locked(invitation.sprint)
    invitation = locked(invitation)
    invitation.sprint = sprint
    return invitation


@transaction.atomic
def invite_again(invitation: Invitation, *, by: Person, why: str = "") -> Invitation:
    """Write to somebody whose invitation has ended; the link in the earlier email stops working."""
    invitation = _locked(invitation)
    access.require_organizer(invitation.sprint, by)
    if sentence := rules.refusal_to_invite_again(invitation):
        raise Refused(sentence)
    invitation.advance(
        State.SENT,
        by=by,
        why=why,
        token=fresh_token(),
        expires_at=rules.invitations_end_at(invitation.sprint),
        registration=None,
    )
    _write(invitation, "invitation")
    return invitation


@transaction.atomic
def follow_closing_time(sprint: Sprint) -> None:
    """Let every invitation last as long as one that is written now."""
    sprint = locked(sprint)
    ends_at = rules.invitations_end_at(sprint)
    sprint.invitations.exclude(expires_at=ends_at).update(expires_at=ends_at)


@transaction.atomic
def remind(invitation: Invitation, *, by: Person, why: str = "") -> Invitation:
    """Write to somebody who has not answered, once a day at most."""
    invitation = _locked(invitation)
    access.require_organizer(invitation.sprint, by)
    now = timezone.now()
    if not invitation.is_pending:
        raise Refused("This invitation is no longer waiting for an answer.")
    if rules.has_answered(invitation):
        raise Refused("Whoever has this address has registered since the last email.")
    if invitation.last_sent_at and invitation.last_sent_at > now - REMINDED_AT_MOST_EVERY:
        raise Refused("The last email left less than a day ago.")
    _write(invitation, "invitation_reminder")
    return invitation


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Person, why: str = "") -> Invitation:
    """Its token opens nothing any more."""
    invitation = _locked(invitation)
    access.require_organizer(invitation.sprint, by)
    invitation.advance(State.WITHDRAWN, by=by, why=why)
    return invitation


@transaction.atomic
def decline_invitation(invitation: Invitation, *, by: Person | None) -> Invitation:
    """By whoever holds the email, with or without an account."""
    invitation = _locked(invitation)
    if sentence := rules.refusal_of_answer(invitation):
        raise Refused(sentence)
    invitation.advance(State.DECLINED, by=by, why="Declined on the page of the email.")
    return invitation
