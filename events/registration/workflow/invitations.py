"""Inviting people by letter, reminding them, taking it back, and their no."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.registration import emails, rules
from events.registration.models import Invitation
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint
from people.models import Person

State = Invitation.State
REMINDED_AT_MOST_EVERY = datetime.timedelta(days=1)


def _managed(sprint: Sprint, by: Person) -> None:
    if not sprint_rules.may_manage(by, sprint):
        raise Refused("Only an organizer of this sprint can do that.")


@transaction.atomic
def invite(
    sprint: Sprint, people: Iterable[tuple[str, str]], *, by: Person, message: str = ""
) -> list[Invitation]:
    """Write to each (name, address) that was not invited yet; the others are left alone.

    An invitation lasts until registration closes, at the latest until the first day.
    """
    sprint = locked(sprint)
    _managed(sprint, by)
    if sprint_rules.is_over(sprint) or sprint.announced_at is None:
        raise Refused("People are invited to a sprint that is announced and not yet over.")
    if sprint.state == Sprint.State.CANCELLED:
        raise Refused(rules.CANCELLED)
    known = set(sprint.invitations.values_list("email", flat=True))
    new = {email.lower(): name for name, email in people if email.lower() not in known}
    invitations = []
    for email, name in new.items():
        invitation = Invitation(
            sprint=sprint,
            email=email,
            name=name,
            message=message,
            expires_at=sprint.registration_closes_at or _first_moment(sprint),
        )
        invitation.begin(State.SENT, by=by)
        _write(invitation, "invitation")
        invitations.append(invitation)
    return invitations


def _first_moment(sprint: Sprint) -> datetime.datetime:
    midnight = datetime.datetime.combine(sprint.starts_on, datetime.time())
    return midnight.replace(tzinfo=sprint_rules.zone(sprint))


def _write(invitation: Invitation, letter: str) -> None:
    invitation.sent_count += 1
    invitation.last_sent_at = timezone.now()
    invitation.save(update_fields=["sent_count", "last_sent_at"])
    emails.invite(invitation, letter)


def _again(invitation: Invitation, by: Person) -> Invitation:
    """The invitation as it is now, under the lock of its sprint."""
    _managed(locked(invitation.sprint), by)
    return locked(invitation)


@transaction.atomic
def remind(invitation: Invitation, *, by: Person, why: str = "") -> Invitation:
    """Write once more to whoever has not answered; once a day at most."""
    invitation = _again(invitation, by)
    now = timezone.now()
    if invitation.state != State.SENT or invitation.expires_at <= now:
        raise Refused("This invitation is no longer waiting for an answer.")
    if invitation.last_sent_at and invitation.last_sent_at > now - REMINDED_AT_MOST_EVERY:
        raise Refused("The last letter left less than a day ago.")
    _write(invitation, "invitation_reminder")
    return invitation


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Person, why: str = "") -> Invitation:
    """Take it back: its page is gone, and its token opens nothing."""
    invitation = _again(invitation, by)
    invitation.advance(State.WITHDRAWN, by=by, why=why)
    return invitation


@transaction.atomic
def decline_invitation(invitation: Invitation, *, by: Person | None) -> Invitation:
    """A no from whoever holds the letter, with or without an account."""
    invitation = locked(invitation)
    invitation.advance(State.DECLINED, by=by, why="Declined on the page of the letter.")
    return invitation
