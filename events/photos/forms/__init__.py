"""Forms of photos."""

from events.photos.forms.pictures import PictureForm

__all__ = ["PictureForm"]
