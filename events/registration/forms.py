"""What organizers type about participants."""

from django import forms

from events.registration.models import Registration
from people.models import NAME_LENGTH
from people.names import validate_visible


class RegistrationForm(forms.ModelForm):
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
