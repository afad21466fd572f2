"""What a travel manager decides: an offer with its money, a place on the waiting list, a no."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.db.models import QuerySet

from events.travel import currencies
from events.travel.display import FundLine
from events.travel.forms.amounts import AmountField
from events.travel.models import Allocation, TravelApplication, TravelProgram
from events.travel.workflow import Proposal, Share

Decision = TravelApplication.Decision


@dataclass(frozen=True)
class FundRow:
    """A fund with its two questions, and what would be free in it."""

    line: FundLine
    amount: forms.BoundField
    mode: forms.BoundField
    after: Decimal

    @property
    def after_in_words(self) -> str:
        return currencies.in_words(self.after, self.line.fund.currency)


class StageForm(forms.Form):
    decision = forms.ChoiceField(
        label="Decision",
        choices=[
            (Decision.OFFER, "Offer money"),
            (Decision.WAITLIST, "Waiting list"),
            (Decision.DECLINE, "Decline"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose a decision."},
    )
    message = forms.CharField(
        label="A word to the person",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Stands in the email of an offer.",
    )
    below_minimum = forms.BooleanField(
        label="I mean it, even if it is less than the least that helps.", required=False
    )
    why = forms.CharField(
        label="Why without enough reviews",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The team alone reads it. Empty if there are enough.",
    )

    def __init__(self, data=None, *, funds: list[FundLine], program: TravelProgram) -> None:
        super().__init__(data)
        self.lines = [line for line in funds if line.may_give_in(program.currency)]
        for line in self.lines:
            amount = AmountField(label="Amount", required=False)
            amount.currency = line.fund.currency
            self.fields[f"amount_{line.fund.pk}"] = amount
            self.fields[f"mode_{line.fund.pk}"] = forms.ChoiceField(
                label="How it pays", choices=Allocation.Mode.choices, required=False
            )

    def fund_rows(self) -> Iterator[FundRow]:
        for line in self.lines:
            amount = self[f"amount_{line.fund.pk}"]
            typed = self._amount(line) if self.is_bound else None
            after = line.free - (typed or Decimal(0))
            yield FundRow(line, amount, self[f"mode_{line.fund.pk}"], after)

    def _amount(self, line: FundLine) -> Decimal | None:
        return self.cleaned_data.get(f"amount_{line.fund.pk}")

    def clean(self):
        super().clean()
        gives = [line for line in self.lines if self._amount(line)]
        if gives and self.cleaned_data.get("decision") in (Decision.WAITLIST, Decision.DECLINE):
            self.add_error("decision", "Only an offer gives money. Please empty the amounts.")

    def proposal(self) -> Proposal:
        shares = [
            Share(line.fund, amount, self._mode(line))
            for line in self.lines
            if (amount := self._amount(line))
        ]
        return Proposal(
            shares, self.cleaned_data["message"], below_minimum=self.cleaned_data["below_minimum"]
        )

    def _mode(self, line: FundLine) -> str:
        return self.cleaned_data[f"mode_{line.fund.pk}"] or Allocation.Mode.REIMBURSE


class ChosenForm(forms.Form):
    """Which applications to release; one that is not the person's to decide refuses the whole."""

    application = forms.MultipleChoiceField(
        error_messages={
            "required": "Please choose whom to let know.",
            "invalid_choice": "One of these is not yours to decide. Nothing was released.",
        }
    )

    def __init__(self, data, *, among: QuerySet[TravelApplication]) -> None:
        super().__init__(data)
        self.among = among
        field = self.fields["application"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(str(pk), str(pk)) for pk in among.values_list("pk", flat=True)]

    def seen(self) -> dict[int, str]:
        """The mark of each decision as the page showed it; empty where it showed none."""
        return {
            row.pk: self.data.get(f"seen_{row.pk}", "") for row in self.cleaned_data["application"]
        }

    def clean_application(self):
        chosen = list(self.among.filter(pk__in=self.cleaned_data["application"]))
        undecided = [str(row.registration.person) for row in chosen if not row.staged_decision]
        if undecided:
            raise forms.ValidationError(f"No decision is staged for {', '.join(undecided)}.")
        return chosen
