"""The back office of what came of a sprint; the report itself is written on its own page."""

from events.recap.admin.dashboard import commits_link, gifts_link, report_link, report_panel
from events.recap.admin.gifts import GiftAdmin
from events.recap.admin.handouts import handouts_link
from events.recap.admin.outcomes import OutcomeAdmin, outcomes_link
from events.recap.admin.repositories import RepositoryAdmin
from events.sprints.admin import SprintAdmin

SprintAdmin.panels += [report_panel]
SprintAdmin.links["Report"] += [
    report_link,
    outcomes_link,
    commits_link,
    gifts_link,
    handouts_link,
]
