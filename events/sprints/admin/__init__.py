"""The back office of sprints, and what the areas above need of it."""

from events.sprints.admin.scope import ForOrganizers, Scoped, ScopedInline, managed_ids
from events.sprints.admin.series import SeriesAdmin
from events.sprints.admin.sprint import SprintAdmin
