"""What the sprints hold of one person, for that person."""

from people.models import Person


def personal_data(person: Person) -> dict:
    return {
        "team_roles": list(person.team_roles.order_by("pk").values("sprint__slug", "role")),
        "credits": list(person.credits.order_by("pk").values("sprint__slug", "reason")),
    }
