"""Pages over several areas: home, the sprints, one sprint, its people, and what is mine."""

import sys

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import InterfaceError, OperationalError, connection
from django.db.models import OuterRef, Prefetch, QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.defaults import page_not_found, server_error

from events.lifecycle import refusal_in
from events.page_cache import PAGES, cached_page, kept_part
from events.pages import display, exports, rules, workflow
from events.pages.forms import DeleteAccountForm
from events.photos.display import cover, with_covers
from events.recap.display import outcomes_told
from events.registration.display import numbers, people_counts
from events.registration.models import Registration
from events.sprints.display import (
    dates_in_words,
    gate_in_words,
    place_in_words,
    sponsors_by_level,
)
from events.sprints.exports import json_for_script, linked_data
from events.sprints.models import Channel, Credit, Series, Sponsorship, Sprint
from events.sprints.rules import Gate, gate, has_begun, is_over, next_gates
from events.sprints.views import asks_for_json, site_page, sprint_key, sprint_page
from people.forms import ProfileForm
from people.models import TIME_ZONES, Person
from people.workflow import edit_profile as edit_profile_of

PEOPLE_OF_A_PAGE = 300
people_page = cached_page(scope=sprint_key, next_moments=next_gates, parameters={"page": PAGES})


def _cards(sprints: QuerySet[Sprint]) -> list[display.Card]:
    """Cards for these sprints in four queries, however many they are."""
    sponsorships = Prefetch("sponsorships", Sponsorship.objects.select_related("organization"))
    rows = with_covers(sprints.select_related("series")).prefetch_related(sponsorships)
    counts, told = people_counts(), outcomes_told()
    return [display.card(sprint, counts.get(sprint.pk, 0), told.get(sprint.pk)) for sprint in rows]


@login_not_required
@require_safe
@site_page
def home(request):
    cards = _cards(Sprint.objects.visible_to(request.user).order_by("starts_on", "pk"))
    behind = (Gate.OVER, Gate.CANCELLED)
    coming = [card for card in cards if card.gate not in behind]
    earlier = [card for card in reversed(cards) if card.gate in behind]
    context = {"next": coming[:1], "later": coming[1:], "earlier": earlier}
    return render(request, "events/pages/home.html", context)


@login_not_required
@require_safe
@site_page
def sprints(request):
    cards = _cards(Sprint.objects.visible_to(request.user).order_by("starts_on", "pk"))
    groups = []
    for series in Series.objects.prefetch_related("earlier_years").order_by("name"):
        own = [card for card in cards if card.series == series.name]
        years = display.timeline(series, own)
        if years:
            groups.append((series, years))
    return render(request, "events/pages/sprints.html", {"groups": groups})


def participants(sprint: Sprint, shown) -> list[tuple[Registration, str]]:
    """These registrations as a list shows them, each with the roles in words; two queries."""
    rows = sprint.registrations.filter(pk__in=shown).for_list()
    rows = rows.select_related("person__portrait")
    return [(row, rules.roles_in_words(row)) for row in rows]


@login_not_required
@require_safe
@sprint_page
def sprint(request, slug: str):
    visible = Sprint.objects.visible_to(request.user).select_related("series")
    rows = rules.with_programme(visible, request.user).annotate(
        helps_with_travel=rules.helps_with_travel(OuterRef("pk")),
        has_public_funds=rules.has_public_funds(OuterRef("pk")),
        has_photos=rules.has_photos(OuterRef("pk")),
        has_report=rules.has_report(OuterRef("pk")),
    )
    sprint = get_object_or_404(
        with_covers(rows).prefetch_related(
            Prefetch("sponsorships", Sponsorship.objects.select_related("organization__logo")),
            Prefetch("credits", Credit.objects.select_related("person")),
            Prefetch("series__channels", Channel.objects.order_by("position", "pk")),
            "figures",
        ),
        slug=slug,
    )
    url = request.build_absolute_uri(sprint.get_absolute_url())
    hosts = display.names_at(sprint, Sponsorship.Level.HOST)
    cover_shown = cover(sprint)
    context = {
        "sprint": sprint,
        "url": url,
        "cover": cover_shown,
        "card": request.build_absolute_uri(cover_shown.card) if cover_shown else "",
        "dates": dates_in_words(sprint),
        "place": place_in_words(sprint),
        "hosts": " and ".join(hosts),
        "gate": gate(sprint),
        "gate_sentence": gate_in_words(sprint),
        "count_sentence": numbers(sprint).sentence,
        "figures": display.figures_by_source(sprint),
        "registrations": participants(sprint, sprint.registrations.visible_to(request.user))
        if is_over(sprint)
        else [],
        "credits": sorted(sprint.credits.all(), key=lambda row: (row.position, row.pk)),
        "sponsor_levels": sponsors_by_level(sprint),
        "linked_data": json_for_script(linked_data(sprint, hosts, url)),
        "shows_programme": rules.shows_programme(sprint),
        "shows_photos": rules.shows_photos(sprint, request.user),
        "mine": rules.part_in(sprint, request.user),
        "has_begun": has_begun(sprint),
    }
    return render(request, "events/pages/sprint.html", context)


