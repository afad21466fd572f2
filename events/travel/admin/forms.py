"""What organizers and travel managers type in the back office."""

from decimal import Decimal

from django import forms

from events.sprints.forms import DayField, DayInput, MomentField, MomentInput
from events.sprints.rules import as_moment, zone
from events.travel.models import Category, TravelFund, TravelProgram
from events.travel.models.fund import PLACES


class ProgramForm(forms.ModelForm):
    """Moments are typed as the clocks show them in the sprint's time zone."""

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
            local = zone(self.instance.sprint)
            for name in self.MOMENTS:
                moment = getattr(self.instance, name).astimezone(local)
                self.initial[name] = moment.replace(tzinfo=None)

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        sprint = self.instance.sprint if self.instance.pk else cleaned.get("sprint")
        if sprint is None:  # the field says so itself
            return
        for name in self.MOMENTS:
            if cleaned.get(name):
                try:
                    cleaned[name] = as_moment(cleaned[name].replace(tzinfo=None), zone(sprint))
                except forms.ValidationError as error:
                    self.add_error(name, error)


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
        max_digits=12, decimal_places=PLACES, min_value=Decimal(1).scaleb(-PLACES)
    )
    note = forms.CharField(
        max_length=400, required=False, help_text="Kept in the ledger, which is never changed."
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def look_again(self, seen: str) -> None:
        """What was typed stays; sending it once more is then on purpose."""
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, "seen": seen}
