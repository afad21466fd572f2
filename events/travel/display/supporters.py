"""Whom a sprint thanks for travel, as far as everybody may know."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from events.registration.models import Registration
from events.sprints.models import Sprint
from events.travel import currencies
from events.travel.models import Offer, TravelApplication, TravelFund
from people.models import Person

FEWEST_COUNTED = 3  # a smaller number would tell on somebody
HELPED = (TravelApplication.State.ACCEPTED, TravelApplication.State.SETTLED)


@dataclass(frozen=True)
class PublicFund:
    fund: TravelFund
    amount: str
    people: int


def public_funds(sprint: Sprint) -> list[PublicFund]:
    """Funds that may be shown; the amount if it may be, the number of people if they are three."""
    helped = Q(allocations__offer__state__in=(Offer.State.ACCEPTED, Offer.State.SETTLED))
    rows = (
        TravelFund.objects.filter(sprint=sprint, shown_publicly=True)
        .select_related("organization")
        .annotate(people=Count("allocations__offer", filter=helped, distinct=True))
        .order_by("position", "pk")
    )
    return [
        PublicFund(
            fund,
            currencies.in_words(fund.amount, fund.currency) if fund.amount_public else "",
            fund.people if fund.people >= FEWEST_COUNTED else 0,
        )
        for fund in rows
    ]


def thankful_people(sprint: Sprint) -> QuerySet[Person]:
    """Who was helped, said that they may be named, and stands on the public list."""
    listed = Registration.objects.visible_to(AnonymousUser()).filter(sprint=sprint)
    agreed = listed.filter(
        travel_application__state__in=HELPED, travel_application__name_public=True
    )
    return Person.objects.filter(pk__in=agreed.values("person")).alphabetical()
