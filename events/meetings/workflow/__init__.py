"""What can be done to a meeting: by chairs, by the programme team, by participants, by time."""

from events.meetings.workflow.preparing import (
    DRAFT_FIELDS,
    Draft,
    ask,
    edit,
    enter,
    name_people,
    set_agenda,
    turn_to,
)
from events.meetings.workflow.scheduling import (
    call_off,
    cancel,
    decline,
    hold_past,
    move,
    restore,
    schedule,
    swap,
)
from events.meetings.workflow.sprint import change_zone, copy_rooms, follow_move, refusal_to_dates
from events.meetings.workflow.taking_part import answer, forget, join, renew_token
from events.meetings.workflow.telling import tell_changes, tell_named
