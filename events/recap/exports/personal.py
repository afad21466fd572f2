"""What we know of one person's part in what came of sprints, for that person."""

from people.models import Person


def personal_data(person: Person) -> dict:
    outcomes = ("outcome__sprint__slug", "outcome__title")
    gifts = ("gift__sprint__slug", "gift__item", "at")
    registrations = person.registrations.order_by("pk")
    return {
        "outcomes": list(person.outcome_credits.order_by("pk").values(*outcomes)),
        "nominations": list(
            person.nominations.order_by("pk").values("sprint__slug", "title", "nominee_agreed")
        ),
        "gifts": [
            row for one in registrations for row in one.handouts.order_by("pk").values(*gifts)
        ],
    }
