"""The back office of what came of a sprint; the report itself is written on its own page."""

from events.recap.admin.gifts import GiftAdmin
from events.recap.admin.outcomes import OutcomeAdmin
from events.recap.admin.repositories import RepositoryAdmin
