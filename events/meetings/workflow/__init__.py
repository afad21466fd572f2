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
from events.sprints.workflow import after_move, objections

after_move.append(follow_move)
objections.append(refusal_to_dates)

__all__ = [
    "Draft",
    "Place",
    "Stale",
    "answer",
    "ask",
    "book",
    "call_off",
    "cancel",
    "change_zone",
    "copy_rooms",
    "decline",
    "edit",
    "enter",
    "follow_move",
    "forget",
    "hold_past",
    "join",
    "move",
    "name_people",
    "place",
    "refusal_to_dates",
    "renew_token",
    "restore",
    "set_agenda",
    "swap",
    "tell_changes",
    "tell_named",
    "turn_to",
]
