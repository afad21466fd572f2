"""What the list of meetings is filtered by, beyond its columns."""

from django.db.models import Q

from events.meetings import rules
from events.registration.admin.filters import DayFilter


class MeetingDayFilter(DayFilter):
    """On which day, as the calendar stands where the sprint is."""

    title = "day"

    def sprints(self, request, model_admin):
        self.shown = super().sprints(request, model_admin)
        return self.shown

    def narrowed(self, rows, value):
        found = Q(on_day=value)
        for sprint in self.shown:
            for day in rules.days_of(sprint):
                if day.isoformat() == value:
                    first, last = rules.day_bounds(sprint, day)
                    found |= Q(sprint=sprint, starts_at__gte=first, starts_at__lt=last)
        return rows.filter(found)
