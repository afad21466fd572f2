"""The actions on what came of a sprint."""

from events.recap.workflow.counts import keep_counts
from events.recap.workflow.forgetting import forget
from events.recap.workflow.outcomes import (
    add,
    agree,
    disagree,
    edit,
    hand_out,
    leave,
    remove,
    undo_handout,
    withdraw_vote,
)
from events.recap.workflow.reports import attach, publish, save, take_back
