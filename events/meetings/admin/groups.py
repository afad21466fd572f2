"""The back office of interest groups, which live across sprints."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q

from events.admin_base import Guarded
from events.meetings import rules
from events.sprints.admin import ForOrganizers
from people.models import GroupMember, InterestGroup, Person


class GroupMemberInline(Guarded, admin.TabularInline):
    """Who may change the group names its people; nobody else here reads them."""

    model = GroupMember
    extra = 0
    autocomplete_fields: ClassVar = ["person"]

    def has_view_permission(self, request, obj=None):
        page = self.admin_site.get_model_admin(InterestGroup)
        return page.has_change_permission(request, obj)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def get_formset(self, request, obj=None, **kwargs):
        """Whoever is in the group already may stay, from whatever sprint they came."""
        formset = super().get_formset(request, obj, **kwargs)
        field: Any = formset.form.base_fields["person"]
        members = GroupMember.objects.filter(group=obj).values("person")
        reachable = Q(pk__in=field.queryset.values("pk")) | Q(pk__in=members)
        field.queryset = Person.objects.filter(reachable)
        return formset


@admin.register(InterestGroup)
class InterestGroupAdmin(ForOrganizers):
    """Everybody's; who may change which, and so name its people, `groups_kept_by` says."""

    list_display = ("name", "channel_url", "confidential", "archived")
    list_filter = ("archived", "confidential")
    search_fields = ("name",)
    ordering = ("name",)
    prepopulated_fields: ClassVar = {"slug": ["name"]}
    fields = (("name", "slug"), "purpose", "channel_url", "confidential", "archived")
    inlines = (GroupMemberInline,)

    def is_of_others(self, request, record):
        return not rules.groups_kept_by(request.user).filter(pk=record.pk).exists()
