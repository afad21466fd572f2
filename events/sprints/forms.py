"""What organizers type about sprints."""

from django import forms

from events.sprints.models import Sponsorship, Sprint, TeamMember
from people.forms import PersonByEmailField


class TeamMemberForm(forms.ModelForm):
    person = PersonByEmailField(label="E-mail address of the account")

    class Meta:
        model = TeamMember
        fields = ("person", "role")


class SponsorshipForm(forms.ModelForm):
    gives = forms.MultipleChoiceField(
        choices=Sponsorship.Gift.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Sponsorship
        fields = ("organization", "level", "credited_as", "gives", "note", "position")


class CopyForm(forms.ModelForm):
    """Name, address and first day of a sprint that is copied from another."""

    class Meta:
        model = Sprint
        fields = ("name", "slug", "starts_on")
        widgets = {"starts_on": forms.DateInput(attrs={"type": "date"})}

    def __init__(self, *args, source: Sprint, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        days = (source.ends_on - source.starts_on).days + 1
        self.fields["starts_on"].help_text = f"The new sprint lasts {days} days like this one."
