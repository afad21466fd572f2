"""The back office of programs and funds; money comes and goes on pages of its own."""

from decimal import Decimal
from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, Sum
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse

from events.admin_base import GuardedAdmin, admin_page
from events.lifecycle import refusal_in
from events.sprints.admin import Scoped
from events.sprints.forms import DayField, DayInput, LocalMoments, MomentField, MomentInput
from events.travel import rules, workflow
from events.travel.currencies import MOST_PLACES, in_words
from events.travel.models import Category, Offer, TravelFund, TravelProgram

# How money comes and goes: the function, its label and what it means.
MOVES = {
    "deposit": (workflow.deposit, "Put money in", "What the organization gives, or adds."),
    "reduce": (workflow.reduce, "Take money out", "As far as it is not promised to anybody."),
}


class ProgramForm(LocalMoments):
    MOMENTS = ("opens_at", "closes_at")

    class Meta:
        model = TravelProgram
        fields = ()  # the back office names them
        field_classes = {
            "opens_at": MomentField,
            "closes_at": MomentField,
            "claim_deadline": DayField,
        }
        widgets = {"opens_at": MomentInput, "closes_at": MomentInput, "claim_deadline": DayInput}
        help_texts = {
            "opens_at": "In the sprint's time zone.",
            "closes_at": "In the sprint's time zone.",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.show_moments(self.instance.sprint.time_zone)

    def clean(self):
        super().clean()
        sprint = self.instance.sprint if self.instance.pk else self.cleaned_data.get("sprint")
        if sprint is not None:  # otherwise the field says so itself
            self.read_moments(sprint.time_zone)


class FundForm(forms.ModelForm):
    categories = forms.MultipleChoiceField(
        choices=Category.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What it may pay. None: everything.",
    )

    class Meta:
        model = TravelFund
        fields = ()  # the back office names them
        field_classes = {"commit_until": DayField}
        widgets = {"commit_until": DayInput}


class AmountForm(forms.Form):
    """Whether a currency has such an amount, the workflow says."""

    amount = forms.DecimalField(
        max_digits=12, decimal_places=MOST_PLACES, min_value=Decimal(1).scaleb(-MOST_PLACES)
    )
    note = forms.CharField(
        max_length=400, required=False, help_text="Kept in the ledger, which is never changed."
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def look_again(self, seen: str) -> None:
        """What was typed stays; sending it once more is then on purpose."""
        self.data = {**dict(self.data.items()), "seen": seen}


@admin.register(TravelProgram)
class TravelProgramAdmin(GuardedAdmin, Scoped):
    form = ProgramForm
    roles: ClassVar = tuple(rules.KEEPERS_OF_FUNDS)
    fields = (
        "sprint",
        ("opens_at", "closes_at"),
        "currency",
        ("offer_days", "min_reviews"),
        "claim_deadline",
        "policy",
        "contact_email",
        "text_retention_days",
    )
    list_display = ("sprint", "opens_at", "closes_at", "currency")
    list_select_related = ("sprint",)
    ordering = ("-opens_at",)

    def get_readonly_fields(self, request, obj=None):
        """Amounts that were typed are of the currency that was asked for."""
        if obj is None:
            return ()
        used = obj.sprint.travel_funds.exists()
        applied = obj.sprint.registrations.exclude(travel_application=None).exists()
        return ("sprint", "currency") if used or applied else ("sprint",)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(TravelFund)
class TravelFundAdmin(GuardedAdmin, Scoped):
    form = FundForm
    roles: ClassVar = tuple(rules.KEEPERS_OF_FUNDS)
    readers: ClassVar = tuple(rules.READERS_OF_FUNDS)
    fields = (
        ("sprint", "organization"),
        ("name", "currency"),
        ("amount", "promised"),
        "payment_instructions",
        "categories",
        "commit_until",
        "active",
        ("shown_publicly", "amount_public"),
        "blurb",
        "position",
    )
    list_display = ("name", "sprint", "organization", "currency", "amount", "promised")
    list_filter = (("sprint", admin.RelatedOnlyFieldListFilter), "active")
    list_select_related = ("sprint", "organization")
    search_fields = ("name",)
    ordering = ("sprint", "position", "pk")

    @admin.display(description="committed")
    def promised(self, fund):
        """Without what is staged for the reader: that shows nowhere, not even in the order."""
        return round(fund.committed - (fund.for_reader or 0), MOST_PLACES)

    def get_queryset(self, request):
        staged = Q(
            allocations__offer__state=Offer.State.STAGED,
            allocations__offer__application__registration__person=request.user,
        )
        rows = super().get_queryset(request)
        return rows.annotate(for_reader=Sum("allocations__amount", filter=staged))

    def held(self, record):
        """The sum comes with the list's query, which takes no lock."""
        held = super().held(record)
        held.for_reader = record.for_reader
        return held

    def get_urls(self):
        move = self.admin_site.admin_view(self.move)
        return [
            path(f"<int:pk>/{name}/", move, {"name": name}, name=f"events_travelfund_{name}")
            for name in MOVES
        ] + super().get_urls()

    def get_readonly_fields(self, request, obj=None):
        money = ("amount", "promised")
        if obj is None:
            return money
        return ("sprint", "currency", *money) if obj.entries.exists() else ("sprint", *money)

    def has_delete_permission(self, request, obj=None):
        """Of what had money the ledger tells for ever; what is not used any more is not active."""
        return super().has_delete_permission(request, obj) and not obj.entries.exists()

    def save_model(self, request, obj, form, change):
        """Never the sums, which the ledger may have moved since the form was read."""
        obj.save(update_fields=form.changed_data) if change else obj.save()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        fund = self.get_object(request, object_id)
        links = [
            {"label": label, "url": reverse(f"admin:events_travelfund_{name}", args=[fund.pk])}
            for name, (_, label, _) in MOVES.items()
            if fund is not None and self.has_change_permission(request, fund)
        ]
        context = {"action_links": links, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def move(self, request, pk, name):
        fund = self.get_object(request, str(pk))
        if fund is None or not self.has_change_permission(request, fund):
            raise Http404
        run, label, explanation = MOVES[name]
        form = AmountForm(request.POST or None, initial={"seen": rules.last_moved(fund)})
        back_url = reverse("admin:events_travelfund_change", args=[pk])
        if request.method == "POST" and form.is_valid():
            with refusal_in(form, "amount"):
                run(fund, by=request.user, **form.cleaned_data)
                messages.success(request, f"{fund}: {label.lower()} – done.")
                return redirect(back_url)
            form.look_again(rules.last_moved(fund))
            fund.refresh_from_db(fields=["amount"])
        explanation = f"{explanation} In it now: {in_words(fund.amount, fund.currency)}."
        return admin_page(
            request,
            "admin/action.html",
            f"{label}: {fund}",
            record=fund,
            action={"label": label, "explanation": explanation},
            form=form,
            opts=self.opts,
            back_url=back_url,
        )
