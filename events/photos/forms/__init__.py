"""Forms of photos."""

from events.photos.forms.sending import AddForm, BatchForm, DetailsForm, EditForm, TeamEditForm

__all__ = ["AddForm", "BatchForm", "DetailsForm", "EditForm", "TeamEditForm"]
