"""What applicants, reviewers and travel managers type."""

from events.travel.forms.application import AcceptForm, ApplicationForm, WordsForm, rows_asked_for
from events.travel.forms.team import (
    ChosenForm,
    ExtendForm,
    NoteForm,
    ReasonForm,
    ReviewForm,
    StageForm,
)
