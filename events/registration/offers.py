"""What registration offers to a sprint's dashboard."""

from events.registration import display, rules
from events.sprints.models import Sprint
from events.sprints.offers import Link, Panel, by_key, form_for, rows_of
from events.sprints.rules import may_manage
from people.models import Person


def was_announced(sprint: Sprint) -> bool:
    return sprint.announced_at is not None


LINKS = [
    Link("Participants", rows_of("registration"), may_manage),
    Link("Invite people", by_key("admin:events_invitation_invite"), may_manage, was_announced),
    Link("Invitations", rows_of("invitation"), may_manage, was_announced),
    Link("Add a participant", form_for("registration"), may_manage),
    Link("Desk", by_key("admin:events_registration_desk"), rules.may_read_private),
    Link("Export participants", by_key("admin:events_registration_export"), may_manage),
    Link(
        "Import participants",
        by_key("admin:events_registration_import"),
        may_manage,
        rules.takes_lists,
    ),
]


def panels(sprint: Sprint, person: Person) -> list[Panel]:
    """Numbers for the team, as far as this person may read them."""
    heads = (display.seat_rows(sprint), display.head_counts(sprint), display.day_heads(sprint))
    return [*heads, *display.needs(sprint, person)]
