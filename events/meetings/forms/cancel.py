"""Why a meeting does not take place."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms


class CancelForm(forms.Form):
    why = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stays in the history of this meeting.",
        error_messages={"required": "Please say why; others have planned with this meeting."},
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        button = Submit("cancel", "Cancel the meeting", css_class="btn-outline-danger")
        helper.layout = Layout("why", button)
        return helper
