"""The verbs of what came of a sprint."""

from events.recap.workflow.counts import keep_counts
from events.recap.workflow.forgetting import forget
from events.recap.workflow.gifts import hand_out, undo_handout
from events.recap.workflow.outcomes import (
    add,
    agree,
    disagree,
    edit,
    leave,
    remove,
    stop_telling,
)
from events.recap.workflow.reports import NONE_YET, Stale, attach, publish, save, take_back
