"""What happens to registrations and invitations when their sprint is cancelled."""

from django.db import transaction

from events.lifecycle import Refused, locked
from events.registration import emails
from events.registration.models import Invitation
from events.sprints.models import Sprint
from people.models import Person


@transaction.atomic
def call_off(sprint: Sprint, *, by: Person | None, why: str) -> None:
    """Tell everybody who takes part or waits, and take back the invitations nobody has answered.

    Registrations stay as they are: they tell who would have come. Nobody can change them any more
    (`workflow.access`), their offers neither end nor are reminded of, and pages say what happened.
    Of a draft the public knew nothing, so nobody is written to.
    """
    sprint = locked(sprint)
    if sprint.state != Sprint.State.CANCELLED:
        raise Refused("This sprint is not cancelled.")
    for invitation in sprint.invitations.pending().order_by("pk").select_for_update(no_key=True):
        invitation.advance(Invitation.State.WITHDRAWN, by=by, why=why)
    if sprint.announced_at is not None:
        for registration in sprint.registrations.live().select_related("person").order_by("pk"):
            emails.sprint_cancelled(registration, why)
