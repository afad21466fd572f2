"""What the team types about photos in the back office, and the files that it sends."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget

from events.photos import rules
from events.photos.forms import AddForm, DetailsForm
from events.sprints.models import Sprint

REQUIRED = {
    "alt_text": rules.wrong_alt_text(""),
    "credit": "Please name the photographer.",
    "licence": "Please choose what others may do with it.",
}


class PhotoForm(DetailsForm):
    """All details, and none of them missing."""

    class Meta(DetailsForm.Meta):
        fields = ()  # the back office names them
        widgets = {
            "alt_text": AdminTextareaWidget(attrs={"rows": 2}),
            "caption": AdminTextareaWidget(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in REQUIRED.keys() & self.fields.keys():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = REQUIRED[name]


class AddPhotosForm(AddForm):
    """Files for one of the sprints whose photos the person keeps."""

    sprint = forms.ModelChoiceField(Sprint.objects.none())
    field_order = ("sprint", "photos")

    def __init__(self, *args, sprints, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["sprint"]
        field.queryset = sprints
