"""The back office of outcomes, as far as an organizer's own sprints reach."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.urls import reverse

from events.admin_base import GuardedAdmin
from events.recap import workflow
from events.recap.forms.outcomes import clean_url
from events.recap.models import Outcome, OutcomePerson
from events.sprints.admin import Scoped, ScopedInline
from people.models import Person


class OutcomeForm(forms.ModelForm):
    clean_url = clean_url

    def clean(self):
        super().clean()
        sprint, meeting = self.cleaned_data.get("sprint"), self.cleaned_data.get("meeting")
        if sprint and meeting and meeting.sprint_id != sprint.pk:
            self.add_error("meeting", "This meeting belongs to another sprint.")
        return self.cleaned_data


class CreditInline(ScopedInline, admin.TabularInline):
    """Whoever is credited already may stay, from wherever they came."""

    model = OutcomePerson
    autocomplete_fields: ClassVar = ["person"]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        field: Any = formset.form.base_fields["person"]
        credited = OutcomePerson.objects.filter(outcome=obj).values("person")
        reachable = Q(pk__in=field.queryset.values("pk")) | Q(pk__in=credited)
        field.queryset = Person.objects.filter(reachable)
        return formset


@admin.register(Outcome)
class OutcomeAdmin(GuardedAdmin, Scoped):
    """Whether a nominee agrees is read here, and said on the page of the outcome."""

    form = OutcomeForm
    list_display = ("title", "sprint", "kind", "progress", "created_at")
    list_filter = (("sprint", admin.RelatedOnlyFieldListFilter), "kind", "progress")
    list_select_related = ("sprint",)
    search_fields = ("title", "story")
    ordering = ("-created_at", "-pk")
    autocomplete_fields: ClassVar = ["meeting", "nominee"]
    readonly_fields = ("nominee_agreed", "added_by", "created_at")
    fields = (
        "sprint",
        "title",
        ("kind", "progress"),
        "url",
        "story",
        ("meeting", "looks_further"),
        ("nominee", "nominee_agreed"),
        ("opened_on", "result"),
        "position",
        ("added_by", "created_at"),
    )
    inlines = (CreditInline,)

    def save_model(self, request, obj, form, change):
        """Whoever is nominated in somebody's place has not agreed yet; the report tells of neither."""
        if not change:
            obj.added_by = request.user
        if "nominee" in form.changed_data:
            obj.nominee_agreed = False
            for stored in Outcome.objects.filter(pk=obj.pk):
                workflow.withdraw_vote(stored)
        super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        workflow.withdraw_vote(obj)
        super().delete_model(request, obj)

    def view_on_site(self, obj):
        return reverse("recap:edit_outcome", args=[obj.sprint.slug, obj.pk])
