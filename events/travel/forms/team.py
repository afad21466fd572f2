"""What the team types: scores, notes and questions, reasons, and what a manager decides."""

from collections.abc import Iterator
from decimal import Decimal

from django import forms
from django.db.models import QuerySet

from events.registration.forms.participant import set_choices
from events.sprints.forms import MomentField
from events.sprints.models import Sprint
from events.sprints.rules import as_moment, zone
from events.travel import currencies
from events.travel.display.team import Balance
from events.travel.forms.application import AmountField, NamedForm, WordsForm
from events.travel.models import Allocation, Message, Review, TravelApplication, TravelProgram
from events.travel.workflow import Proposal, Share

Decision = TravelApplication.Decision
SCORES = [
    (str(score), f"{score} – {sentence}")
    for score, sentence in reversed(list(enumerate(Review.ANCHORS)))
]


class ReviewForm(forms.ModelForm):
    score = forms.TypedChoiceField(
        label="How much would it help the sprint?",
        choices=SCORES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose a score."},
    )

    class Meta:
        model = Review
        fields = ("score", "note", "final")
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "note": "The team reads it, once they have scored themselves.",
            "final": "You cannot change it afterwards, and you read what the others say.",
        }
        labels = {"final": "This is my final score."}


class NoteForm(WordsForm):
    """A note of the team, to each other or to the applicant as well."""

    visibility = forms.ChoiceField(
        label="Who reads it?",
        choices=[
            (Message.Visibility.COMMITTEE, "The team alone"),
            (Message.Visibility.APPLICANT, "The applicant, too"),
        ],
        widget=forms.RadioSelect,
        initial=Message.Visibility.COMMITTEE,
        error_messages={"required": "Please choose who reads it."},
    )


class ReasonForm(NamedForm):
    why = forms.CharField(
        label="Reason",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Please say why."},
    )


class ExtendForm(ReasonForm):
    """Until when one person may still submit, by the sprint's clock."""

    until = MomentField(label="May submit until")
    field_order = ("until", "why")

    def __init__(self, data=None, *, sprint: Sprint, **kwargs) -> None:
        super().__init__(data, **kwargs)
        self.sprint = sprint
        self.fields["until"].help_text = f"By the sprint's clock ({sprint.time_zone})."

    def clean_until(self):
        typed = self.cleaned_data["until"]
        return as_moment(typed.replace(tzinfo=None), zone(self.sprint))


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

    def __init__(self, data=None, *, funds: list[Balance], program: TravelProgram) -> None:
        super().__init__(data)
        self.balances = [row for row in funds if row.may_give_in(program.currency)]
        for fund in (row.fund for row in self.balances):
            amount = AmountField(label="Amount", required=False)
            amount.currency = fund.currency
            self.fields[f"amount_{fund.pk}"] = amount
            self.fields[f"mode_{fund.pk}"] = forms.ChoiceField(
                label="How it pays", choices=Allocation.Mode.choices, required=False
            )

    def fund_rows(self) -> Iterator[tuple[Balance, forms.BoundField, forms.BoundField, str]]:
        """Each fund with its two questions, and what would be free in it."""
        for row in self.balances:
            amount, mode = self[f"amount_{row.fund.pk}"], self[f"mode_{row.fund.pk}"]
            typed = self._amount(row) if self.is_bound else None
            after = row.free - (typed or Decimal(0))
            yield row, amount, mode, currencies.in_words(after, row.fund.currency)

    def _amount(self, row: Balance) -> Decimal | None:
        return self.cleaned_data.get(f"amount_{row.fund.pk}")

    def clean(self):
        super().clean()
        gives = any(self._amount(row) for row in self.balances)
        if gives and self.cleaned_data.get("decision") in (Decision.WAITLIST, Decision.DECLINE):
            self.add_error("decision", "Only an offer gives money. Please empty the amounts.")

    def proposal(self) -> Proposal:
        typed = self.cleaned_data
        shares = [
            Share(row.fund, amount, typed[f"mode_{row.fund.pk}"] or Allocation.Mode.REIMBURSE)
            for row in self.balances
            if (amount := self._amount(row))
        ]
        return Proposal(shares, typed["message"], below_minimum=typed["below_minimum"])


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
        keys = [(str(pk), str(pk)) for pk in among.values_list("pk", flat=True)]
        set_choices(self.fields["application"], keys)

    def seen(self) -> dict[int, str]:
        """The version of each decision as the page showed it; empty where it showed none."""
        chosen = self.cleaned_data["application"]
        return {row.pk: self.data.get(f"seen_{row.pk}", "") for row in chosen}

    def clean_application(self):
        chosen = list(self.among.filter(pk__in=self.cleaned_data["application"]))
        undecided = [str(row.registration.person) for row in chosen if not row.staged_decision]
        if undecided:
            raise forms.ValidationError(f"No decision is staged for {', '.join(undecided)}.")
        return chosen
