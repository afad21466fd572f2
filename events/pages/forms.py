"""What people type on pages over several areas."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from people.forms import PersonByEmailField
from people.models import Person


class GiveRecordForm(forms.Form):
    """For organizers: to whom a record belongs."""

    account = PersonByEmailField(
        label="E-mail address of the account", help_text="One that its owner has confirmed."
    )


class DeleteAccountForm(forms.Form):
    """Asks for the e-mail address, so that nobody deletes an account by a slip."""

    email = forms.EmailField(
        label="Your e-mail address",
        help_text="Type it to confirm. This cannot be undone.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        typed = self.cleaned_data["email"].lower()
        if typed != self.person.email:
            raise forms.ValidationError("This is not the address of your account.")
        return typed

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = Layout(
            "email", Submit("delete", "Delete my account", css_class="btn-danger")
        )
        return helper
