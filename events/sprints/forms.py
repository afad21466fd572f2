"""What organizers type about sprints."""

import copy
import datetime
import zoneinfo
from collections.abc import Callable
from typing import ClassVar

from django import forms

from events.sprints import workflow
from events.sprints.models import Sponsorship, Sprint, TeamMember
from events.sprints.models.series import FIRST_YEAR, LAST_YEAR
from events.sprints.rules import as_moment
from people.forms import PersonByEmailField
from people.models import TIME_ZONES

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


class SprintForm(LocalMoments):
    """Days are picked, and moments typed, as the clocks show them in the sprint's time zone."""

    MOMENTS = workflow.MOMENTS
    WATCHED = ("starts_on", "ends_on", "time_zone", "mode")

    # What areas above say beforehand about other dates: functions of the sprint to a sentence, empty
    # where there is nothing to say.
    notes_on_dates: ClassVar[list[Callable[[Sprint], str]]] = []

    class Meta:
        model = Sprint
        fields = ()  # the back office names them in its fieldsets
        field_classes = {
            "starts_on": DayField,
            "ends_on": DayField,
            "promotion_until": DayField,
            "registration_opens_at": MomentField,
            "registration_closes_at": MomentField,
        }
        widgets = {
            "starts_on": DayInput,
            "ends_on": DayInput,
            "promotion_until": DayInput,
            "registration_opens_at": MomentInput,
            "registration_closes_at": MomentInput,
        }
        help_texts = {
            "registration_opens_at": "In the sprint's time zone. Empty: as soon as it is opened.",
            "registration_closes_at": "In the sprint's time zone. Empty: when it is closed.",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.show_moments(self.instance.time_zone)
        if self.instance.pk and "starts_on" in self.fields:
            notes = (note(self.instance) for note in self.notes_on_dates)
            self.fields["starts_on"].help_text = " ".join(filter(None, notes))

    def clean(self):
        super().clean()
        time_zone = self.cleaned_data.get("time_zone")
        if time_zone in TIME_ZONES:  # otherwise the field says so itself, but only after this
            self.read_moments(time_zone)
        if self.instance.pk and not self.errors:
            self._ask_areas_above()

    def _ask_areas_above(self) -> None:
        """The back office holds the row meanwhile, so that the answer is still true when it is saved."""
        wanted = copy.copy(self.instance)
        for name in self.WATCHED:
            setattr(wanted, name, self.cleaned_data.get(name, getattr(wanted, name)))
        if sentence := workflow.objection(wanted, self.instance):
            self.add_error(None, sentence)


class CopyForm(forms.ModelForm):
    """Name, address and first day of a sprint that is copied from another."""

    class Meta:
        model = Sprint
        fields = ("name", "slug", "starts_on")
        widgets = {"starts_on": DayInput}
        field_classes = {"starts_on": DayField}

    def __init__(self, *args, source: Sprint, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        days = (source.ends_on - source.starts_on).days + 1
        self.fields["starts_on"].help_text = f"The new sprint lasts {days} days like this one."
