"""What is read of a programme: its days, now and next, and what has changed."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.meetings import rules
from events.meetings.display import changes as figures_of_changes
from events.meetings.display import clock as clocks
from events.meetings.display import grid, lines
from events.meetings.display import now as figures_of_now
from events.meetings.models import AgendaItem, Meeting
from events.page_cache import cached_page
from events.sprints.display import dates_in_words
from events.sprints.models import Sprint

public_page = cached_page(rules.programme_moments_passed)
IN_ORDER = (F("starts_at").asc(nulls_last=True), "pk")


def clock_for(request, sprint: Sprint) -> clocks.Clock:
    return clocks.clock(sprint, request.GET.get("tz", ""), request.user)


def _sprint_and_clock(request, slug: str) -> tuple[Sprint, clocks.Clock]:
    sprint = get_object_or_404(Sprint.objects.visible_to(request.user), slug=slug)
    return sprint, clock_for(request, sprint)


def _programme(sprint: Sprint, reader):
    """The meetings of the programme that this reader may see, earliest first."""
    rows = Meeting.objects.visible_to(reader).in_programme().filter(sprint=sprint)
    return rows.select_related("group", "room").order_by(*IN_ORDER)


@login_not_required
@require_safe
@public_page
def programme(request, slug: str):
    sprint, clock = _sprint_and_clock(request, slug)
    days = lines.days(sprint, _programme(sprint, request.user), clock)
    context = {
        "sprint": sprint,
        "clock": clock,
        "dates": dates_in_words(sprint),
        "days": days,
        "links": [
            (f"{day:%a} {day.day}", url) for day, url in lines.day_links(sprint, clock).items()
        ],
        "plans": rules.plans(sprint),
        "may_request": request.user.is_authenticated and rules.may_request(request.user, sprint),
    }
    return render(request, "events/meetings/programme.html", context)


@login_not_required
@require_safe
@public_page
def day(request, slug: str, date: str):
    sprint, clock = _sprint_and_clock(request, slug)
    links = lines.day_links(sprint, clock)
    days = [day for day in links if day.isoformat() == date]
    if not days:
        raise Http404
    day = days[0]
    begins, ends = rules.day_bounds(sprint, day)
    overlapping = Q(starts_at__lt=ends, ends_at__gt=begins) | Q(starts_at=None, on_day=day)
    address = lines.addresses(sprint, clock)
    shown = {
        meeting: lines.line(meeting, clock, address(meeting.pk))
        for meeting in _programme(sprint, request.user).filter(overlapping)
    }
    own = {
        meeting: line
        for meeting, line in shown.items()
        if meeting.starts_at and meeting.starts_at >= begins
    }
    rooms = sprint.rooms.order_by("position", "pk")
    context = {
        "sprint": sprint,
        "clock": clock,
        "day": clocks.day_in_words(day),
        "before": _neighbour(links, day, -1),
        "after": _neighbour(links, day, 1),
        "grid": grid.grid(sprint, day, rooms, own, clock),
        "now": [line for line in own.values() if line.is_now],
        "rest": [line for line in own.values() if not line.is_now],
        "earlier": [line for meeting, line in shown.items() if _goes_on(meeting, begins)],
        "untimed": [line for meeting, line in shown.items() if not meeting.starts_at],
    }
    return render(request, "events/meetings/day.html", context)


def _goes_on(meeting: Meeting, begins) -> bool:
    return meeting.starts_at is not None and meeting.starts_at < begins


def _neighbour(links, day, distance: int):
    """The day before or after among the sprint's days, in words and with its address."""
    days = list(links)
    index = days.index(day) + distance
    if not 0 <= index < len(days):
        return None
    return clocks.weekday(days[index]), links[days[index]]


@login_not_required
@require_safe
@never_cache
def now(request, slug: str):
    sprint, clock = _sprint_and_clock(request, slug)
    present = AgendaItem.objects.filter(progress=AgendaItem.Progress.NOW)
    rows = _programme(sprint, request.user).filter(
        state=Meeting.State.SCHEDULED, ends_at__gt=timezone.now()
    )
    meetings = rows.prefetch_related(Prefetch("agenda", present, "present"))
    rooms = sprint.rooms.order_by("position", "pk")
    lasts = rules.plans(sprint)
    context = {
        "sprint": sprint,
        "clock": clock,
        "time": f"{timezone.now().astimezone(clock.zone):%H:%M}",
        "standing": figures_of_now.standing(sprint),
        "places": figures_of_now.places(sprint, rooms, meetings, clock) if lasts else [],
        "is_screen": request.GET.get("screen") == "1",
    }
    return render(request, "events/meetings/now.html", context)


@login_not_required
@require_safe
@public_page
def changes(request, slug: str):
    sprint, clock = _sprint_and_clock(request, slug)
    visible = Meeting.objects.visible_to(request.user).filter(sprint=sprint)
    address = lines.addresses(sprint, clock)
    seen = {pk: (title, address(pk)) for pk, title in visible.values_list("pk", "title")}
    rows = sprint.programme_changes.filter(Q(was_public=True) | Q(meeting__in=visible.values("pk")))
    rooms = dict(sprint.rooms.values_list("pk", "name"))
    newest_first = rows.order_by("-at", "-pk")
    context = {
        "sprint": sprint,
        "clock": clock,
        "changes": figures_of_changes.changes(newest_first, seen, rooms, clock),
    }
    return render(request, "events/meetings/changes.html", context)
