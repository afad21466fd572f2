"""What travel sponsorship holds of one person, for that person; never what nobody has released."""

from typing import Any

from django.db.models import F

from events.lifecycle import Transition
from events.travel.models import Message, Recusal, Review, TravelApplication
from people.models import Person

OWN = ("state", *TravelApplication.ANSWERS, "requested_total", "deadline_extension", "created_at")
OF_AN_OFFER = ("state", "message", "released_at", "expires_at", "responded_at", "terms")


def personal_data(person: Person) -> dict[str, Any]:
    """Applications with offers, messages and history, and what the person said as a reviewer."""
    mine = TravelApplication.objects.filter(registration__person=person)
    rows = mine.select_related("registration__sprint").order_by("pk")
    sprint = F("application__registration__sprint__slug")
    reviews = Review.objects.filter(reviewer=person).order_by("pk")
    recusals = Recusal.objects.filter(person=person).order_by("pk")
    return {
        "travel_applications": [application_data(row) for row in rows],
        "travel_reviews": list(reviews.values("score", "note", "final", sprint=sprint)),
        "travel_recusals": list(recusals.values("reason", sprint=sprint)),
    }


def application_data(row: TravelApplication) -> dict[str, Any]:
    messages = row.messages.filter(visibility=Message.Visibility.APPLICANT).order_by("pk")
    # Other offers are the team's alone, for ever, and a number would tell how many there were.
    released = row.offers.exclude(released_at=None).order_by("pk")
    given = {"fund_name": F("fund__name"), "of": F("fund__currency")}
    return {
        "sprint": row.registration.sprint.slug,
        **{name: getattr(row, name) for name in OWN},
        "from_country": str(row.from_country),
        "lines": list(row.lines.order_by("pk").values("category", "description", "amount")),
        "messages": list(messages.values("at", "body")),
        "offers": [
            {
                **{name: getattr(offer, name) for name in OF_AN_OFFER},
                "allocations": list(
                    offer.allocations.order_by("pk").values("mode", "amount", **given)
                ),
            }
            for offer in released
        ],
        "history": list(Transition.objects.of(row).values("from_state", "to_state", "why", "at")),
    }
