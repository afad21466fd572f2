"""Short forms of one or two questions: a word to somebody, a reason, a tick."""

import hashlib

from django import forms

from events.sprints.forms import MomentField
from events.sprints.models import Sprint
from events.sprints.rules import as_moment, zone
from events.travel.models import Message

TERMS_CHANGED = "The terms have changed meanwhile. Please read them again."


class WordsForm(forms.Form):
    """A word to somebody; `name` keeps apart what stands on one page."""

    body = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Please write something."},
    )

    def __init__(self, data=None, *, name: str, label: str, **kwargs) -> None:
        super().__init__(data, auto_id=f"{name}_%s", **kwargs)
        self.name = name
        self.fields["body"].label = label


class NoteForm(WordsForm):
    """A word of the team, to each other or to the applicant as well."""

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


class ReasonForm(forms.Form):
    why = forms.CharField(
        label="Reason",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Please say why."},
    )

    def __init__(self, data=None, *, name: str, **kwargs) -> None:
        super().__init__(data, auto_id=f"{name}_%s", **kwargs)
        self.name = name


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


class AcceptForm(forms.Form):
    """A tick below the terms; whoever saw others than those that hold now is asked again."""

    agreed = forms.BooleanField(
        label="I agree to these terms.",
        error_messages={"required": "Please agree to the terms."},
    )
    terms_seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, terms: str) -> None:
        seen = hashlib.sha256(terms.encode()).hexdigest()[:16]
        changed = data is not None and data.get("terms_seen") != seen
        if changed:
            data = data.copy()
            data["terms_seen"] = seen
            data.pop("agreed", None)
        super().__init__(data, initial={"terms_seen": seen})
        if changed:
            self.fields["agreed"].error_messages["required"] = TERMS_CHANGED
