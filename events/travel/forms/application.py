"""What applicants type: what they ask for and why, answers, and whether they accept the terms."""

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Fieldset, Layout, Row, Submit
from django import forms
from django.utils.text import capfirst
from django_countries import countries

from events.lifecycle import version_of
from events.registration.forms.participant import set_choices
from events.travel import currencies
from events.travel.models import Category, TravelApplication, TravelProgram
from events.travel.workflow import Line
from people.names import validate_visible

ROWS, MOST_ROWS = 5, 40
NOT_SAID = ("", "Not said yet")
TERMS_CHANGED = "The terms have changed meanwhile. Please read them again."


class NamedForm(forms.Form):
    """One of several short forms of a page; `name` keeps them apart."""

    def __init__(self, data=None, *, name: str, **kwargs) -> None:
        super().__init__(data, auto_id=f"{name}_%s", **kwargs)
        self.name = name


class WordsForm(NamedForm):
    body = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Please write something."},
    )

    def __init__(self, data=None, *, label: str, **kwargs) -> None:
        super().__init__(data, **kwargs)
        self.fields["body"].label = label


class AmountField(forms.DecimalField):
    """An amount in the currency that the form names; with `from_zero` it may also be nothing."""

    currency = ""

    def __init__(self, *, from_zero: bool = False, **kwargs) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "amount"})
        super().__init__(widget=widget, **kwargs)
        self.from_zero = from_zero
        self.error_messages["invalid"] = "Please write the amount as a number, such as 420.50."

    def prepare_value(self, value):
        """What is stored has the places of any currency; it is shown with those of its own."""
        if isinstance(value, Decimal):
            return value.quantize(currencies.unit(self.currency))
        return value

    def clean(self, value):
        amount = super().clean(value)
        if amount is None or (self.from_zero and amount == 0):
            return amount
        if sentence := currencies.wrong_amount(amount, self.currency):
            raise forms.ValidationError(sentence)
        return amount


def count_in(form: forms.BaseForm, currency: str) -> None:
    """Let every amount of the form be one of this currency."""
    for field in form.fields.values():
        if isinstance(field, AmountField):
            field.currency = currency


def rows_asked_for(text: str) -> int:
    """How many rows for costs the address asks for; whatever else it says, the usual ones."""
    return min(int(text), MOST_ROWS) if text.isdecimal() and len(text) < len("1000") else ROWS


class LineForm(forms.Form):
    """One cost; a row that stays empty is none."""

    category = forms.ChoiceField(
        label="What for", choices=[("", "Choose"), *Category.choices], required=False
    )
    description = forms.CharField(
        label="In words", required=False, max_length=200, validators=[validate_visible]
    )
    amount = AmountField(label="Amount", required=False)
    # Asked only of a row that was begun, so the page marks neither as required.
    NEEDED = (
        ("category", "Please choose what it is for, or empty the row."),
        ("amount", "Please write how much, or empty the row."),
    )

    def __init__(self, *args, currency: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        count_in(self, currency)

    def clean(self):
        super().clean()
        for name, sentence in self.NEEDED:
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, sentence)


class Lines(forms.BaseFormSet):
    """All costs, replaced at each save: no row of the form is tied to a stored one."""

    def initial_form_count(self) -> int:
        return 0

    def typed(self) -> list[Line]:
        return [Line(**row.cleaned_data) for row in self.forms if row.cleaned_data]


class ApplicationForm(forms.ModelForm):
    own_part = AmountField(
        label="What you pay yourself",
        from_zero=True,
        required=False,
        help_text="You or your employer. It is taken off the costs.",
    )
    minimum_needed = AmountField(
        label="The least that helps", required=False, help_text="Below that you could not come."
    )

    class Meta:
        model = TravelApplication
        fields = TravelApplication.ANSWERS
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 6}),
            "private_note": forms.Textarea(attrs={"rows": 3}),
            "need": forms.RadioSelect,
        }

    def __init__(self, data=None, *, program: TravelProgram, rows: int = ROWS, **kwargs) -> None:
        super().__init__(data, **kwargs)
        self.currency = program.currency
        count_in(self, self.currency)
        set_choices(self.fields["from_country"], [NOT_SAID, *list(countries)])
        set_choices(self.fields["need"], TravelApplication.Need.choices)
        support = TravelApplication.EmployerSupport.choices
        choices = [NOT_SAID, *((value, capfirst(label)) for value, label in support)]
        set_choices(self.fields["employer_support"], choices)
        stored = self.instance.lines.order_by("pk").values("category", "description", "amount")
        rows = max(rows, ROWS, len(stored))
        formset = forms.formset_factory(
            LineForm,
            Lines,
            extra=rows,
            max_num=MOST_ROWS,
            absolute_max=MOST_ROWS,
            validate_max=True,
        )
        self.lines: Any = formset(
            data,
            prefix="lines",
            initial=None if data is not None else list(stored),
            form_kwargs={"currency": self.currency},
            error_messages={
                "too_many_forms": f"{MOST_ROWS} costs at most. Please put some together.",
                "missing_management_form": "A part of the form is missing. Please load it again.",
            },
        )

    def is_valid(self) -> bool:
        costs_are_valid = self.lines.is_valid()
        return super().is_valid() and costs_are_valid

    def clean_own_part(self):
        return self.cleaned_data["own_part"] or Decimal(0)

    def clean(self):
        super().clean()
        if not self.lines.is_valid():
            return
        total = sum((line.amount for line in self.lines.typed()), Decimal(0))
        own_part = self.cleaned_data.get("own_part")
        if not total or own_part is None:
            return
        minimum = self.cleaned_data.get("minimum_needed")
        if own_part > total:
            in_words = currencies.in_words(total, self.currency)
            self.add_error("own_part", f"That is more than all the costs, {in_words}.")
        elif minimum is not None and minimum > total - own_part:
            in_words = currencies.in_words(total - own_part, self.currency)
            self.add_error("minimum_needed", f"That is more than you ask for, {in_words}.")

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = Layout(
            Fieldset(
                "Your journey", Row(Column("from_city"), Column("from_country")), "needs_visa"
            ),
            Fieldset("Why", "reason", "need", "employer_support", "private_note"),
            Fieldset(
                "What it costs",
                HTML(
                    "{% include 'events/travel/_lines.html' with lines=form.lines "
                    "currency=form.currency rows=more_rows only %}"
                ),
                Row(Column("own_part"), Column("minimum_needed")),
                HTML("{% include 'events/travel/_total.html' with sums=sums only %}"),
            ),
            Fieldset(
                "Saying thank you",
                HTML('<p class="quiet">Your own choice; both may stay unticked.</p>'),
                "name_public",
                "name_to_sponsor",
            ),
            Submit("save", "Save the draft"),
        )
        return helper


class AcceptForm(forms.Form):
    """A tick below the terms; a person who saw other terms is asked once more."""

    agreed = forms.BooleanField(
        label="I agree to these terms.", error_messages={"required": "Please agree to the terms."}
    )
    terms_seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, terms: str) -> None:
        seen = version_of(terms)
        changed = data is not None and data.get("terms_seen") != seen
        if changed:
            data = {"terms_seen": seen}
        super().__init__(data, initial={"terms_seen": seen})
        if changed:
            self.fields["agreed"].error_messages["required"] = TERMS_CHANGED
