"""What can be done to a registration: by the person, by the team, and by time."""

from events.registration.workflow.invitations import (
    decline_invitation,
    invite,
    remind,
    withdraw,
)
from events.registration.workflow.participant import (
    Choices,
    accept,
    cancel,
    change_mode,
    edit,
    forget,
    refuse,
    register,
)
from events.registration.workflow.private import purge_private_details
from events.registration.workflow.sprint import call_off
from events.registration.workflow.team import (
    add_person,
    approve,
    decline,
    enter,
    offer_now,
    overbook,
    prefer,
)

__all__ = [
    "Choices",
    "accept",
    "add_person",
    "approve",
    "call_off",
    "cancel",
    "change_mode",
    "decline",
    "decline_invitation",
    "edit",
    "enter",
    "forget",
    "invite",
    "offer_now",
    "overbook",
    "prefer",
    "purge_private_details",
    "refuse",
    "register",
    "remind",
    "withdraw",
]
