"""What people and organizers type about registrations."""

from events.registration.forms.participant import (
    ChangeModeForm,
    EditForm,
    RegisterForm,
    VisibilityForm,
)
from events.registration.forms.sheets import HEADINGS, ExportForm, ImportForm
from events.registration.forms.team import EnterForm, InvitationsForm, ParticipantForm
