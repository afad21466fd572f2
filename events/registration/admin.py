"""The back office of participants."""

from typing import ClassVar

from django.contrib import admin

from events.registration import workflow
from events.registration.figures import head_counts
from events.registration.forms import RegistrationForm
from events.registration.models import Financing, Registration
from events.sprints.admin import Scoped, ScopedInline, SprintAdmin
from events.sprints.models import Sprint


class FinancingInline(ScopedInline, admin.TabularInline):
    model = Financing
    autocomplete_fields: ClassVar = ["organization"]


@admin.register(Registration)
class RegistrationAdmin(Scoped, admin.ModelAdmin):
    form = RegistrationForm
    list_display = ("person", "sprint", "mode", "attended", "listed", "roles")
    list_filter = (
        ("sprint", admin.RelatedOnlyFieldListFilter),
        "mode",
        "attended",
        "listed",
    )
    list_select_related = ("person", "sprint")
    search_fields = ("person__name", "person__email")
    ordering = ("person__sort_key", "pk")
    autocomplete_fields: ClassVar = ["person"]
    inlines = (FinancingInline,)

    def get_readonly_fields(self, request, obj=None):
        return ("sprint", "person") if obj else ()

    def get_fields(self, request, obj=None):
        new = () if obj else ("new_name",)
        return ("sprint", "person", *new, "mode", "roles", "attended", "listed")

    def has_delete_permission(self, request, obj=None):
        """Who took part stays; while the sprint is a draft a slip may be undone."""
        return (
            super().has_delete_permission(request, obj) and obj.sprint.state == Sprint.State.DRAFT
        )

    def save_model(self, request, obj, form, change):
        if form.cleaned_data.get("new_name"):
            obj.person = workflow.add_person(form.cleaned_data["new_name"])
        super().save_model(request, obj, form, change)


SprintAdmin.panels.append(head_counts)
