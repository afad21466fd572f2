"""The verbs of what came of a sprint."""

from events.recap.workflow.reports import attach, publish, save, take_back

__all__ = ["attach", "publish", "save", "take_back"]
