"""What the registrations hold of one person, for that person."""

from events.registration.models import Registration
from people.models import Person


def personal_data(person: Person) -> list[dict]:
    rows = Registration.objects.filter(person=person).select_related("sprint").order_by("pk")
    return [
        {
            "sprint": row.sprint.slug,
            "mode": row.mode,
            "roles": row.roles,
            "organizations": list(row.financing.values("organization__name", "private")),
            "name_shown_to": row.listed,
            "attended": row.attended,
            "created_at": row.created_at,
        }
        for row in rows
    ]
