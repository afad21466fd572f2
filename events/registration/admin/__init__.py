"""The back office of registration, and what it adds to a sprint's dashboard."""

from events.registration import queue, workflow
from events.registration.admin.dashboard import (
    add_link,
    invitations_link,
    invite_link,
    participants_link,
)
from events.registration.admin.desk import desk_link
from events.registration.admin.invitations import InvitationAdmin
from events.registration.admin.participants import RegistrationAdmin
from events.registration.admin.sheets import export_link, import_link
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
SprintAdmin.links["Registration"] += [
    participants_link,
    invite_link,
    invitations_link,
    add_link,
    desk_link,
    export_link,
    import_link,
]
SprintAdmin.after_change += [queue.settle, workflow.follow_closing_time]
SprintForm.notes_on_dates.append(letters_of_new_dates)
