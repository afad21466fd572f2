"""What is read of a programme and of interest groups."""

import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Prefetch, Q, QuerySet, When, Window
from django.db.models.functions import Lower, RowNumber
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.meetings import rules
from events.meetings.display import clock as clocks
from events.meetings.display import meetings as in_words
from events.meetings.display import programme as display
from events.meetings.models import AgendaItem, Meeting
from events.page_cache import PAGES, cached_page, kept_part
from events.sprints.display import dates_in_words
from events.sprints.models import Sprint
from events.sprints.views import sprint_key
from people.models import TIME_ZONES, InterestGroup

programme_page = cached_page(
    scope=sprint_key, next_moments=rules.next_moments, parameters={"tz": TIME_ZONES}
)
groups_page = cached_page(next_moments=rules.next_moments, parameters={"tz": TIME_ZONES})
changes_page = cached_page(
    scope=sprint_key, next_moments=rules.next_moments, parameters={"tz": TIME_ZONES, "page": PAGES}
)
CHANGES_OF_A_PAGE = 300
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
@programme_page
def programme(request, slug: str):
    sprint, clock = _sprint_and_clock(request, slug)
    links = in_words.day_links(sprint, clock)
    shown = list(_programme(sprint, request.user).values_list("pk", flat=True))
    context = {
        "sprint": sprint,
        "clock": clock,
        "dates": dates_in_words(sprint),
        "days": _days(request, sprint, shown, clock) if shown else "",
        "links": [(f"{day:%a} {day.day}", url) for day, url in links.items()],
        "plans": rules.plans(sprint),
        "may_request": request.user.is_authenticated and rules.may_request(request.user, sprint),
    }
    return render(request, "events/meetings/programme.html", context)


def _days(request, sprint: Sprint, shown: list[int], clock: clocks.Clock) -> str:
    """These meetings day by day, made once for all who see the same ones at the same clock."""

    def make() -> str:
        rows = sprint.meetings.filter(pk__in=shown).select_related("group", "room")
        days = in_words.days(sprint, rows.order_by(*IN_ORDER), clock)
        return render_to_string("events/meetings/_days.html", {"days": days})

    seen = (clock.zone.key, shown)
    return kept_part(request, seen, scope=sprint.pk, next_moments=rules.next_moments, make=make)


@login_not_required
@require_safe
@programme_page
def day(request, slug: str, date: str):
    sprint, clock = _sprint_and_clock(request, slug)
    links = in_words.day_links(sprint, clock)
    day = next((day for day in links if day.isoformat() == date), None)
    if day is None:
        raise Http404
    begins, ends = rules.day_bounds(sprint, day)
    overlapping = Q(starts_at__lt=ends, ends_at__gt=begins) | Q(starts_at=None, on_day=day)
    address = in_words.addresses(sprint, clock)
    own, earlier, untimed = {}, [], []
    for meeting in _programme(sprint, request.user).filter(overlapping):
        item = in_words.item(meeting, clock, address(meeting.pk))
        if meeting.starts_at is None:
            untimed.append(item)
        elif meeting.starts_at < begins:
            earlier.append(item)
        else:
            own[meeting] = item
    context = {
        "sprint": sprint,
        "clock": clock,
        "day": clocks.day_in_words(day),
        "before": _neighbour(links, day, -1),
        "after": _neighbour(links, day, 1),
        "grid": display.grid(sprint, day, sprint.rooms.order_by("position", "pk"), own, clock),
        "now": [item for item in own.values() if item["is_now"]],
        "rest": [item for item in own.values() if not item["is_now"]],
        "earlier": earlier,
        "untimed": untimed,
    }
    return render(request, "events/meetings/day.html", context)


def _neighbour(links, day, days: int):
    """The day so many days later, in words and with its address; None outside the sprint."""
    other = day + datetime.timedelta(days=days)
    return (clocks.weekday(other), links[other]) if other in links else None


