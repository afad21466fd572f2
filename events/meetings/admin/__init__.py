"""The back office of the programme, and what it adds to a sprint's dashboard."""

from events.meetings.admin.changes import ProgrammeChangeAdmin
from events.meetings.admin.groups import InterestGroupAdmin
from events.meetings.admin.meetings import MeetingAdmin
from events.meetings.admin.problems import (
    meetings_link,
    problems_link,
    programme_panel,
    rooms_link,
)
from events.meetings.admin.rooms import RoomAdmin
from events.meetings.admin.zone import fixed_zone
from events.sprints.admin import SprintAdmin

SprintAdmin.panels.append(programme_panel)
SprintAdmin.links["Programme"] += [problems_link, meetings_link, rooms_link]
SprintAdmin.fixed.append(fixed_zone)
