"""Amounts of money as people type them."""

from decimal import Decimal

from django import forms

from events.travel import currencies, rules


class AmountField(forms.DecimalField):
    """An amount in the currency that the form names; `from_zero` also takes nothing at all."""

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
        if sentence := rules.wrong_amount(amount, self.currency):
            raise forms.ValidationError(sentence)
        return amount


def count_in(form: forms.BaseForm, currency: str) -> None:
    """Let every amount of the form be one of this currency."""
    for field in form.fields.values():
        if isinstance(field, AmountField):
            field.currency = currency
