"""The back office of people and organizations, as far as an organizer's own sprints reach."""

from typing import ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from events.admin_base import admin_page
from events.lifecycle import refusal_as_message, refusal_in
from events.pages import rules, workflow
from events.pages.forms import GiveRecordForm
from events.photos import workflow as photos
from events.photos.display import picture_of
from events.photos.forms import PictureForm
from events.photos.models import Logo
from events.registration.models import Registration
from events.sprints.admin import ForOrganizers, managed_ids
from events.sprints.models import TeamMember
from people.models import Organization, Person
from people.names import fold
from people.rules import has_account, is_claimed


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

    def is_of_others(self, request, record):
        """Whoever has an account keeps the record alone, and so does a team that shares it."""
        is_free = record.is_active and not is_claimed(record)
        return not is_free or rules.is_of_others(record, request.user)

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

    def get_urls(self):
        view = require_http_methods(["GET", "HEAD", "POST"])(self.admin_site.admin_view(self.give))
        return [path("<int:pk>/give/", view, name="people_person_give"), *super().get_urls()]

    def may_give(self, request, person) -> bool:
        free = person.is_active and not has_account(person)
        return free and self.has_change_permission(request, person)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        person = self.get_object(request, object_id)
        may_give = person is not None and self.may_give(request, person)
        context = {"may_give": may_give, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def give(self, request, pk):
        """Who was entered by hand has an account by now: the record becomes part of it."""
        record = self.get_object(request, str(pk))
        if record is None:
            raise Http404
        if not self.may_give(request, record):
            raise PermissionDenied
        form = GiveRecordForm(request.POST or None)
        if form.is_valid():
            account = form.cleaned_data["account"]
            with refusal_in(form):
                workflow.give_record(record, account, by=request.user)
                self.log_change(request, account, f"Was given the record {pk}, {record}.")
                messages.success(request, f"{record}: the record belongs to {account} now.")
                return redirect("admin:people_person_changelist")
        action = {
            "label": "Give to the account",
            "explanation": "What this record tells of becomes part of the account, its owner gets "
            "an email, and the record is deleted. This cannot be undone.",
        }
        return admin_page(
            request,
            "admin/action.html",
            f"Whose record is {record}?",
            record=record,
            action=action,
            form=form,
            opts=self.opts,
            back_url=reverse("admin:people_person_change", args=[pk]),
        )

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

    def is_of_others(self, request, record):
        return not rules.sprints_with(record) <= managed_ids(request)

    def get_urls(self):
        """A logo is uploaded on a page of its own and checked like every picture."""
        see = require_http_methods(["GET", "HEAD", "POST"])(self.admin_site.admin_view(self.logo))
        remove = require_POST(self.admin_site.admin_view(self.remove_logo))
        return [
            path("<int:pk>/logo/", see, name="people_organization_logo"),
            path("<int:pk>/logo/remove/", remove, name="people_organization_remove_logo"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        organization = self.get_object(request, object_id)
        may = organization is not None and self.has_change_permission(request, organization)
        context = {"may_change_logo": may, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def changeable(self, request, pk) -> Organization:
        organization = self.get_object(request, str(pk))
        if organization is None:
            raise Http404
        if not self.has_change_permission(request, organization):
            raise PermissionDenied
        return organization

    def logo(self, request, pk):
        organization = self.changeable(request, pk)
        form = PictureForm()
        if request.method == "POST":
            form = PictureForm(request.POST, request.FILES)
            if form.is_valid():
                with refusal_in(form, "picture"):
                    photos.send_logo(organization, form.cleaned_data["picture"], by=request.user)
                    self.log_change(request, organization, "Sent a logo.")
                    messages.success(request, "The logo has arrived.")
                    return redirect("admin:people_organization_logo", pk)
        logo = Logo.objects.filter(organization=organization).first()
        return admin_page(
            request,
            "admin/logo.html",
            f"Logo: {organization}",
            organization=organization,
            form=form,
            logo=logo,
            picture=picture_of(logo),
            opts=self.opts,
        )

    def remove_logo(self, request, pk):
        organization = self.changeable(request, pk)
        with refusal_as_message(request):
            photos.remove_logo(organization)
            self.log_change(request, organization, "Removed the logo.")
            messages.success(request, "The logo is gone.")
        return redirect("admin:people_organization_logo", pk)
