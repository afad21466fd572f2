"""What organizers type about sprints."""

import datetime
import zoneinfo

from django import forms

from events.sprints.models import Sponsorship, TeamMember
from events.sprints.models.series import FIRST_YEAR, LAST_YEAR
from events.sprints.rules import as_moment
from people.forms import PersonByEmailField

ORGANIZER = TeamMember.Role.ORGANIZER


class DayInput(forms.DateInput):
    """The browser's own date picker, which sends ISO 8601 whatever it shows."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    def __init__(self) -> None:
        super().__init__(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def validate_plausible(day: datetime.date) -> None:
    """Refuse what can only be a slip of the hand, and what no clock can reckon with."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise forms.ValidationError(f"A year between {FIRST_YEAR} and {LAST_YEAR}, please.")


class DayField(forms.DateField):
    widget = DayInput
    default_validators = [validate_plausible]


class MomentField(forms.DateTimeField):
    widget = MomentInput
    default_validators = [validate_plausible]


class TeamFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """A team keeps an organizer, or nobody could open its dashboard any more."""
        super().clean()
        stays = [form for form in self.forms if form not in self.deleted_forms]
        roles = {form.cleaned_data.get("role") for form in stays if hasattr(form, "cleaned_data")}
        had = self.instance.pk and self.instance.team.filter(role=ORGANIZER).exists()
        if had and ORGANIZER not in roles and not any(self.errors):
            raise forms.ValidationError("A sprint keeps at least one organizer.")


class TeamMemberForm(forms.ModelForm):
    """Somebody else is another row; who is in the team stays, though the account may be closed."""

    person = PersonByEmailField(label="E-mail address of the account")

    class Meta:
        model = TeamMember
        fields = ("person", "role")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            person = self.instance.person
            self.initial["person"] = person.email or person.name
            self.fields["person"] = forms.CharField(disabled=True)

    def clean_person(self):
        return self.instance.person if self.instance.pk else self.cleaned_data["person"]


class SponsorshipForm(forms.ModelForm):
    gives = forms.MultipleChoiceField(
        choices=Sponsorship.Gift.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Sponsorship
        fields = ("organization", "level", "credited_as", "gives", "note", "position")


class LocalMoments(forms.ModelForm):
    """Moments are shown, and typed, as the clocks of a time zone show them."""

    MOMENTS: tuple[str, ...]

    def show_moments(self, time_zone: str) -> None:
        for name in self.MOMENTS:
            moment = getattr(self.instance, name)
            if moment is not None:
                local = moment.astimezone(zoneinfo.ZoneInfo(time_zone))
                self.initial[name] = local.replace(tzinfo=None)

    def read_moments(self, time_zone: str) -> None:
        """What a change of the clocks skips or repeats becomes an error of its field."""
        for name in self.MOMENTS:
            if typed := self.cleaned_data.get(name):
                try:
                    moment = as_moment(typed.replace(tzinfo=None), zoneinfo.ZoneInfo(time_zone))
                except forms.ValidationError as error:
                    self.add_error(name, error)
                else:
                    self.cleaned_data[name] = moment
