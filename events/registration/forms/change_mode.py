"""The other way of taking part, and the days that it needs."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from events.registration import rules
from events.registration.display import IN_WORDS
from events.registration.forms.participant import days_to_choose, set_choices
from events.sprints.models import Mode, Sprint


class ChangeModeForm(forms.Form):
    """The other way of taking part; in person it needs days."""

    days = forms.MultipleChoiceField(
        label="Days on which you come", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, sprint: Sprint, mode: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.mode = mode
        self.sprint = sprint
        if mode == Mode.IN_PERSON:
            set_choices(self.fields["days"], days_to_choose(sprint))
        else:
            del self.fields["days"]

    def clean(self):
        super().clean()
        sentence = rules.wrong_days(self.sprint, self.mode, self.cleaned_data.get("days", []))
        if sentence and not self.errors:
            self.add_error("days", sentence)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = Layout(*self.fields, Submit("change", f"Take part {IN_WORDS[self.mode]}"))
        return helper
