"""What can be done to a registration: by the person, by the team, and by time."""

from events.registration.workflow.by_hand import (
    Participant,
    add_person,
    enter,
    enter_list,
    refusal_to_entry,
)
from events.registration.workflow.invitations import (
    decline_invitation,
    follow_closing_time,
    invite,
    invite_again,
    remind,
    withdraw,
)
from events.registration.workflow.participant import (
    accept,
    cancel,
    change_mode,
    choose_visibility,
    consent_withdrawn,
    edit,
    forget,
    refuse,
    register,
)
from events.registration.workflow.sprint import call_off, follow_move, purge_private_details
from events.registration.workflow.team import (
    approve,
    decline,
    give_role,
    mark_attended,
    offer_now,
    overbook,
    prefer,
)
