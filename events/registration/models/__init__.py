"""What is stored of those who take part, and what can never be true of it."""

from events.registration.models.invitation import Invitation
from events.registration.models.private import PrivateDetails
from events.registration.models.registration import Audience, Financing, Registration
