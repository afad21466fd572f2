"""Removal requests, as the team that decides sees them and as the person who asked does."""

import datetime
from typing import NamedTuple

from django.utils import timezone

from events.photos import rules
from events.photos.display.photo import Image, image_of
from events.photos.models import RemovalRequest
from events.registration.display import counted
from events.sprints.display import day, moment_in_words
from events.sprints.models import Sprint
from events.sprints.rules import zone
from people.models import Person

HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
ANSWERS = {
    RemovalRequest.State.OPEN: "The team has not decided yet",
    RemovalRequest.State.GRANTED: "Taken down",
    RemovalRequest.State.DECLINED: "It stays",
}


class RequestRow(NamedTuple):
    """One request; `image` is None if the photo has gone, `is_urgent` after two days."""

    request: RemovalRequest
    image: Image | None
    who: str
    since: str
    waits: str
    is_urgent: bool


def open_requests(sprint: Sprint) -> list[RequestRow]:
    """What waits for the team, the oldest first; one query."""
    rows = RemovalRequest.objects.open().filter(photo__sprint=sprint)
    rows = rows.select_related("photo", "person").order_by("created_at", "pk")
    for request in rows:
        request.photo.sprint = sprint
    return [request_row(request) for request in rows]


def request_row(request: RemovalRequest) -> RequestRow:
    photo = request.photo
    return RequestRow(
        request=request,
        image=image_of(photo) if photo.has_pictures else None,
        who=_who(request),
        since=moment_in_words(photo.sprint, request.created_at),
        waits=duration_in_words(timezone.now() - request.created_at),
        is_urgent=rules.is_urgent(request),
    )


def _who(request: RemovalRequest) -> str:
    if request.person is not None:
        return request.person.name
    if request.email:
        return f"{request.email}, without an account"
    return "Somebody whose account is deleted"


def duration_in_words(lasted: datetime.timedelta) -> str:
    if lasted < HOUR:
        return "less than an hour"
    if lasted < 2 * DAY:
        return counted(lasted // HOUR, "hour", "hours")
    return counted(lasted // DAY, "day", "days")


class OwnRequest(NamedTuple):
    request: RemovalRequest
    page: str
    asked_on: str
    state: str


def own_requests(person: Person, sprint: Sprint) -> list[OwnRequest]:
    """The newest first; one query."""
    rows = RemovalRequest.objects.filter(person=person, photo__sprint=sprint)
    rows = rows.select_related("photo").order_by("-pk")
    return [_own_request(row, sprint) for row in rows]


def _own_request(request: RemovalRequest, sprint: Sprint) -> OwnRequest:
    photo = request.photo
    photo.sprint = sprint
    state = ANSWERS[RemovalRequest.State(request.state)]
    if request.state == RemovalRequest.State.OPEN:
        is_seen = photo.is_published
        state += "; the photo is still to be seen" if is_seen else "; the photo is hidden"
    return OwnRequest(
        request=request,
        page=photo.get_absolute_url() if photo.is_published else "",
        asked_on=day(request.created_at.astimezone(zone(sprint)).date()),
        state=state,
    )
