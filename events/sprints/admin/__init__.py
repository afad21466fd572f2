"""The back office of series, and what keeps each team to its own sprints."""

from events.sprints.admin.scope import ForOrganizers, Scoped, ScopedInline, managed_ids
from events.sprints.admin.series import SeriesAdmin
