"""What people and organizers type about registrations."""

from events.registration.forms.by_hand import EnterForm
from events.registration.forms.change_mode import ChangeModeForm
from events.registration.forms.participant import EditForm, RegisterForm, VisibilityForm
from events.registration.forms.sheets import HEADINGS, ExportForm, ImportForm
from events.registration.forms.team import InvitationsForm, ParticipantForm
