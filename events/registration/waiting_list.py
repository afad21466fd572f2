"""The queue of each sprint: what time has done to it, and who is next.

The lock on the sprint is the one lock for all its places: whoever holds it sees them as they are.
"""

import functools
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from events.lifecycle import locked
from events.registration import emails, invitations, rules
from events.registration.models import Invitation, PrivateDetails, Registration
from events.sprints.models import Mode, Sprint
from people.models import Person

State = Registration.State
Answer = TypeVar("Answer")


def step(verb: Callable[..., Answer]) -> Callable[..., Answer]:
    """Settle and keep that, even if the verb is refused; then take the verb in one transaction."""

    @functools.wraps(verb)
    def take(record: Sprint | Registration, *args: Any, **kwargs: Any) -> Answer:
        sprint = record if isinstance(record, Sprint) else record.sprint
        settle(sprint)
        with transaction.atomic():
            return verb(record, *args, **kwargs)

    return take


@transaction.atomic
def settle(sprint: Sprint) -> Sprint:
    """Do what time has done: end lapsed offers, and give free places to whoever is next."""
    sprint = locked(sprint)
    for registration in rules.lapsed(sprint).select_related("person"):
        end_offer(registration, by=None, why="The deadline passed.")
        emails.tell(registration, "offer_ended", goes_on=registration.is_live)
    if rules.promotes(sprint):
        for mode in rules.modes(sprint):
            now = rules.places(sprint, mode)
            if now.waiting:
                queue = sprint.registrations.in_queue(mode).select_related("person")
                for registration in queue[: now.free]:
                    give_place(registration)
    return sprint


def give_place(registration: Registration, *, by: Person | None = None, why: str = "") -> None:
    """Offer it, or confirm whoever takes a free place at once; `by` None is the queue itself."""
    if registration.auto_accept:
        confirm(registration, by=by, email="promoted", why=why)
        return
    deadline = timezone.now() + timedelta(hours=registration.sprint.offer_hours)
    changes = {"offer_expires_at": deadline, "reminded_at": None}
    registration.advance(State.OFFERED, by=by, why=why, **changes)
    emails.offered(registration)


def confirm(
    registration: Registration, *, by: Person | None, email: str, why: str = "", **changes: Any
) -> None:
    changes |= {"offer_expires_at": None, "remote_while_waiting": False}
    registration.advance(State.CONFIRMED, by=by, why=why, **changes)
    emails.tell(registration, email)


def end_offer(registration: Registration, *, by: Person | None, why: str) -> None:
    """Whoever took part from afar meanwhile goes on doing so; for others the way ends here."""
    if registration.remote_while_waiting:
        registration.advance(
            State.CONFIRMED,
            by=by,
            why=why,
            mode=Mode.REMOTE,
            queue_no=None,
            offer_expires_at=None,
            remote_while_waiting=False,
        )
    else:
        end(registration, State.CANCELLED if by else State.EXPIRED, by=by, why=why)


def end(registration: Registration, state: str, *, by: Person | None, why: str) -> None:
    """Take a registration to its end.

    What only organizers and the desk read ends with it; the invitation that it used opens the form
    again.
    """
    registration.advance(state, by=by, why=why, remote_while_waiting=False)
    PrivateDetails.objects.filter(registration=registration).delete()
    for invitation in Invitation.objects.used_for(registration):
        if invitations.opens_again(invitation, registration, by):
            invitation.advance(
                Invitation.State.SENT,
                why="The registration that used it has ended.",
                registration=None,
            )


def next_number(sprint: Sprint, mode: str) -> int:
    numbers = sprint.registrations.filter(mode=mode).aggregate(last=Max("queue_no"))
    return (numbers["last"] or 0) + 1


def settle_all() -> str:
    """Settle every sprint in which somebody waits or has an offer; part of `tick`."""
    waiting = Registration.objects.filter(state__in=Registration.QUEUED).values("sprint")
    sprints = Sprint.objects.filter(pk__in=waiting).order_by("pk")
    for sprint in sprints:
        settle(sprint)
    return f"{len(sprints)} queues settled"


@transaction.atomic
def remind_of_offers() -> str:
    """Write once to each person whose offer ends within a day; part of `tick`."""
    ending = rules.ending_soon().select_related("person", "sprint")
    reminded = 0
    for registration in ending.select_for_update(of=("self",), no_key=True):
        registration.reminded_at = timezone.now()
        registration.save(update_fields=["reminded_at"])
        emails.offered(registration, "offer_ends_tomorrow")
        reminded += 1
    return f"{reminded} people reminded of their offers"
