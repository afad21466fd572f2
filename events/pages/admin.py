"""The back office of people and organizations, as far as an organizer's own sprints reach."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import Q

from events.pages import workflow
from events.registration.models import Financing, Registration
from events.sprints.admin import ForOrganizers, SprintAdmin, managed_ids
from events.sprints.models import Credit, Sponsorship, Sprint, TeamMember
from events.steps import Step
from people.models import Organization, Person
from people.names import fold
from people.rules import is_claimed

State = Sprint.State

SprintAdmin.steps += (
    Step(
        "cancel",
        "Cancel the sprint",
        (State.DRAFT, State.ANNOUNCED, State.OPEN, State.CLOSED),
        workflow.cancel_sprint,
        "Whoever takes part or waits gets a letter with your reason. This cannot be undone.",
        needs_reason=True,
    ),
)


@admin.register(Person)
class PersonAdmin(ForOrganizers):
    """Organizers see the people of their sprints and keep the records of those without account."""

    list_display = ("name", "email", "introduction", "last_login")
    search_fields = ("name", "email")
    ordering = ("sort_key", "pk")
    readonly_fields = ("last_login", "joined_at")
    fields: ClassVar = [
        "name",
        "sort_name",
        "call_name",
        "introduction",
        "github",
        "time_zone",
        "email",
        "is_active",
        "is_superuser",
        "last_login",
        "joined_at",
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        mine = managed_ids(request)
        return rows.filter(
            Q(pk__in=Registration.objects.filter(sprint__in=mine).values("person"))
            | Q(pk__in=TeamMember.objects.filter(sprint__in=mine).values("person"))
        )

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        """Whoever has an account keeps the record alone, and so does a team that shares it."""
        mine = managed_ids(request)
        if obj is None or request.user.is_superuser:
            return request.user.is_superuser or bool(mine)
        free = obj.is_active and not is_claimed(obj)
        return bool(mine) and free and not self.is_used_elsewhere(obj, mine)

    def is_used_elsewhere(self, person, mine):
        used = (Registration, TeamMember, Credit)
        rows = (model.objects.filter(person=person).exclude(sprint__in=mine) for model in used)
        return any(found.exists() for found in rows)

    def get_search_results(self, request, queryset, search_term):
        """Names are found without their accents, and alike on every database."""
        found, doubled = super().get_search_results(request, queryset, search_term)
        words = fold(search_term).split()
        if words:
            by_name = Q()
            for word in words:
                by_name &= Q(sort_key__contains=word)
            found = found | queryset.filter(by_name)
        return found, doubled

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data and obj.email:
            workflow.hand_over(obj, by=request.user)

    def get_readonly_fields(self, request, obj=None):
        fixed = list(self.readonly_fields)
        if obj is not None and is_claimed(obj):
            fixed.append("email")  # the person alone changes it, with a code sent to it
        if not request.user.is_superuser:
            fixed += ["is_active", "is_superuser"]
        return fixed


@admin.register(Organization)
class OrganizationAdmin(ForOrganizers):
    """Everybody's; an organizer changes one while no other team's sprint uses it."""

    list_display = ("name", "url")
    search_fields = ("name",)
    ordering = ("name",)
    prepopulated_fields: ClassVar = {"slug": ["name"]}

    def has_add_permission(self, request):
        return self.has_view_permission(request)

    def has_change_permission(self, request, obj=None):
        if obj is None or request.user.is_superuser:
            return self.has_view_permission(request)
        mine = managed_ids(request)
        elsewhere = (
            Sponsorship.objects.filter(organization=obj).exclude(sprint__in=mine),
            Financing.objects.filter(organization=obj).exclude(registration__sprint__in=mine),
        )
        return bool(mine) and not any(rows.exists() for rows in elsewhere)
