"""Whom a sprint thanks, for everybody to read."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.page_cache import cached_page
from events.sprints.display import dates_in_words, sponsors_by_level
from events.sprints.models import Sponsorship, Sprint
from events.sprints.rules import moments_passed
from events.travel import display


@login_not_required
@require_safe
@cached_page(moments_passed)
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
        "funds": display.public_funds(sprint),
        "people": list(display.thankful_people(sprint)),
    }
    return render(request, "events/travel/supporters.html", context)
