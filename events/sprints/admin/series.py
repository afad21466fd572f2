"""The back office of series, kept by the organizers of their sprints."""

from typing import ClassVar

from django.contrib import admin

from events.admin_base import GuardedAdmin
from events.sprints.admin.scope import Scoped, managed_ids
from events.sprints.models import Channel, EarlierYear, Series


class OfSeries(Scoped):
    """Rows of a series belong to the organizers of any of its sprints."""

    def get_queryset(self, request):
        rows = super(Scoped, self).get_queryset(request)
        if request.user.is_superuser:
            return rows
        return rows.filter(**{f"{self.sprint_path}__in": managed_ids(request)}).distinct()

    def may(self, request, record=None):
        if record is None or request.user.is_superuser:
            return super().may(request)
        return record.sprints.filter(pk__in=managed_ids(request)).exists()

    def has_delete_permission(self, request, obj=None):
        return False


class SeriesInline(OfSeries):
    extra = 0
    sprint_path = "series__sprints"

    def has_delete_permission(self, request, obj=None):
        return self.may(request, obj)


class ChannelInline(SeriesInline, admin.TabularInline):
    model = Channel


class EarlierYearInline(SeriesInline, admin.TabularInline):
    model = EarlierYear


@admin.register(Series)
class SeriesAdmin(OfSeries, GuardedAdmin):
    sprint_path = "sprints"
    list_display = ("name", "slug")
    search_fields = ("name",)
    ordering = ("name",)
    prepopulated_fields: ClassVar = {"slug": ["name"]}
    inlines = (ChannelInline, EarlierYearInline)

    def has_add_permission(self, request, obj=None):
        return request.user.is_superuser
