"""What people and organizers type about registrations."""

from events.registration.forms.change_mode import ChangeModeForm
from events.registration.forms.participant import EditForm, RegisterForm
from events.registration.forms.team import InvitationsForm, ParticipantForm

__all__ = ["ChangeModeForm", "EditForm", "InvitationsForm", "ParticipantForm", "RegisterForm"]
