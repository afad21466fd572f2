"""One picture of somebody or something."""

from django import forms

# JPEG comes first: Safari turns a phone's HEIC into the first of these.
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif"


class PictureForm(forms.Form):
    """A file. That it is a picture is seen when it is sent."""

    picture = forms.FileField(
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": "Choose a picture."},
    )
