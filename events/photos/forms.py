"""Forms of photos: files, details, tags, decisions and removal requests."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.conf import settings
from django.db.models import Q

from events.photos import rules
from events.photos.models import Photo, RemovalRequest
from people.models import NAME_LENGTH, Person
from people.names import validate_visible

Kind = RemovalRequest.Kind
# JPEG comes first: Safari turns a phone's HEIC into the first of these.
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif"
LONGEST = 2000  # characters of a reason, a message or an answer
FURTHEST = 9999  # more than a sprint has photos
NOT_SAID, YES, NO = ("", "Not said"), ("True", "Yes"), ("False", "No")
LICENCES = [
    (Photo.Licence.CC_BY.value, "CC BY 4.0: everybody may use it who names the photographer."),
    (
        Photo.Licence.CC_BY_SA.value,
        "CC BY-SA 4.0: the same, and what is made of it comes under the same licence.",
    ),
    (
        Photo.Licence.ALL_RIGHTS.value,
        "All rights reserved: it is shown here and in the report, and nobody else may use it.",
    ),
]
ALT_TEXT_HELP = (
    "For those who do not see it: who does what, and where. “Five people around a whiteboard full "
    "of arrows” is good, “Sprint” is not."
)
REQUIRED = {
    "alt_text": rules.wrong_alt_text(""),
    "credit": "Please name the photographer.",
    "licence": "Please choose what others may do with it.",
}


def with_button(*fields: Any, button: Submit) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(*fields, button)
    return helper


class PictureForm(forms.Form):
    """A file. That it is a picture is seen when it is sent."""

    picture = forms.FileField(
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": "Choose a picture."},
    )


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name)


class AddForm(forms.Form):
    """Several files. That each is a photo is seen when it is sent, for each one by itself."""

    photos = forms.Field(
        label="Photos",
        widget=FilesInput(attrs={"multiple": True, "accept": ACCEPTED}),
        error_messages={"required": "Choose at least one photo."},
    )

    def taken(self) -> list[Any]:
        return self.cleaned_data["photos"][: settings.PHOTOS["files_at_once"]]

    def left(self) -> list[str]:
        """The names of those that are too many."""
        too_many = self.cleaned_data["photos"][settings.PHOTOS["files_at_once"] :]
        return [file.name for file in too_many]

    @property
    def helper(self) -> FormHelper:
        helper = with_button("photos", button=Submit("send", "Send them"))
        helper.form_id = "add-photos"
        return helper


class DetailsForm(forms.ModelForm):
    """What is to be seen on one photo. What is still empty can be written later."""

    people_recognizable = forms.TypedChoiceField(
        label="Can people be recognized?",
        choices=[NOT_SAID, YES, NO],
        coerce=lambda answer: answer == "True",
        empty_value=None,
        required=False,
    )

    class Meta:
        model = Photo
        fields: tuple[str, ...] = ("alt_text", "caption", "people_recognizable")
        labels = {"alt_text": "What is to be seen?"}
        help_texts = {"alt_text": ALT_TEXT_HELP, "caption": "Stands below it. May stay empty."}
        widgets = {"alt_text": forms.Textarea(attrs={"rows": 2}), "caption": forms.TextInput}

    def clean(self) -> None:
        """Not the constraints, which cost a query each: the workflow asks the same in words."""

    def clean_alt_text(self) -> str:
        text = self.cleaned_data["alt_text"]
        if text and (sentence := rules.wrong_alt_text(text)):
            raise forms.ValidationError(sentence)
        return text

    def require_details(self) -> None:
        for name in REQUIRED.keys() & self.fields.keys():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = REQUIRED[name]


class BatchForm(forms.Form):
    """Said once for all photos of a page that do not say it themselves."""

    use_required_attribute = False  # what is written of the photos can be saved before

    credit = forms.CharField(
        label="Photographer",
        max_length=NAME_LENGTH,
        validators=[validate_visible],
        help_text="The name that stands below the photos.",
    )
    licence = forms.ChoiceField(
        choices=LICENCES,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose what others may do with your photos."},
    )


class EditForm(DetailsForm):
    """All details of one photo, none of them missing."""

    licence = forms.ChoiceField(choices=LICENCES, widget=forms.RadioSelect)

    class Meta(DetailsForm.Meta):
        fields = (*DetailsForm.Meta.fields, "credit", "licence")
        labels = DetailsForm.Meta.labels | {"credit": "Photographer"}

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.require_details()
        if self.instance.uploaded_by_id == person.pk:
            self.initial["credit"] = self.initial["credit"] or person.name

    @property
    def helper(self) -> FormHelper:
        return with_button(*self.Meta.fields, button=Submit("save", "Save"))


class TeamEditForm(EditForm):
    """What the team decides as well: what stays in view, and which photo comes first."""

    position = forms.IntegerField(
        min_value=-FURTHEST,
        max_value=FURTHEST,
        help_text=Photo._meta.get_field("position").help_text,
    )

    class Meta(EditForm.Meta):
        fields = (*EditForm.Meta.fields, "focus_x", "focus_y", "position")
        labels = EditForm.Meta.labels | {
            "focus_x": "In view, from the left",
            "focus_y": "In view, from the top",
        }

    @property
    def helper(self) -> FormHelper:
        row = Row(Column("focus_x"), Column("focus_y"), Column("position"))
        return with_button(*EditForm.Meta.fields, row, button=Submit("save", "Save"))


class TagForm(forms.Form):
    """Offers those who may be named; accepts the reader as well, to answer in words."""

    def __init__(self, data: Any = None, *, photo: Photo, by: Person) -> None:
        super().__init__(data)
        offered = rules.whom_to_name(by, photo)
        person = forms.ModelChoiceField(
            Person.objects.filter(Q(pk__in=offered.values("person")) | Q(pk=by.pk)),
            label="Name somebody on it",
            error_messages={
                "required": "Please choose whom you mean.",
                "invalid_choice": "Please choose somebody from the list.",
            },
        )
        if data is None:
            named = photo.tags.values("person")
            rows = offered.exclude(person__in=named).values_list("person", "person__name")
            person.choices = [("", "Choose a participant"), *rows]
        self.fields["person"] = person


class SeenForm(forms.Form):
    """Which version of the photo was looked at."""

    seen = forms.IntegerField(
        error_messages=dict.fromkeys(
            ("required", "invalid"), "Please look at the photo again, then publish it."
        )
    )


class ReasonForm(forms.Form):
    why = forms.CharField(max_length=LONGEST, error_messages={"required": "Please say why."})


class RemovalForm(forms.Form):
    kind = forms.ChoiceField(
        label="Why?",
        choices=[(Kind.IN_IT, "I am in it"), (Kind.OTHER, "Another reason")],
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose one of the two."},
    )
    message = forms.CharField(
        label="A word to the team",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nobody else reads it. If you are in it, it may stay empty.",
    )
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        help_text="For the answer, and for nothing else.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data: Any = None, *, asks_for_address: bool) -> None:
        super().__init__(data)
        if not asks_for_address:
            del self.fields["email"]

    def clean(self) -> None:
        super().clean()
        is_empty = self.cleaned_data.get("message") == ""
        if self.cleaned_data.get("kind") == Kind.OTHER and is_empty:
            self.add_error("message", "Please say what speaks against this photo.")

    @property
    def helper(self) -> FormHelper:
        return with_button(*self.fields, button=Submit("ask", "Ask for its removal"))


class DecisionForm(forms.Form):
    """Why the photo stays; an optional word to the person who asked if it does not."""

    answer = forms.CharField(
        label="Your answer",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever asked reads it. To let the photo stay it takes a reason.",
    )

    def __init__(self, data: Any = None, *, request: RemovalRequest | None = None) -> None:
        """With the request, several of these can be on one page."""
        super().__init__(data, auto_id=f"id_%s_{request.pk}" if request else "id_%s")
