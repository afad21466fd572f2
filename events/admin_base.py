"""What every page of the back office keeps to, on top of Django's admin."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from events.lifecycle import locked

# What the filters of a list may add to the name of their field.
FILTER_LOOKUPS = {"id", "exact", "isnull", "isempty"}
MOST_DIGITS = 18  # what fits the key of every database


def is_key(text: str) -> bool:
    """Whether the primary key of some row can look like this."""
    return text.isdecimal() and len(text) <= MOST_DIGITS


def name_of(list_filter) -> str:
    """The field that a filter of a list is about, or the parameter that it answers to."""
    if isinstance(list_filter, tuple):
        return list_filter[0]
    return getattr(list_filter, "parameter_name", list_filter)


def admin_page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """A page of our own in the frame of Django's back office."""
    frame = admin.site.each_context(request)
    return render(request, template, {**frame, "title": title, **context})


class SafeAutocompleteSelect(AutocompleteSelect):
    """Shows what was typed into it by hand as nothing chosen, instead of breaking."""

    def optgroups(self, name, value, attr=None):
        numbers = [one for one in value if not one or is_key(str(one))]
        return super().optgroups(name, numbers, attr)


class Guarded(admin.options.BaseModelAdmin):
    """A foreign key offers, and accepts, only rows that the back office shows this person."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        related: Any = db_field.remote_field.model
        if "queryset" not in kwargs and self.admin_site.is_registered(related):
            kwargs["queryset"] = self.admin_site.get_model_admin(related).get_queryset(request)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SafeAutocompleteSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def list_of(model: str, sprint: Any, **filters: str) -> str:
    """The address of the list of a model's rows of one sprint, as these filters narrow it."""
    query = urlencode({"sprint__id__exact": sprint.pk, **filters})
    return f"{reverse(f'admin:events_{model}_changelist')}?{query}"


class NothingToAdd:
    """Mixin: rows that come and go elsewhere."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class GuardedAdmin(Guarded, admin.ModelAdmin):
    """Lists are filtered by what they offer and nothing else; a form holds its row while it saves."""

    list_max_show_all = 1000  # so that all of a large sprint can be shown, and chosen, at once
    view_on_site: Any = False

    def lookup_allowed(self, lookup, value, request):
        """Django lets any column be compared, a password's hash included."""
        names = {name_of(one) for one in self.get_list_filter(request)}
        rest = [lookup[len(name) :] for name in names if f"{lookup}__".startswith(f"{name}__")]
        return any(set(one.split("__")) <= {"", *FILTER_LOOKUPS} for one in rest)

    def get_object(self, request, object_id, from_field=None):
        """Django saves every column as it was read, so nobody else may write in between."""
        record = super().get_object(request, object_id, from_field)
        if record is None or request.method != "POST":
            return record
        return self.held(record) if transaction.get_connection().in_atomic_block else record

    def held(self, record):
        """The row as it is now, under a lock; a page whose rows hang on others locks those first."""
        return locked(record)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Django lets any form be sent as a new row, also where no page offers that."""
        if "_saveasnew" in request.POST and not self.save_as:
            raise SuspiciousOperation("A row was to be copied that nobody can copy.")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request, extra_context=None):
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(map(is_key, chosen)):
            raise SuspiciousOperation("A row was chosen that is no row.")
        return super().changelist_view(request, extra_context)
