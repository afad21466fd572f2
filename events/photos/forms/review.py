"""What the team says when it decides about a photo."""

from django import forms


class SeenForm(forms.Form):
    """Which version of the photo was looked at."""

    seen = forms.IntegerField(
        error_messages=dict.fromkeys(
            ("required", "invalid"), "Please look at the photo again, then publish it."
        )
    )


class ReasonForm(forms.Form):
    why = forms.CharField(max_length=2000, error_messages={"required": "Please say why."})
