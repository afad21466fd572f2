"""The back office of one sprint: its form, its actions, its dashboard, and copies of it."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from events.admin_actions import Action, ActionsAdmin, history
from events.admin_base import admin_page
from events.lifecycle import refusal_in
from events.meetings.admin.zone import zone_is_fixed
from events.pages import workflow
from events.pages.admin.links import dashboard_links, dashboard_panels
from events.pages.forms import CopyForm, SprintForm
from events.sprints import rules
from events.sprints import workflow as sprint_workflow
from events.sprints.admin import Scoped, ScopedInline
from events.sprints.display import dates_in_words, gate_in_words
from events.sprints.forms import SponsorshipForm, TeamFormSet, TeamMemberForm
from events.sprints.models import Credit, PublishedFigure, Sponsorship, Sprint, TeamMember

State = Sprint.State


class TeamInline(ScopedInline, admin.TabularInline):
    model = TeamMember
    form = TeamMemberForm
    formset = TeamFormSet
    verbose_name_plural = "team"


class SponsorshipInline(ScopedInline, admin.StackedInline):
    model = Sponsorship
    form = SponsorshipForm
    autocomplete_fields: ClassVar = ["organization"]


class CreditInline(ScopedInline, admin.TabularInline):
    model = Credit
    autocomplete_fields: ClassVar = ["person"]


class FigureInline(ScopedInline, admin.TabularInline):
    model = PublishedFigure


@admin.register(Sprint)
class SprintAdmin(ActionsAdmin, Scoped):
    form = SprintForm
    sprint_path = "pk"
    list_display = ("name", "series", "starts_on", "ends_on", "city", "mode", "state")
    list_filter = ("state", "mode", ("series", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("series",)
    search_fields = ("name", "slug", "city")
    ordering = ("-starts_on",)
    readonly_fields = ("state", "state_changed_at", "announced_at")
    prepopulated_fields: ClassVar = {"slug": ["name"]}
    inlines = (TeamInline, SponsorshipInline, CreditInline, FigureInline)
    fieldsets = (
        (None, {"fields": ("series", "name", "slug", "tagline", "description")}),
        ("State", {"fields": ("state", "state_changed_at", "announced_at")}),
        ("When", {"fields": (("starts_on", "ends_on"), "time_zone")}),
        ("Where", {"fields": ("mode", "venue_name", "address", ("city", "country"), "arrival")}),
        (
            "Registration",
            {
                "fields": (
                    "registration_mode",
                    ("registration_opens_at", "registration_closes_at"),
                    ("capacity_in_person", "capacity_remote"),
                    ("offer_hours", "promotion_until"),
                    "participants_shown_to",
                )
            },
        ),
        ("Meetings", {"fields": ("chairs_may_book",)}),
        (
            "Conduct and privacy",
            {"fields": (("conduct_url", "conduct_version"), "contact_email", "private_data_days")},
        ),
    )
    record_actions: ClassVar[tuple[Action, ...]] = (
        Action(
            "announce",
            "Announce",
            (State.DRAFT,),
            sprint_workflow.announce,
            "The public page says “Save the date”.",
            when=rules.lies_ahead,
        ),
        Action(
            "open",
            "Open registration",
            (State.ANNOUNCED, State.CLOSED),
            sprint_workflow.open_registration,
            "People may register from now on, or from the opening time if there is one.",
            when=rules.lies_ahead,
        ),
        Action(
            "close",
            "Close registration",
            (State.OPEN,),
            sprint_workflow.close_registration,
            "Nobody can register any more; editing and cancelling stay possible.",
        ),
        Action(
            "finish",
            "Record as finished",
            (State.DRAFT, State.ANNOUNCED, State.CLOSED),
            sprint_workflow.finish,
            "The sprint becomes history.",
            when=rules.is_past,
        ),
        Action(
            "cancel",
            "Cancel the sprint",
            (State.DRAFT, State.ANNOUNCED, State.OPEN, State.CLOSED),
            workflow.cancel_sprint,
            "Whoever takes part or waits gets an email with your reason. This cannot be undone.",
            needs_reason=True,
        ),
    )

    def has_delete_permission(self, request, obj=None):
        """A draft may go; what was public is cancelled instead."""
        return super().has_delete_permission(request, obj) and obj.state == State.DRAFT

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    def get_readonly_fields(self, request, obj=None):
        """The address of a page that was public stays."""
        published = obj is not None and obj.announced_at is not None
        return (*self.readonly_fields, "slug") if published else self.readonly_fields

    def get_prepopulated_fields(self, request, obj=None):
        return {} if "slug" in self.get_readonly_fields(request, obj) else self.prepopulated_fields

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The time zone of meetings that have a time is changed on a page of its own."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj and (sentence := zone_is_fixed(obj)):
            field: Any = form.base_fields["time_zone"]
            field.disabled, field.help_text = True, sentence
        return form

    def response_post_save_change(self, request, obj):
        return redirect(self.after_action(obj))

    response_post_save_add = response_post_save_change

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/dashboard/", view(self.dashboard), name="events_sprint_dashboard"),
            path("<int:pk>/copy/", view(self.copy), name="events_sprint_copy"),
            *super().get_urls(),
        ]

    def after_action(self, record):
        return reverse("admin:events_sprint_dashboard", args=[record.pk])

    def save_model(self, request, obj, form, change):
        if change:
            workflow.change_sprint(obj, by=request.user)
        else:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change and not request.user.is_superuser:
            sprint_workflow.appoint(form.instance, request.user, TeamMember.Role.ORGANIZER)

    def dashboard(self, request, pk):
        """The landing page of a sprint's team, whatever the role."""
        mine = Sprint.objects.with_team_member(request.user)
        sprint = get_object_or_404(mine.select_related("series"), pk=pk)
        manages = rules.may_manage(request.user, sprint)
        return admin_page(
            request,
            "admin/dashboard.html",
            sprint.name,
            sprint=sprint,
            dates=dates_in_words(sprint),
            gate_sentence=gate_in_words(sprint),
            manages=manages,
            action_links=self.action_links(sprint) if manages else [],
            missing=rules.missing_for_next_action(sprint),
            team=sprint.team.select_related("person").order_by("role", "person__sort_key"),
            transitions=history(sprint),
            panels=dashboard_panels(sprint, request.user),
            links=dashboard_links(sprint, request.user),
        )

    def copy(self, request, pk):
        source = self.get_object(request, str(pk))
        if source is None or not self.has_change_permission(request, source):
            raise Http404
        form = CopyForm(request.POST or None, source=source)
        if form.is_valid():
            try:
                with refusal_in(form):
                    sprint = workflow.copy_sprint(source, by=request.user, **form.cleaned_data)
                    self.log_addition(request, sprint, f"Copied from {source}.")
                    return redirect("admin:events_sprint_dashboard", sprint.pk)
            except ValidationError as errors:
                form.add_error(None, errors)
        return admin_page(
            request,
            "admin/copy.html",
            f"Copy {source}",
            form=form,
            source=source,
            opts=self.opts,
        )
