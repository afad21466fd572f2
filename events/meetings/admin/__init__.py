"""The back office of the programme."""

from events.meetings.admin.changes import ProgrammeChangeAdmin
from events.meetings.admin.groups import InterestGroupAdmin
from events.meetings.admin.meetings import MeetingAdmin
from events.meetings.admin.rooms import RoomAdmin
