"""Calendars of meetings: of a sprint, a group, one meeting and one person."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events.meetings import rules, workflow
from events.meetings.calendar import meetings_calendar, public_calendar
from events.meetings.models import CalendarToken, Meeting
from events.sprints.models import Sprint
from events.sprints.views import site_page, sprint_page
from people.models import InterestGroup

CONTENT_TYPE = "text/calendar; charset=utf-8"


def _with_time(meetings):
    """Those with a time, in order, with everything an entry shows."""
    rows = meetings.filter(starts_at__isnull=False).select_related("sprint", "group", "room")
    return rows.order_by("starts_at", "pk")


def _public(request, meetings, name):
    """The same for everybody: calendar programs do not sign in."""
    content = public_calendar(_with_time(meetings), request.build_absolute_uri, name)
    return HttpResponse(content, content_type=CONTENT_TYPE)


@login_not_required
@require_safe
@sprint_page
def programme_calendar(request, slug):
    sprint = get_object_or_404(Sprint.objects.announced(), slug=slug)
    return _public(request, rules.public_programme().filter(sprint=sprint), sprint.name)


@login_not_required
@require_safe
@site_page
def group_calendar(request, slug):
    group = get_object_or_404(InterestGroup, slug=slug)
    return _public(request, rules.public_programme().filter(group=group), group.name)


@login_not_required
@require_safe
@sprint_page
def meeting_calendar(request, slug, pk):
    rows = _with_time(Meeting.objects.visible_to(request.user).in_programme())
    meeting = get_object_or_404(rows, sprint__slug=slug, pk=pk)
    content = meetings_calendar([meeting], request.build_absolute_uri)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    return response


@login_not_required
@require_safe
def own_calendar(request, token):
    """The token is enough: calendar programs do not sign in."""
    person = get_object_or_404(
        CalendarToken.objects.select_related("person"), token=token, person__is_active=True
    ).person
    meetings = _with_time(rules.own_programme(person))
    content = meetings_calendar(meetings, request.build_absolute_uri, "My meetings")
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_cache=True)
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response)


@require_safe
@never_cache
def calendar_token(request):
    """Show the address of the reader's own calendar; a button creates it, not this page."""
    row = CalendarToken.objects.filter(person=request.user).first()
    path = row and reverse("meetings:own_calendar", args=[row.token])
    context = {"address": request.build_absolute_uri(path) if path else ""}
    return render(request, "events/meetings/calendar_token.html", context)


@require_POST
def renew_calendar_token(request):
    workflow.renew_token(request.user)
    messages.success(request, "Your calendar has a new address.")
    return redirect("meetings:calendar_token")
