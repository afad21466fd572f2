"""What people type about themselves."""

from allauth.account.models import EmailAddress
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout, Submit
from django import forms
from django.db.models import Exists, OuterRef

from people.models import NAME_LENGTH, Person
from people.names import validate_visible


class PersonByEmailField(forms.ModelChoiceField):
    """Names an account by its e-mail address, so that nobody has to see a list of accounts."""

    widget = forms.EmailInput
    default_error_messages = {
        "invalid_choice": "Nobody has an account with this e-mail address and has confirmed it."
    }

    def __init__(self, **kwargs) -> None:
        confirmed = EmailAddress.objects.filter(verified=True, email=OuterRef("email"))
        accounts = Person.objects.filter(
            Exists(confirmed.filter(user=OuterRef("pk"))), is_active=True
        )
        super().__init__(**{"queryset": accounts, "to_field_name": "email", **kwargs})

    def prepare_value(self, value):
        if isinstance(value, int):
            return Person.objects.filter(pk=value).values_list("email", flat=True).first()
        return super().prepare_value(value)

    def to_python(self, value):
        return super().to_python(value.strip().lower() if isinstance(value, str) else value)


class SignupForm(forms.Form):
    """The question that we add to allauth's form for signing up."""

    name = forms.CharField(
        max_length=NAME_LENGTH,
        validators=[validate_visible],
        label="Your name",
        help_text="As you write it, the whole name in one field.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def signup(self, request, user: Person) -> None:
        """The account is made; allauth's adapter has set the name already."""


class ProfileForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ("name", "sort_name", "call_name", "introduction", "github", "time_zone")
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "call_name": forms.TextInput(attrs={"autocomplete": "nickname"}),
            "introduction": forms.Textarea(attrs={"rows": 2}),
            "time_zone": forms.TextInput(
                attrs={"list": "time-zones", "placeholder": "Europe/Prague"}
            ),
        }

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = Layout(
            Fieldset(
                "Your name",
                "name",
                HTML(
                    '{% include "events/pages/_neighbours.html" with neighbours=neighbours only %}'
                ),
                "sort_name",
                "call_name",
            ),
            Fieldset("About you", "introduction", "github"),
            Fieldset("Times", "time_zone"),
            Submit("save", "Save"),
        )
        return helper
