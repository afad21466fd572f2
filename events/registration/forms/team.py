"""What organizers type: participants entered by hand, and people to invite."""

from email.utils import parseaddr

from django import forms
from django.core.validators import validate_email

from events.registration import rules
from events.registration.models import Registration
from people.models import NAME_LENGTH
from people.names import validate_visible


class ParticipantForm(forms.ModelForm):
    """For organizers: somebody entered by hand, with or without a record here."""

    new_name = forms.CharField(
        label="Or a new name",
        required=False,
        max_length=NAME_LENGTH,
        validators=[validate_visible],
        help_text="For somebody who has no record here yet and no account.",
    )
    roles = forms.MultipleChoiceField(
        choices=Registration.Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Registration
        fields = ("sprint", "person", "mode", "roles", "attended", "listed")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "person" in self.fields:
            self.fields["person"].required = False

    def clean(self):
        super().clean()
        named = [bool(self.cleaned_data.get(field)) for field in ("person", "new_name")]
        is_new = "person" in self.fields and not self.errors.keys() & {"person", "new_name"}
        if is_new and named[0] == named[1]:
            self.add_error("person", "Choose a person or type a new name, one of the two.")
        sprint, person = self.cleaned_data.get("sprint"), self.cleaned_data.get("person")
        if sprint and rules.knows_too_early(sprint, self.cleaned_data.get("attended", "unknown")):
            self.add_error("attended", rules.TOO_EARLY)
        if sprint and person and rules.live_of(sprint, person):
            self.add_error("person", "This person takes part in this sprint already.")


class InvitationsForm(forms.Form):
    """People to invite, pasted line by line."""

    MOST = 500

    people = forms.CharField(
        label="People",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="One a line: Name &lt;address&gt;, or the address alone.",
        max_length=60_000,
    )
    message = forms.CharField(
        label="A word from you",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
        help_text="Stands in each letter.",
    )

    def clean_people(self) -> list[tuple[str, str]]:
        """Pairs of name and address, each address once; every other line gets a sentence."""
        found: dict[str, str] = {}
        wrong = []
        lines = [line.strip() for line in self.cleaned_data["people"].splitlines() if line.strip()]
        for line in lines:
            name, email = parseaddr(line)
            try:
                validate_email(email)
                validate_visible(name)
            except forms.ValidationError:
                wrong.append(f"“{line[:80]}” is not a name and an address.")
            else:
                found.setdefault(email.lower(), name[:NAME_LENGTH])
        if len(lines) > self.MOST:
            wrong.append(f"That is more than {self.MOST} people at once.")
        if wrong:
            raise forms.ValidationError(wrong)
        return [(name, email) for email, name in found.items()]
