"""Pages of what came of a sprint."""

from events.recap.views.exports import export, feed, figures, legacy
from events.recap.views.outcomes import edit_outcome, outcomes, remove_outcome
from events.recap.views.report import report
from events.recap.views.writing import attach, edit, preview, publish, take_back

__all__ = [
    "attach",
    "edit",
    "edit_outcome",
    "export",
    "feed",
    "figures",
    "legacy",
    "outcomes",
    "preview",
    "publish",
    "remove_outcome",
    "report",
    "take_back",
]
