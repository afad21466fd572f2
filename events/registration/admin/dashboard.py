"""The ways from a sprint's dashboard to its participants."""

from events.registration import rules
from events.sprints.admin.ways import Way, by_key, form_for, rows_of
from events.sprints.models import Sprint
from events.sprints.rules import may_manage


def was_announced(sprint: Sprint) -> bool:
    return sprint.announced_at is not None


WAYS = [
    Way("Participants", rows_of("registration"), may_manage),
    Way("Invite people", by_key("admin:events_invitation_invite"), may_manage, was_announced),
    Way("Invitations", rows_of("invitation"), may_manage, was_announced),
    Way("Add a participant", form_for("registration"), may_manage),
    Way("Desk", by_key("admin:events_registration_desk"), rules.may_read_private),
    Way("Export participants", by_key("admin:events_registration_export"), may_manage),
    Way(
        "Import participants",
        by_key("admin:events_registration_import"),
        may_manage,
        rules.takes_lists,
    ),
]
