"""What speaks against a meeting as it would be: pure questions over one load of the programme.

A sentence about a meeting that the reader may not see says when a room or a person is not free,
and no more.
"""

from events.meetings.conflicts.free import FreeSlot, free_slots
from events.meetings.conflicts.judging import against, conflicts, problems
from events.meetings.conflicts.kinds import Conflict, Severity
from events.meetings.conflicts.programme import Attendance, Programme, Slot
from events.meetings.conflicts.reading import load, slot_of
