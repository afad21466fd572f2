"""What can be done to a meeting: by chairs, by the programme team, by participants, by time."""

from events.meetings.workflow.by_hand import enter
from events.meetings.workflow.placing import (
    Place,
    cancel,
    decline,
    hold_past,
    move,
    place,
    restore,
    swap,
)
from events.meetings.workflow.preparing import (
    Draft,
    Stale,
    answer,
    ask,
    book,
    edit,
    join,
    name_people,
    set_agenda,
    turn_to,
)

__all__ = [
    "Draft",
    "Place",
    "Stale",
    "answer",
    "ask",
    "book",
    "cancel",
    "decline",
    "edit",
    "enter",
    "hold_past",
    "join",
    "move",
    "name_people",
    "place",
    "restore",
    "set_agenda",
    "swap",
    "turn_to",
]
