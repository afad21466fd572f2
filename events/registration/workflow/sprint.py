"""What happens to registrations when their sprint moves, is cancelled, or has been over for a while."""

import datetime

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.registration import emails, rules
from events.registration.models import Invitation, PrivateDetails
from events.sprints import rules as sprint_rules
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
            emails.tell(registration, "sprint_cancelled", why=why)


@transaction.atomic
def follow_move(sprint: Sprint, before: Sprint, by: Person) -> None:
    """Shift the days that people chose with the first day, and tell them.

    Days that the sprint no longer has are dropped. Whoever would have none left gets the whole
    sprint: in person means at least one day, and whoever read the email takes days away.
    """
    sprint = locked(sprint)
    shift = sprint.starts_on - before.starts_on
    own = {day.isoformat() for day in rules.days(sprint)}
    notifies = rules.notifies_of_new_dates(sprint)
    for registration in sprint.registrations.live().select_related("person").order_by("pk"):
        chosen = map(datetime.date.fromisoformat, registration.days)
        days = [day for day in ((day + shift).isoformat() for day in chosen) if day in own]
        whole = bool(registration.days) and not days
        if whole or days != registration.days:
            registration.days = sorted(own) if whole else days
            registration.save(update_fields=["days"])
        if notifies:
            emails.sprint_moved(registration, before, whole=whole)


def purge_private_details() -> str:
    """Empty the private details of each sprint that ended `private_data_days` ago; part of `tick`."""
    unpurged = PrivateDetails.objects.filter(purged_at=None).values("registration__sprint")
    sprints = Sprint.objects.filter(pk__in=unpurged)
    purged = sum(_purge(sprint) for sprint in sprints if _is_due(sprint))
    return f"{purged} people's private details deleted"


def _is_due(sprint: Sprint) -> bool:
    last_day = sprint.ends_on + datetime.timedelta(days=sprint.private_data_days)
    return sprint_rules.today(sprint) > last_day


def _purge(sprint: Sprint) -> int:
    """How many people's details there were; that there were some stays, and when they went."""
    details = PrivateDetails.objects.filter(registration__sprint=sprint, purged_at=None)
    empty = dict.fromkeys(PrivateDetails.CONTENTS, "")
    return details.update(**empty, purged_at=timezone.now())
