"""What people type to register, and to change it afterwards."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Fieldset, Layout, Row, Submit
from django import forms
from django.utils.html import format_html
from django_countries import countries

from events.registration import rules
from events.registration.display import IN_WORDS
from events.registration.models import Audience, PrivateDetails, Registration
from events.sprints.display import weekday
from events.sprints.models import Mode, Sprint
from people.models import NAME_LENGTH, Organization
from people.names import validate_visible

SHOWN_TO = [
    (Audience.EVERYBODY, "Everybody, on the public list of participants"),
    (Audience.PARTICIPANTS, "Those who take part, when they are signed in"),
    (Audience.NOBODY, "Nobody but the team"),
]
IN_PHOTOS = [(value, label.capitalize()) for value, label in Registration.PhotoConsent.choices]
NOT_SAID = ("", "I would rather not say")
FIRST_TIME = [NOT_SAID, ("True", "Yes"), ("False", "No")]
VISIBLE = [validate_visible]
CONDUCT_CHANGED = "The code of conduct has changed meanwhile. Please read and accept it again."


def set_choices(field: forms.Field, choices: list) -> None:
    """Let this field be answered with one of these."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
    field.choices = choices


def days_to_choose(sprint: Sprint) -> list[tuple[str, str]]:
    return [(day.isoformat(), weekday(day)) for day in rules.days(sprint)]


def laid_out(*sections: Fieldset | str, button: str) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(*sections, Submit("save", button))
    return helper


def explained(text: str) -> HTML:
    """A sentence that says why the questions below are asked."""
    return HTML(format_html('<p class="quiet">{}</p>', text))


class VisibilityForm(forms.ModelForm):
    """What others see of somebody: name and photos."""

    listed = forms.ChoiceField(
        label="Who may read your name?",
        choices=SHOWN_TO,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose who may read your name."},
    )
    photo_consent = forms.ChoiceField(
        label="May you be in photos?",
        choices=IN_PHOTOS,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose whether you may be in photos."},
    )

    class Meta:
        model = Registration
        fields: tuple[str, ...] = ("listed", "photo_consent", "photo_name_consent")
        labels = {"photo_name_consent": "Photos that show me may name me."}

    @property
    def helper(self) -> FormHelper:
        return laid_out(*VisibilityForm.Meta.fields, button="Save")


