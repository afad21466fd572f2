"""The waiting list of each sprint: what time has done to it, and who is next.

The lock on the sprint is the one lock for all its seats: whoever holds it sees them as they are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.registration import emails, rules
from events.registration.models import Invitation, PrivateDetails, Registration
from events.sprints.models import Mode, Sprint
from people.models import Person
from people.workflow import held

State = Registration.State
Record = TypeVar("Record", Sprint, Registration)


@contextmanager
def of(record: Record, *, newcomer: Person | None = None) -> Iterator[Record]:
    """The sprint or registration as it is now, locked, with the waiting list settled around the block.

    What time has changed is committed first, so that a refusal in the block does not undo it; then
    the block has a transaction of its own. Lock order: newcomer, sprint, registration.
    """
    sprint: Sprint = record if isinstance(record, Sprint) else record.sprint
    settle(sprint)
    with transaction.atomic():
        if newcomer is not None and held(newcomer) is None:
            raise Refused("This account has been deleted.")
        current: Any = locked(sprint)
        if isinstance(record, Registration):
            sprint, current = current, locked(record)
            current.sprint = sprint
        yield current
        settle(sprint)


def settle(sprint: Sprint) -> None:
    """Do what time has done: end lapsed offers, and give free seats to whoever is next."""
    if sprint.registrations.queued().exists():
        with transaction.atomic():
            _settle(locked(sprint))


def _settle(sprint: Sprint) -> None:
    for registration in rules.lapsed(sprint).select_related("person"):
        end_offer(registration, by=None, why="The deadline passed.")
        emails.tell(registration, "offer_ended", goes_on=registration.is_live)
    if rules.promotes(sprint):
        for mode in rules.modes(sprint):
            seats = rules.seats(sprint, mode)
            if seats.waiting:
                waiting = sprint.registrations.waiting(mode).select_related("person")
                for registration in waiting[: seats.free]:
                    offer_or_confirm(registration)


def offer_or_confirm(
    registration: Registration, *, by: Person | None = None, why: str = ""
) -> None:
    """Offer a seat, or confirm whoever takes a free one at once; `by` None is the list itself."""
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
    """Remote participants who were waiting stay remote participants; for others this is the end."""
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
    """Take a registration to a final state.

    What only organizers and the desk read ends with it; the invitation that it used opens the form
    once more.
    """
    registration.advance(state, by=by, why=why, remote_while_waiting=False)
    PrivateDetails.objects.filter(registration=registration).delete()
    for invitation in Invitation.objects.used_for(registration):
        if rules.reopens(invitation, registration, by):
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
    queued = Registration.objects.queued().values("sprint")
    sprints = Sprint.objects.filter(pk__in=queued).order_by("pk")
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
