"""What can be done to a meeting: by chairs, by the programme team, by participants, by time."""

from events.meetings.workflow.by_hand import copy_rooms, enter
from events.meetings.workflow.calendars import renew_token
from events.meetings.workflow.ending import call_off, cancel, decline, hold_past
from events.meetings.workflow.placing import move, place, restore, swap
from events.meetings.workflow.preparing import (
    Draft,
    Stale,
    ask,
    book,
    edit,
    name_people,
    set_agenda,
    turn_to,
)
from events.meetings.workflow.programme import Place
from events.meetings.workflow.sprint import follow_move, refusal_to_dates
from events.meetings.workflow.taking_part import answer, forget, join
from events.meetings.workflow.telling import tell_changes, tell_named
from events.meetings.workflow.zone import change_zone
