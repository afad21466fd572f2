"""The end of what only organizers and the desk may read."""

import datetime

from django.db import transaction
from django.utils import timezone

from events.registration.models import PrivateDetails
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint


def purge_private_details() -> str:
    """Empty the private details of each sprint that ended `private_data_days` ago; part of `tick`."""
    kept = PrivateDetails.objects.filter(purged_at=None).values("registration__sprint")
    purged = sum(purge(sprint) for sprint in Sprint.objects.filter(pk__in=kept) if is_due(sprint))
    return f"{purged} people's private details deleted"


def is_due(sprint: Sprint) -> bool:
    last_day = sprint.ends_on + datetime.timedelta(days=sprint.private_data_days)
    return sprint_rules.today(sprint) > last_day


@transaction.atomic
def purge(sprint: Sprint) -> int:
    """How many people's details there were; that there were some stays, and when they went."""
    details = PrivateDetails.objects.filter(registration__sprint=sprint, purged_at=None)
    empty = dict.fromkeys(PrivateDetails.CONTENTS, "")
    return details.update(**empty, purged_at=timezone.now())
