"""What organizers and travel managers type in the back office."""

from decimal import Decimal

from django import forms

from events.sprints.forms import DayField, DayInput, LocalMoments, MomentField, MomentInput
from events.travel.models import Category, TravelFund, TravelProgram
from events.travel.models.fund import PLACES


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
        max_digits=12, decimal_places=PLACES, min_value=Decimal(1).scaleb(-PLACES)
    )
    note = forms.CharField(
        max_length=400, required=False, help_text="Kept in the ledger, which is never changed."
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def look_again(self, seen: str) -> None:
        """What was typed stays; sending it once more is then on purpose."""
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, "seen": seen}
