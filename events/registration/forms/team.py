"""What organizers type: what they keep of participants, and whom they invite."""

from email.utils import parseaddr

from django import forms
from django.core.validators import validate_email

from events.registration.models import Registration
from people.models import NAME_LENGTH
from people.names import validate_visible


class ParticipantForm(forms.ModelForm):
    """For organizers: what the team keeps of a participant."""

    roles = forms.MultipleChoiceField(
        choices=Registration.Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Registration
        fields: tuple[str, ...] = ("roles", "attended", "listed")


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
        help_text="Stands in each email.",
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
