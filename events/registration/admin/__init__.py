"""The back office of registration, and what it adds to a sprint's dashboard."""

from events.registration import queue, workflow
from events.registration.admin.dashboard import WAYS
from events.registration.admin.invitations import InvitationAdmin
from events.registration.admin.participants import RegistrationAdmin
from events.registration.figures import (
    day_heads,
    diets,
    head_counts,
    letters_of_new_dates,
    place_lines,
    tshirts,
)
from events.sprints.admin import SprintAdmin
from events.sprints.forms import SprintForm

SprintAdmin.panels += [place_lines, head_counts, day_heads, diets, tshirts]
SprintAdmin.ways["Registration"] += WAYS
SprintAdmin.after_change += [queue.settle, workflow.follow_closing_time]
SprintForm.notes_on_dates.append(letters_of_new_dates)
