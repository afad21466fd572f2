"""What happens to registrations and invitations when their sprint is cancelled or moves."""

import datetime

from django.db import transaction

from events.lifecycle import Refused, locked
from events.registration import emails, rules
from events.registration.models import Invitation, Registration
from events.sprints.models import Sprint
from people.models import Person


@transaction.atomic
def call_off(sprint: Sprint, *, by: Person | None, why: str) -> None:
    """Tell everybody who takes part or waits, and take back the invitations nobody has answered.

    Registrations stay as they are: they tell who would have come. Nobody can change them any more
    (`workflow.access`), their offers neither end nor are reminded of, and pages say what happened.
    Of a draft the public knew nothing, so nobody is written to.
    """
    sprint = locked(sprint)
    if sprint.state != Sprint.State.CANCELLED:
        raise Refused("This sprint is not cancelled.")
    for invitation in sprint.invitations.pending().order_by("pk").select_for_update(no_key=True):
        invitation.advance(Invitation.State.WITHDRAWN, by=by, why=why)
    if sprint.announced_at is not None:
        for registration in sprint.registrations.live().select_related("person").order_by("pk"):
            emails.sprint_cancelled(registration, why)


@transaction.atomic
def follow_move(sprint: Sprint, before: Sprint, by: Person) -> None:
    """Shift the days that people chose with the first day, and tell them.

    Days that the sprint no longer has are dropped. Whoever would have none left gets the whole
    sprint: in person means at least one day, and whoever read the email takes days away.
    """
    sprint = locked(sprint)
    shift = sprint.starts_on - before.starts_on
    own = {day.isoformat() for day in rules.days(sprint)}
    told = rules.tells_of_new_dates(sprint)
    for registration in sprint.registrations.live().select_related("person").order_by("pk"):
        days = [day for day in _shifted(registration.days, shift) if day in own]
        whole = bool(registration.days) and not days
        _store_days(registration, sorted(own) if whole else days)
        if told:
            emails.sprint_moved(registration, before, whole=whole)


def _shifted(days: list[str], shift: datetime.timedelta) -> list[str]:
    return [(datetime.date.fromisoformat(day) + shift).isoformat() for day in days]


def _store_days(registration: Registration, days: list[str]) -> None:
    if days != registration.days:
        registration.days = days
        registration.save(update_fields=["days"])
