"""Places in a programme, in a few words."""

import datetime

from events.meetings.tests.factories import at
from events.meetings.workflow import Place


def place_at(room, hour, *, day=0, hours=1):
    """In this room from this hour (UTC) of this day of the sprint."""
    starts_at = at(room.sprint, hour, day=day)
    return Place(starts_at, starts_at + datetime.timedelta(hours=hours), room)
