"""The back office of the programme, and what it adds to a sprint's dashboard."""

from events.meetings.admin.meetings import MeetingAdmin
from events.meetings.admin.problems import WAYS, programme_panel
from events.meetings.admin.programme import InterestGroupAdmin, ProgrammeChangeAdmin, RoomAdmin
from events.meetings.admin.zone import fixed_zone
from events.sprints.admin import SprintAdmin

SprintAdmin.panels.append(programme_panel)
SprintAdmin.ways["Programme"] += WAYS
SprintAdmin.fixed.append(fixed_zone)