class EditForm(VisibilityForm):
    """What a person chooses, at first and later; the instance is their registration."""

    days = forms.MultipleChoiceField(
        label="Days on which you come", required=False, widget=forms.CheckboxSelectMultiple
    )
    organizations = forms.ModelMultipleChoiceField(
        label="Organizations that finance it",
        queryset=Organization.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="They stand in brackets behind your name, for whoever may read it.",
    )
    new_organization = forms.CharField(
        label="Another organization", required=False, max_length=NAME_LENGTH, validators=VISIBLE
    )
    private_organizations = forms.ModelMultipleChoiceField(
        label="Only the team may know of",
        queryset=Organization.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose it above, too. It then stands behind your name for the team alone.",
    )
    new_is_private = forms.BooleanField(
        label="Only the team may know of the other one, that I typed.", required=False
    )
    first_time = forms.TypedChoiceField(
        label="Is it your first sprint with us?",
        choices=FIRST_TIME,
        coerce={"True": True, "False": False}.get,
        empty_value=None,
        required=False,
    )

    class Meta(VisibilityForm.Meta):
        fields = ("days", "auto_accept", *VisibilityForm.Meta.fields, "travels_from", "first_time")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        sprint: Any = self.instance.sprint
        set_choices(self.fields["days"], days_to_choose(sprint))
        known = rules.organizations_to_choose(self.instance.person)
        payers: Any = (self.fields["organizations"], self.fields["private_organizations"])
        for field in payers:
            field.queryset = known
        auto_accept = self.fields["auto_accept"]
        auto_accept.label = "If I have to wait: a place that frees is mine at once."
        auto_accept.help_text = (
            f"Otherwise it is offered to you, and you have {sprint.offer_hours} hours to accept it."
        )
        set_choices(self.fields["travels_from"], [NOT_SAID, *list(countries)])
        self.fields["travels_from"].help_text = "Told as a number of countries, never by name."
        self.fields.update(forms.fields_for_model(PrivateDetails, fields=PrivateDetails.CONTENTS))
        if self.instance.pk:
            self.initial = {**self.initial, **self.stored()}
        set_choices(self.fields["tshirt"], [("", "None, thank you"), *PrivateDetails.SIZES])
        self.fields["note"].widget.attrs["rows"] = 3

    def stored(self) -> dict:
        """What other tables hold."""
        details = getattr(self.instance, "private_details", None)
        private = dict(self.instance.financing.values_list("organization", "private"))
        return {
            **{name: getattr(details, name, "") for name in PrivateDetails.CONTENTS},
            "organizations": list(private),
            "private_organizations": [key for key, is_private in private.items() if is_private],
        }

    def clean(self):
        super().clean()
        typed, registration = self.cleaned_data, self.instance
        private = typed.get("private_organizations", ())
        chosen = typed.get("organizations", private)
        if others := [row.name for row in private if row not in chosen]:
            self.add_error("private_organizations", f"Not chosen above: {', '.join(others)}.")
        if typed.get("new_is_private") and not typed.get("new_organization", "wrong"):
            self.add_error("new_is_private", "Please type the other organization, too.")
        sprint, mode = registration.sprint, registration.mode
        if mode and "days" in typed and (wrong := rules.wrong_days(sprint, mode, typed["days"])):
            self.add_error("days", wrong)

    def changes(self) -> dict[str, Any]:
        """The columns of the registration itself."""
        return {name: self.cleaned_data[name] for name in EditForm.Meta.fields}

    def beside(self) -> dict[str, dict]:
        """What the workflow stores beside the registration's own columns."""
        typed = self.cleaned_data
        payers = dict.fromkeys(typed["organizations"], False)
        payers |= dict.fromkeys(typed["private_organizations"], True)
        if typed["new_organization"]:
            payers[typed["new_organization"]] = typed["new_is_private"]
        return {
            "payers": payers,
            "details": {name: typed[name] for name in PrivateDetails.CONTENTS},
        }

    def visible_fields(self):
        """In the order of the page, for the summary of errors as well."""
        names = [pointer.name for pointer in self.helper.layout.get_field_names()]
        return [self[name] for name in names if not self[name].is_hidden]

    def sections(self) -> list[Fieldset]:
        return [
            Fieldset(
                "About you",
                explained("So that the report can thank whoever made it possible for you to come."),
                "organizations",
                "new_organization",
                self.private_section(),
                "first_time",
                "travels_from",
            ),
            Fieldset(
                "What you need",
                explained(
                    "Only the organizers and the desk read this, and it is deleted "
                    f"{self.instance.sprint.private_data_days} days after the sprint, "
                    "or as soon as your registration ends."
                ),
                "diet",
                "allergies",
                "accessibility",
                Row(Column("emergency_name"), Column("emergency_phone")),
                "tshirt",
                "note",
            ),
            Fieldset(
                "What others see",
                explained("Your own choice each time; you can always change it later."),
                *VisibilityForm.Meta.fields,
            ),
        ]

    def private_section(self) -> Fieldset:
        """Folded up as long as nothing in it is ticked: most people do not need it."""
        questions = ("private_organizations", "new_is_private")
        return Fieldset(
            "Shall only the team know of one of them?",
            *questions,
            template="events/registration/_disclosure.html",
            open=any(self[name].value() for name in questions),
        )

    @property
    def helper(self) -> FormHelper:
        coming = Fieldset("Coming", "days", "auto_accept")
        return laid_out(coming, *self.sections(), button="Save")


class RegisterForm(EditForm):
    coming = forms.ChoiceField(
        label="How do you take part?",
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose how you take part."},
    )
    from_afar_meanwhile = forms.BooleanField(
        label="If I have to wait for a place: I take part from afar meanwhile.", required=False
    )
    conduct = forms.BooleanField(
        label="I accept the code of conduct.",
        error_messages={"required": "Nobody takes part without accepting the code of conduct."},
    )
    conduct_version = forms.CharField(widget=forms.HiddenInput)
    invitation = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data=None, *args, instance: Registration, **kwargs) -> None:
        sprint = instance.sprint
        changed = data is not None and data.get("conduct_version") != sprint.conduct_version
        if changed:  # what was accepted is outdated: ask for consent to the version that counts now
            data = data.copy()
            data["conduct_version"] = sprint.conduct_version
            data.pop("conduct", None)
        super().__init__(data, *args, instance=instance, **kwargs)
        if changed:
            self.fields["conduct"].error_messages["required"] = CONDUCT_CHANGED
        modes = [(mode, IN_WORDS[mode].capitalize()) for mode in rules.modes(sprint)]
        set_choices(self.fields["coming"], modes)
        self.initial = {**self.initial, "conduct_version": sprint.conduct_version}
        self.fields["conduct"].help_text = format_html(
            '<a href="{}">Read it</a> (version {}).', sprint.conduct_url, sprint.conduct_version
        )

    def clean(self):
        typed, registration = self.cleaned_data, self.instance
        registration.mode = typed.get("coming", "")
        registration.remote_while_waiting = typed.get("from_afar_meanwhile", False)
        registration.conduct_version = typed.get("conduct_version", "")
        super().clean()

    @property
    def helper(self) -> FormHelper:
        coming = Fieldset("Coming", "coming", "days", "auto_accept", "from_afar_meanwhile")
        conduct = Fieldset("Conduct", "conduct", "conduct_version", "invitation")
        return laid_out(coming, *self.sections(), conduct, button="Register")


class ChangeModeForm(forms.Form):
    """In the other mode; in person that needs days."""

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
        return laid_out(*self.fields, button=f"Take part {IN_WORDS[self.mode]}")
