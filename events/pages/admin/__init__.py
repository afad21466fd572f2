"""The back office over several areas: sprints, people and organizations."""

from events.pages.admin.people import OrganizationAdmin, PersonAdmin
from events.pages.admin.sprint import SprintAdmin
