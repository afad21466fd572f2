"""The verbs of what came of a sprint."""

from events.recap.workflow.forget import forget
from events.recap.workflow.reports import NONE_YET, Stale, attach, publish, save, take_back

__all__ = ["NONE_YET", "Stale", "attach", "forget", "publish", "save", "take_back"]