@login_not_required
@require_safe
@people_page
def people(request, slug: str):
    sprint = get_object_or_404(Sprint.objects.visible_to(request.user), slug=slug)
    rows = sprint.registrations.visible_to(request.user).order_by("person__sort_key", "pk")
    shown = list(rows.values_list("pk", flat=True))
    page = Paginator(shown, PEOPLE_OF_A_PAGE).get_page(request.GET.get("page"))

    def make() -> str:
        context = {
            "dates": dates_in_words(sprint),
            "numbers": numbers(sprint),
            "registrations": participants(sprint, list(page)),
        }
        return render_to_string("events/pages/_participants.html", context)

    part = kept_part(request, list(page), scope=sprint.pk, next_moments=next_gates, make=make)
    context = {"sprint": sprint, "participants": part, "page": page}
    return render(request, "events/pages/people.html", context)


@require_safe
def mine(request):
    rows = Registration.objects.filter(person=request.user).select_related("sprint")
    rows = rows.annotate(
        helps_with_travel=rules.helps_with_travel(OuterRef("sprint")),
        sent_photos=rules.sent_photos(OuterRef("sprint"), request.user),
    )
    context = {
        "registrations": [
            (row, dates_in_words(row.sprint), rules.shows_my_photos(row))
            for row in rows.order_by("-sprint__starts_on", "pk")
        ],
        "teams": request.user.team_roles.select_related("sprint").order_by(
            "-sprint__starts_on", "role"
        ),
    }
    return render(request, "events/pages/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_profile(request):
    form = ProfileForm(request.POST or None, instance=Person.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        if not edit_profile_of(request.user, **form.cleaned_data):
            logout(request)
            return redirect("pages:home")
        messages.success(request, "Your profile is saved.")
        return redirect("pages:mine")
    typed = form["sort_name"].value() or form["name"].value() or ""
    found = rules.neighbours_shown_to(request.user, typed)
    context = {"form": form, "neighbours": found, "time_zones": sorted(TIME_ZONES)}
    return render(request, "events/pages/edit_profile.html", context)


@require_safe
def show_neighbours(request):
    """The sentence "You will stand between X and Y" for a name that is being typed."""
    found = rules.neighbours_shown_to(request.user, request.GET.get("name", "")[:200])
    return render(request, "events/pages/_neighbours.html", {"neighbours": found})


@require_safe
@reauthentication_required
def export(request):
    data = exports.personal_data(request.user)
    response = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def delete_account(request):
    form = DeleteAccountForm(request.POST or None, person=request.user)
    if form.is_valid():
        with refusal_in(form):
            workflow.delete_account(request.user)
            logout(request)
            messages.success(request, "Your account is deleted.")
            return redirect("pages:home")
    return render(request, "events/pages/delete_account.html", {"form": form})


def not_found(request, exception):
    """Every 404: kept by nobody, since what is not shown now may be shown in a minute."""
    response = page_not_found(request, exception)
    patch_cache_control(response, private=True, no_store=True)
    return response


def broken(request):
    """Every fault of ours; while the database is away, the answer says when to come back."""
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return server_error(request)
    sentence = "We are back in a moment. What you sent was not stored; please send it again then."
    headers = {"Retry-After": "30", "Cache-Control": "no-store"}
    if asks_for_json(request):
        return JsonResponse({"message": sentence}, status=503, headers=headers)
    context = {"status": 503, "heading": "Back in a moment", "sentence": sentence}
    page = render_to_string("500.html", context)
    return HttpResponse(page, status=503, headers=headers)


@login_not_required
@require_safe
@site_page
def privacy(request):
    return render(request, "events/pages/privacy.html")


@login_not_required
@require_safe
def robots(request):
    return render(request, "events/pages/robots.txt", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def health(request):
    """Whether this process answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
