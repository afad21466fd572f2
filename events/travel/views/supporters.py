"""Whom a sprint thanks, as far as everybody may know."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.registration.models import Registration
from events.sprints.display import dates_in_words, sponsors_by_level
from events.sprints.models import Sponsorship, Sprint
from events.sprints.views import sprint_page
from events.travel import currencies
from events.travel.models import Offer, TravelApplication, TravelFund
from people.models import Person

FEWEST_COUNTED = 3  # a smaller number would tell on somebody
HELPED = (TravelApplication.State.ACCEPTED, TravelApplication.State.SETTLED)


def public_funds(sprint: Sprint) -> list[tuple[TravelFund, str, int]]:
    """Funds that may be shown; the amount if it may be, the number of people if they are three."""
    helped = Q(allocations__offer__state__in=(Offer.State.ACCEPTED, Offer.State.SETTLED))
    rows = (
        TravelFund.objects.filter(sprint=sprint, shown_publicly=True)
        .select_related("organization")
        .annotate(people=Count("allocations__offer", filter=helped, distinct=True))
        .order_by("position", "pk")
    )
    return [
        (
            fund,
            currencies.in_words(fund.amount, fund.currency) if fund.amount_public else "",
            fund.people if fund.people >= FEWEST_COUNTED else 0,
        )
        for fund in rows
    ]


def thankful_people(sprint: Sprint) -> QuerySet[Person]:
    """Who was helped, said that they may be named, and stands on the public list."""
    listed = Registration.objects.visible_to(AnonymousUser()).filter(sprint=sprint)
    agreed = TravelApplication.objects.filter(state__in=HELPED, name_public=True)
    rows = agreed.filter(registration__in=listed).values("registration__person")
    return Person.objects.filter(pk__in=rows).alphabetical()


@login_not_required
@require_safe
@sprint_page
def supporters(request, slug):
    rows = Sprint.objects.visible_to(request.user).prefetch_related(
        Prefetch("sponsorships", Sponsorship.objects.select_related("organization__logo"))
    )
    sprint = get_object_or_404(rows, slug=slug)
    gifts = dict(Sponsorship.Gift.choices)
    levels = [
        (heading, [(row, ", ".join(gifts[gift] for gift in row.gives)) for row in found])
        for heading, found in sponsors_by_level(sprint)
    ]
    context = {
        "sprint": sprint,
        "dates": dates_in_words(sprint),
        "levels": levels,
        "funds": public_funds(sprint),
        "people": list(thankful_people(sprint)),
    }
    return render(request, "events/travel/supporters.html", context)
