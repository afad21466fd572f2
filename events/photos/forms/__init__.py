"""Forms of photos."""

from events.photos.forms.pictures import PictureForm
from events.photos.forms.review import ReasonForm, SeenForm
from events.photos.forms.sending import AddForm, BatchForm, DetailsForm, EditForm, TeamEditForm

__all__ = [
    "AddForm",
    "BatchForm",
    "DetailsForm",
    "EditForm",
    "PictureForm",
    "ReasonForm",
    "SeenForm",
    "TeamEditForm",
]
