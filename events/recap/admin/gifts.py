"""The back office of gifts: what there is; who gets one is noted on a page of its own."""

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.urls import path

from events.admin_base import GuardedAdmin
from events.recap.admin import handouts
from events.recap.models import Gift
from events.sprints.admin import Scoped


class GiftForm(forms.ModelForm):
    def clean_quantity(self):
        """What was handed out is no field of this form, so the model's own rule cannot ask."""
        quantity = self.cleaned_data["quantity"]
        if quantity is not None and quantity < self.instance.handed_out:
            raise forms.ValidationError(
                f"{self.instance.handed_out} of them were handed out already."
            )
        return quantity


@admin.register(Gift)
class GiftAdmin(GuardedAdmin, Scoped):
    form = GiftForm
    list_display = ("item", "organization", "sprint", "quantity", "handed_out")
    list_filter = (("sprint", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("sprint", "organization")
    search_fields = ("item",)
    ordering = ("sprint", "pk")
    autocomplete_fields: ClassVar = ["organization"]
    readonly_fields = ("handed_out",)
    fields = ("sprint", "item", "organization", ("quantity", "handed_out"), "for_whom")

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj is None else ("sprint", *self.readonly_fields)

    def has_delete_permission(self, request, obj=None):
        """What was handed out stays counted."""
        return super().has_delete_permission(request, obj) and not obj.handed_out

    def get_urls(self):
        """Pages for the desk, too, which sees nothing else of this."""
        view = self.admin_site.admin_view
        one = "<int:pk>/to/<int:registration>/"
        return [
            path("<int:pk>/handouts/", view(handouts.page), name="events_gift_handouts"),
            path(f"{one}hand-out/", view(handouts.hand_out), name="events_gift_hand_out"),
            path(f"{one}undo/", view(handouts.undo), name="events_gift_undo_handout"),
            *super().get_urls(),
        ]
