"""What people type on pages over several areas."""

import copy

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from events.pages import workflow
from events.registration.display import emails_of_new_dates
from events.sprints.forms import DayField, DayInput, LocalMoments, MomentField, MomentInput
from events.sprints.models import Sprint
from events.sprints.workflow import MOMENTS
from people.forms import PersonByEmailField
from people.models import TIME_ZONES, Person

DAYS = ("starts_on", "ends_on", "promotion_until")


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


class SprintForm(LocalMoments):
    """Days are picked, and moments typed, as the clocks show them in the sprint's time zone."""

    MOMENTS = MOMENTS
    WATCHED = ("starts_on", "ends_on", "time_zone", "mode")

    class Meta:
        model = Sprint
        fields = ()  # the back office names them in its fieldsets
        field_classes = dict.fromkeys(DAYS, DayField) | dict.fromkeys(MOMENTS, MomentField)
        # Named again, for the admin would take its own.
        widgets = dict.fromkeys(DAYS, DayInput) | dict.fromkeys(MOMENTS, MomentInput)
        help_texts = {
            "registration_opens_at": "In the sprint's time zone. Empty: as soon as it is opened.",
            "registration_closes_at": "In the sprint's time zone. Empty: when it is closed.",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.show_moments(self.instance.time_zone)
        if self.instance.pk and "starts_on" in self.fields:
            self.fields["starts_on"].help_text = emails_of_new_dates(self.instance)

    def clean(self):
        super().clean()
        time_zone = self.cleaned_data.get("time_zone")
        if time_zone in TIME_ZONES:  # otherwise the field says so itself, but only after this
            self.read_moments(time_zone)
        if self.instance.pk and not self.errors:
            self._refuse_change()

    def _refuse_change(self) -> None:
        """The back office holds a lock on the row, so the answer is still true when it is saved."""
        wanted = copy.copy(self.instance)
        for name in self.WATCHED:
            setattr(wanted, name, self.cleaned_data.get(name, getattr(wanted, name)))
        if sentence := workflow.refusal_to_change(wanted, self.instance):
            self.add_error(None, sentence)


class CopyForm(forms.ModelForm):
    """Name, address and first day of a sprint that is copied from another."""

    class Meta:
        model = Sprint
        fields = ("name", "slug", "starts_on")
        field_classes = {"starts_on": DayField}

    def __init__(self, *args, source: Sprint, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        days = (source.ends_on - source.starts_on).days + 1
        self.fields["starts_on"].help_text = f"The new sprint lasts {days} days like this one."
