"""What the list of participants is filtered by, beyond its columns."""

from django.contrib import admin
from django.db.models import TextField
from django.db.models.functions import Cast

from events.registration import rules
from events.registration.models import Registration
from events.sprints import rules as sprint_rules
from events.sprints.admin import managed_ids
from events.sprints.display import weekday
from events.sprints.models import Mode, Sprint
from people.models import Organization

UNDECIDED = "undecided"
MOST_DAYS = 61  # of the longest sprint


def having(rows, column, value):
    """Rows whose list in this JSON column holds the value; as text, which every database can search."""
    text = f"{column}_text"
    found = rows.alias(**{text: Cast(column, TextField())})
    return found.filter(**{f"{text}__contains": f'"{value}"'})


class Filter(admin.SimpleListFilter):
    """Finds nobody by a value that is not on offer."""

    def has_output(self):
        return bool(self.lookup_choices) or self.value() is not None

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if self.value() not in dict(self.lookup_choices):
            return queryset.none()
        return self.narrowed(queryset, self.value())

    def narrowed(self, rows, value):
        raise NotImplementedError


class DayFilter(Filter):
    """Who is there in person on a day: of the sprint that the list shows, else of those ahead."""

    title = "day in person"
    parameter_name = "day"

    def lookups(self, request, model_admin):
        sprints = self.sprints(request, model_admin)
        days = sorted({day for sprint in sprints for day in rules.days(sprint)})[:MOST_DAYS]
        return [(day.isoformat(), f"{weekday(day)} {day.year}") for day in days]

    def sprints(self, request, model_admin):
        own = model_admin.own_ids(request)
        mine = Sprint.objects.filter(pk__in=own)
        chosen = request.GET.get("sprint__id__exact")
        if chosen in map(str, own):
            return mine.filter(pk=chosen)
        live = mine.exclude(state__in=(Sprint.State.FINISHED, Sprint.State.CANCELLED))
        return [sprint for sprint in live if sprint_rules.lies_ahead(sprint)]

    def narrowed(self, rows, value):
        there = rows.filter(state=Registration.State.CONFIRMED, mode=Mode.IN_PERSON)
        return having(there, "days", value)


class RoleFilter(Filter):
    title = "role"
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return Registration.Role.choices

    def narrowed(self, rows, value):
        return having(rows, "roles", value)


class OrganizationFilter(Filter):
    """Who is financed by an organization, among those of this person's own sprints."""

    title = "organization"
    parameter_name = "organization"

    def lookups(self, request, model_admin):
        mine = Organization.objects.filter(registrations__sprint__in=managed_ids(request))
        rows = mine.distinct().order_by("name").values_list("pk", "name")
        return [(str(pk), name) for pk, name in rows]

    def narrowed(self, rows, value):
        return rows.filter(organizations=value)


class ListedFilter(Filter):
    """Django's own would leave out those who have not chosen."""

    title = "name shown to"
    parameter_name = "listed"

    def lookups(self, request, model_admin):
        return [*Sprint.Audience.choices, (UNDECIDED, "no choice made")]

    def narrowed(self, rows, value):
        return rows.filter(listed="" if value == UNDECIDED else value)
