"""The back office of registration."""

from events.registration.admin.invitations import InvitationAdmin
from events.registration.admin.participants import RegistrationAdmin
