"""The conflicts of a meeting as it would be: pure functions over one load of the programme.

A sentence about a meeting that the reader may not see only says when a room or a person is not
free.
"""

from events.meetings.conflicts.judging import FreeSlot, against, conflicts, free_slots, problems
from events.meetings.conflicts.programme import Attendance, Conflict, Entry, Programme, Severity
from events.meetings.conflicts.reading import entry_of, load
