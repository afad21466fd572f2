"""Who asked for the removal of photos, for the team that decides."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from events.photos import rules
from events.photos.display.showing import Shown, shown
from events.photos.models import Photo, RemovalRequest
from events.registration.display import counted
from events.sprints.display import moment_in_words
from events.sprints.models import Sprint

HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
NO_FILES = (Photo.State.FAILED, Photo.State.REMOVED)


@dataclass(frozen=True)
class Asked:
    """One request; `shown` is None if the photo has gone, `is_urgent` after two days."""

    request: RemovalRequest
    shown: Shown | None
    kind: str
    message: str
    who: str
    since: str
    waits: str
    is_urgent: bool
    is_hidden: bool


def open_requests(sprint: Sprint) -> list[Asked]:
    """What waits for the team, the oldest first; one query."""
    rows = RemovalRequest.objects.filter(photo__sprint=sprint, state=RemovalRequest.State.OPEN)
    found = rows.select_related("photo", "person").order_by("created_at", "pk")
    for request in found:
        request.photo.sprint = sprint
    return [asked(request) for request in found]


def asked(request: RemovalRequest) -> Asked:
    photo = request.photo
    return Asked(
        request=request,
        shown=None if photo.state in NO_FILES else shown(photo),
        kind=request.get_kind_display(),
        message=request.message,
        who=_who(request),
        since=moment_in_words(photo.sprint, request.created_at),
        waits=duration_in_words(timezone.now() - request.created_at),
        is_urgent=rules.is_urgent(request),
        is_hidden=photo.state != Photo.State.PUBLISHED,
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
