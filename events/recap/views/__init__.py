"""Pages of what came of a sprint."""

from events.recap.views.exports import export, feed, figures, legacy
from events.recap.views.outcomes import (
    agree_to_outcome,
    disagree_to_outcome,
    edit_outcome,
    leave_outcome,
    outcomes,
    remove_outcome,
)
from events.recap.views.report import report
from events.recap.views.writing import attach, edit, preview, publish, take_back

__all__ = [
    "agree_to_outcome",
    "attach",
    "disagree_to_outcome",
    "edit",
    "edit_outcome",
    "export",
    "feed",
    "figures",
    "leave_outcome",
    "legacy",
    "outcomes",
    "preview",
    "publish",
    "remove_outcome",
    "report",
    "take_back",
]
