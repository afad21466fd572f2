"""Files to be sent, and the details of a photo."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.conf import settings

from events.photos import rules
from events.photos.models import Photo
from people.models import NAME_LENGTH, Person
from people.names import validate_visible

# JPEG comes first: Safari turns a phone's HEIC into the first of these.
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif"
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
        return [
            file.name for file in self.cleaned_data["photos"][settings.PHOTOS["files_at_once"] :]
        ]

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_id = "add-photos"
        helper.layout = Layout("photos", Submit("send", "Send them"))
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
        widgets = {
            "alt_text": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.TextInput,
        }

    def clean(self) -> None:
        """Not the constraints, which cost a query each: the workflow asks the same in words."""

    def clean_alt_text(self) -> str:
        text = self.cleaned_data["alt_text"]
        if text and (sentence := rules.wrong_alt_text(text)):
            raise forms.ValidationError(sentence)
        return text

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout("alt_text", "caption", "people_recognizable")
        return helper


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

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class EditForm(DetailsForm):
    """All details of one photo, none of them missing."""

    licence = forms.ChoiceField(
        choices=LICENCES,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose what others may do with it."},
    )

    class Meta(DetailsForm.Meta):
        fields = (*DetailsForm.Meta.fields, "credit", "licence")
        labels = DetailsForm.Meta.labels | {"credit": "Photographer"}

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in (
            ("alt_text", rules.wrong_alt_text("")),
            ("credit", "Please name the photographer."),
        ):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence
        if self.instance.uploaded_by_id == person.pk:
            self.initial["credit"] = self.initial["credit"] or person.name

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = Layout(*self.Meta.fields, Submit("save", "Save"))
        return helper


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
        helper = FormHelper()
        helper.layout = Layout(
            *EditForm.Meta.fields,
            Row(Column("focus_x"), Column("focus_y"), Column("position")),
            Submit("save", "Save"),
        )
        return helper
