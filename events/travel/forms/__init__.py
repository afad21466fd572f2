"""What applicants, reviewers and travel managers type."""

from events.travel.forms.application import ApplicationForm, rows_asked_for
from events.travel.forms.decision import ChosenForm, StageForm
from events.travel.forms.review import ReviewForm
from events.travel.forms.words import AcceptForm, ExtendForm, NoteForm, ReasonForm, WordsForm
