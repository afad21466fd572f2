"""What organizers type about sprints."""

import zoneinfo

from django import forms

from events.sprints.models import Sponsorship, Sprint, TeamMember
from events.sprints.rules import as_moment, zone
from people.forms import PersonByEmailField


class DayInput(forms.DateInput):
    """The browser's own date picker, which sends ISO 8601 whatever it shows."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    def __init__(self) -> None:
        super().__init__(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


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


class SprintForm(forms.ModelForm):
    """Days are picked, and moments typed, as the clocks show them in the sprint's time zone."""

    MOMENTS = ("registration_opens_at", "registration_closes_at")

    class Meta:
        model = Sprint
        fields = ()  # the back office names them in its fieldsets
        widgets = {
            "starts_on": DayInput,
            "ends_on": DayInput,
            "promotion_until": DayInput,
            "registration_opens_at": MomentInput,
            "registration_closes_at": MomentInput,
        }
        field_classes = {
            "registration_opens_at": forms.DateTimeField,
            "registration_closes_at": forms.DateTimeField,
        }
        help_texts = {
            "registration_opens_at": "In the sprint's time zone. Empty: as soon as it is opened.",
            "registration_closes_at": "In the sprint's time zone. Empty: when it is closed.",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in self.MOMENTS:
            moment = getattr(self.instance, name)
            if moment is not None:
                self.initial[name] = moment.astimezone(zone(self.instance)).replace(tzinfo=None)

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        time_zone = cleaned.get("time_zone")
        for name in self.MOMENTS:
            if time_zone and cleaned.get(name):
                typed = cleaned[name].replace(tzinfo=None)
                try:
                    cleaned[name] = as_moment(typed, zoneinfo.ZoneInfo(time_zone))
                except forms.ValidationError as error:
                    self.add_error(name, error)


class CopyForm(forms.ModelForm):
    """Name, address and first day of a sprint that is copied from another."""

    class Meta:
        model = Sprint
        fields = ("name", "slug", "starts_on")
        widgets = {"starts_on": DayInput}

    def __init__(self, *args, source: Sprint, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        days = (source.ends_on - source.starts_on).days + 1
        self.fields["starts_on"].help_text = f"The new sprint lasts {days} days like this one."
