"""The back office of the programme."""

from events.meetings.admin.meetings import MeetingAdmin
from events.meetings.admin.programme import InterestGroupAdmin, ProgrammeChangeAdmin, RoomAdmin
