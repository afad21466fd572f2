"""Whose eyes the programme's back office is for: organizers and the programme team of each sprint."""

from typing import ClassVar

from events.meetings.models.meeting import PLACING_ROLES
from events.sprints.admin import Scoped, ScopedInline


class Placed(Scoped):
    roles: ClassVar = PLACING_ROLES


class PlacedInline(ScopedInline):
    roles: ClassVar = PLACING_ROLES

    def sprint_of(self, record) -> int:
        """Django asks about the meeting, whose rows these are, and not about them."""
        return record.sprint_id
