"""What the registrations hold of one person, for that person."""

from events.lifecycle import Transition
from events.registration import rules
from events.registration.models import PrivateDetails, Registration
from people.models import Person

OWN = (
    "state",
    "mode",
    "days",
    "roles",
    "queue_no",
    "remote_while_waiting",
    "auto_accept",
    "offer_expires_at",
    "listed",
    "photo_consent",
    "photo_name_consent",
    "first_time",
    "conduct_version",
    "conduct_accepted_at",
    "attended",
    "created_at",
)


def personal_data(person: Person) -> dict:
    """Registrations with their history and private details, and every invitation."""
    rows = Registration.objects.filter(person=person).select_related("sprint", "private_details")
    invitations = rules.invitations_to(person)
    return {
        "registrations": [registration_data(row) for row in rows.order_by("pk")],
        "invitations": list(
            invitations.values("sprint__slug", "email", "name", "message", "state", "last_sent_at")
        ),
    }


def registration_data(row: Registration) -> dict:
    details = getattr(row, "private_details", None)
    return {
        "sprint": row.sprint.slug,
        **{name: getattr(row, name) for name in OWN},
        "travels_from": str(row.travels_from),
        "organizations": list(row.financing.values("organization__name", "private")),
        "private_details": details
        and {name: getattr(details, name) for name in PrivateDetails.CONTENTS},
        "history": list(Transition.objects.of(row).values("from_state", "to_state", "why", "at")),
    }
