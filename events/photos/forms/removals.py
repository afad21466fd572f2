"""Why a photo should go, and what the team answers."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from events.photos.models import RemovalRequest

Kind = RemovalRequest.Kind
LONGEST = 2000  # characters


class RemovalForm(forms.Form):
    kind = forms.ChoiceField(
        label="Why?",
        choices=[(Kind.IN_IT, "I am in it"), (Kind.OTHER, "Another reason")],
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose one of the two."},
    )
    message = forms.CharField(
        label="A word to the team",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nobody else reads it. If you are in it, it may stay empty.",
    )
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        help_text="For the answer, and for nothing else.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data: Any = None, *, asks_for_address: bool) -> None:
        super().__init__(data)
        if not asks_for_address:
            del self.fields["email"]

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if said.get("kind") == Kind.OTHER and "message" in said and not said["message"]:
            self.add_error("message", "Please say what speaks against this photo.")

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = Layout(*self.fields, Submit("ask", "Ask for its removal"))
        return helper


class DecisionForm(forms.Form):
    """Why it stays; a word to whoever asked if it does not."""

    answer = forms.CharField(
        label="Your answer",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever asked reads it. To let the photo stay it takes a reason.",
    )

    def __init__(self, data: Any = None, *, request: RemovalRequest | None = None) -> None:
        """With the request in it the form can stand beside those of others."""
        super().__init__(data, auto_id=f"id_%s_{request.pk}" if request else "id_%s")