def _next_minute(sprint: int | None) -> list[datetime.datetime]:
    """The page of the present says what time it is."""
    minute = timezone.now().replace(second=0, microsecond=0) + datetime.timedelta(minutes=1)
    return [minute, *rules.next_moments(sprint)]


now_page = cached_page(
    scope=sprint_key, next_moments=_next_minute, parameters={"tz": TIME_ZONES, "screen": {"1"}}
)


def _now_and_next(sprint: Sprint, reader) -> QuerySet[Meeting]:
    """What takes place now, and of each room what comes next, with the present points."""
    time = timezone.now()
    rows = _programme(sprint, reader).filter(state=Meeting.State.SCHEDULED, ends_at__gt=time)
    is_later = Case(When(starts_at__gt=time, then=True), default=False)
    turn = Window(RowNumber(), [F("room"), F("is_later")], [F("starts_at").asc(), "pk"])
    rows = rows.annotate(is_later=is_later).annotate(turn=turn)
    present = AgendaItem.objects.filter(progress=AgendaItem.Progress.NOW)
    rows = rows.filter(Q(is_later=False) | Q(turn=1))
    return rows.prefetch_related(Prefetch("agenda", present, "present"))


@login_not_required
@require_safe
@now_page
def now(request, slug: str):
    sprint, clock = _sprint_and_clock(request, slug)
    meetings = _now_and_next(sprint, request.user)
    rooms = sprint.rooms.order_by("position", "pk")
    context = {
        "sprint": sprint,
        "clock": clock,
        "time": f"{timezone.now().astimezone(clock.zone):%H:%M}",
        "why_nothing": display.why_nothing_now(sprint),
        "rooms": display.rooms_now(sprint, rooms, meetings, clock) if rules.plans(sprint) else [],
        "is_screen": request.GET.get("screen") == "1",
    }
    return render(request, "events/meetings/now.html", context)


@login_not_required
@require_safe
@changes_page
def changes(request, slug: str):
    sprint, clock = _sprint_and_clock(request, slug)
    visible = Meeting.objects.visible_to(request.user).filter(sprint=sprint)
    rows = sprint.programme_changes.filter(Q(was_public=True) | Q(meeting__in=visible.values("pk")))
    page = Paginator(rows.order_by("-at", "-pk"), CHANGES_OF_A_PAGE).get_page(
        request.GET.get("page")
    )
    address = in_words.addresses(sprint, clock)
    named = visible.filter(pk__in=[row.meeting_id for row in page]).values_list("pk", "title")
    titles = {pk: (title, address(pk)) for pk, title in named}
    rooms = dict(sprint.rooms.values_list("pk", "name"))
    context = {
        "sprint": sprint,
        "clock": clock,
        "changes": [display.change(row, titles, rooms, clock) for row in page],
        "page": page,
    }
    return render(request, "events/meetings/changes.html", context)


@login_not_required
@require_safe
@groups_page
def groups(request):
    rows = list(InterestGroup.objects.order_by(Lower("name"), "pk"))
    context = {
        "groups": [group for group in rows if not group.archived],
        "archived": [group for group in rows if group.archived],
    }
    return render(request, "events/meetings/groups.html", context)


@login_not_required
@require_safe
@groups_page
def group(request, slug: str):
    rows = InterestGroup.objects.annotate(number=Count("members"))
    group: Any = get_object_or_404(rows, slug=slug)
    members = rules.members_for(request.user, group)
    meetings = (
        Meeting.objects.visible_to(request.user)
        .filter(group=group)
        .select_related("sprint", "group", "room")
        .order_by("-sprint__starts_on", "-sprint", *IN_ORDER)
    )
    context = {
        "group": group,
        "people": in_words.group_people(group, members, group.number),
        "sprints": in_words.by_sprint(meetings, lambda sprint: clock_for(request, sprint)),
    }
    return render(request, "events/meetings/group.html", context)
