"""Rooms, interest groups and the list of changes in the back office."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q

from events.admin_base import Guarded, GuardedAdmin
from events.meetings import rules
from events.meetings.admin.forms import RoomForm
from events.meetings.admin.scheduling import short_time_in_words
from events.meetings.models import ProgrammeChange, Room
from events.meetings.models.meeting import PROGRAMME_ROLES
from events.sprints.admin import ForOrganizers, Scoped, ScopedInline
from people.models import GroupMember, InterestGroup, Person


class ForProgramme(Scoped):
    roles: ClassVar = PROGRAMME_ROLES


class ForProgrammeInline(ScopedInline):
    roles: ClassVar = PROGRAMME_ROLES

    def sprint_of(self, record) -> int:
        """Django asks about the meeting that these rows belong to."""
        return record.sprint_id


@admin.register(Room)
class RoomAdmin(ForProgramme, GuardedAdmin):
    form = RoomForm
    list_display = ("name", "sprint", "kind", "capacity", "hours", "position")
    list_filter = (("sprint", admin.RelatedOnlyFieldListFilter), "kind")
    list_select_related = ("sprint",)
    search_fields = ("name", "where")
    ordering = ("-sprint__starts_on", "position", "name")
    prepopulated_fields: ClassVar = {"slug": ["name"]}
    fields: ClassVar = [
        "sprint",
        ("name", "slug"),
        "kind",
        "capacity",
        "equipment",
        "where",
        ("opens_at", "closes_at"),
        "join_url",
        "position",
    ]

    @admin.display(description="bookable")
    def hours(self, room):
        return f"{room.opens_at:%H:%M}–{room.closes_at:%H:%M}" if room.opens_at else "all day"


class GroupMemberInline(Guarded, admin.TabularInline):
    """Only those who may change the group see its members here."""

    model = GroupMember
    extra = 0
    autocomplete_fields: ClassVar = ["person"]

    def has_view_permission(self, request, obj=None):
        page = self.admin_site.get_model_admin(InterestGroup)
        return page.has_change_permission(request, obj)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def get_formset(self, request, obj=None, **kwargs):
        """Present members may stay, whichever sprint they come from."""
        formset = super().get_formset(request, obj, **kwargs)
        field: Any = formset.form.base_fields["person"]
        members = GroupMember.objects.filter(group=obj).values("person")
        reachable = Q(pk__in=field.queryset.values("pk")) | Q(pk__in=members)
        field.queryset = Person.objects.filter(reachable)
        return formset


@admin.register(InterestGroup)
class InterestGroupAdmin(ForOrganizers):
    """All see the groups; `groups_managed_by` says who may change which."""

    list_display = ("name", "channel_url", "confidential", "archived")
    list_filter = ("archived", "confidential")
    search_fields = ("name",)
    ordering = ("name",)
    prepopulated_fields: ClassVar = {"slug": ["name"]}
    fields = (("name", "slug"), "purpose", "channel_url", "confidential", "archived")
    inlines = (GroupMemberInline,)

    def is_of_others(self, request, record):
        return not rules.groups_managed_by(request.user).filter(pk=record.pk).exists()


@admin.register(ProgrammeChange)
class ProgrammeChangeAdmin(ForProgramme, GuardedAdmin):
    list_display = ("meeting", "kind", "was", "became", "at", "by", "was_public")
    list_display_links = None
    list_filter = (("sprint", admin.RelatedOnlyFieldListFilter), "kind", "was_public")
    list_select_related = ("sprint", "meeting", "by")
    search_fields = ("meeting__title",)
    ordering = ("-pk",)
    actions = None

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission

    @admin.display(description="before")
    def was(self, change):
        return self._time(change, change.before)

    @admin.display(description="after")
    def became(self, change):
        return self._time(change, change.after)

    def _time(self, change, snapshot):
        span = rules.span_of(snapshot)
        return short_time_in_words(change.sprint, span) if span else "–"
