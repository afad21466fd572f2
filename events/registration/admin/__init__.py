"""The back office of registration, and what it adds to a sprint's dashboard."""

from events.registration import waiting_list, workflow
from events.registration.admin.dashboard import WAYS
from events.registration.admin.invitations import InvitationAdmin
from events.registration.admin.participants import RegistrationAdmin
from events.registration.display import (
    day_heads,
    diets,
    emails_of_new_dates,
    head_counts,
    place_lines,
    tshirts,
)
from events.sprints.admin import SprintAdmin
from events.sprints.forms import SprintForm

SprintAdmin.panels += [place_lines, head_counts, day_heads, diets, tshirts]
SprintAdmin.ways["Registration"] += WAYS
SprintAdmin.after_change += [waiting_list.settle, workflow.follow_closing_time]
SprintForm.notes_on_dates.append(emails_of_new_dates)
