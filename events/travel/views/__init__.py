"""Pages of travel sponsorship."""

from events.travel.views.applicant import (
    accept,
    answer,
    ask_for_more,
    cancel,
    message,
    mine,
    offer,
    refuse,
    start,
    start_again,
    submit,
    take_back,
    withdraw,
)
from events.travel.views.board import board, preview
from events.travel.views.committee import application, ask, note, queue, recuse
from events.travel.views.decision import (
    cancel_accepted,
    extend,
    go_on,
    reopen,
    revoke,
    stage,
    unstage,
)
from events.travel.views.supporters import supporters

__all__ = [
    "accept",
    "answer",
    "application",
    "ask",
    "ask_for_more",
    "board",
    "cancel",
    "cancel_accepted",
    "extend",
    "go_on",
    "message",
    "mine",
    "note",
    "offer",
    "preview",
    "queue",
    "recuse",
    "refuse",
    "reopen",
    "revoke",
    "stage",
    "start",
    "start_again",
    "submit",
    "supporters",
    "take_back",
    "unstage",
    "withdraw",
]
