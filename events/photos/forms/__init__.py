"""Forms of photos."""

from events.photos.forms.pictures import PictureForm
from events.photos.forms.removals import DecisionForm, RemovalForm
from events.photos.forms.review import ReasonForm, SeenForm
from events.photos.forms.sending import AddForm, BatchForm, DetailsForm, EditForm, TeamEditForm
from events.photos.forms.tags import TagForm
