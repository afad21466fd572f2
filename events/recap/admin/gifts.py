"""The back office of gifts, and the page on which organizers and the desk hand them out."""

from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.contrib import admin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from events.admin_base import GuardedAdmin, admin_page
from events.lifecycle import refusal_as_message
from events.recap import rules, workflow
from events.recap.models import Gift, Handout
from events.registration.models import Registration
from events.sprints.admin import Scoped
from events.sprints.display import dates_in_words
from events.sprints.models import Sprint
from people.names import fold


@dataclass(frozen=True)
class Row:
    """Somebody who comes in person, and of each gift whether this person has got one."""

    registration: Registration
    name: str
    gifts: list[tuple[Gift, bool]]


@require_safe
def handouts(request, pk):
    sprint = open_sprint(request, pk)
    asked = request.GET.get("q", "").strip()
    words = fold(asked).split()
    gifts = list(sprint.gifts.select_related("organization").order_by("pk"))
    everybody = rows_of(sprint, gifts)
    return admin_page(
        request,
        "admin/handouts.html",
        f"Gifts of {sprint}",
        sprint=sprint,
        dates=dates_in_words(sprint),
        gifts=[(gift, stock_in_words(gift)) for gift in gifts],
        asked=asked,
        number=len(everybody),
        rows=[row for row in everybody if all(word in fold(row.name) for word in words)],
        opts=Gift._meta,
    )


def open_sprint(request, pk) -> Sprint:
    """404 for whoever hands nothing out there."""
    sprint = get_object_or_404(Sprint.objects.with_team_member(request.user), pk=pk)
    if not rules.gives_out(request.user, sprint):
        raise Http404
    return sprint


def rows_of(sprint: Sprint, gifts: list[Gift]) -> list[Row]:
    """All who come in person, in alphabetical order; two queries."""
    pairs = Handout.objects.filter(gift__in=gifts).values_list("gift", "registration")
    given = set(pairs)
    rows = rules.comes_in_person(sprint).select_related("person")
    return [
        Row(row, row.person.name, [(gift, (gift.pk, row.pk) in given) for gift in gifts])
        for row in rows.order_by("person__sort_key", "pk")
    ]


def stock_in_words(gift: Gift) -> str:
    of = "" if gift.quantity is None else f" of {gift.quantity}"
    return f"{gift.handed_out}{of} handed out"


@require_POST
def hand_out(request, pk, registration, *, action=workflow.hand_out):
    """Note it, and go back to the row of this person, with the search that was on."""
    gift = get_object_or_404(Gift.objects.select_related("sprint"), pk=pk)
    sprint = open_sprint(request, gift.sprint_id)
    row = get_object_or_404(sprint.registrations.select_related("person"), pk=registration)
    with refusal_as_message(request):
        action(gift, row, by=request.user)
    asked = request.POST.get("q", "")
    query = f"?{urlencode({'q': asked})}" if asked else ""
    address = reverse("admin:events_gift_handouts", args=[sprint.pk])
    return redirect(f"{address}{query}#person-{row.pk}")


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
        view, to = self.admin_site.admin_view, "<int:pk>/to/<int:registration>/"
        undo = {"action": workflow.undo_handout}
        return [
            path("<int:pk>/handouts/", view(handouts), name="events_gift_handouts"),
            path(f"{to}hand-out/", view(hand_out), name="events_gift_hand_out"),
            path(f"{to}undo/", view(hand_out), undo, name="events_gift_undo_handout"),
            *super().get_urls(),
        ]
