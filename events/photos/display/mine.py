"""What became of a person's photos in one sprint, and where the person is named."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Case, F, QuerySet, When

from events.photos import rules
from events.photos.display.photo import Image, image_of
from events.photos.models import Photo, PhotoTag
from events.sprints.display import day
from events.sprints.models import Sprint
from people.models import Person

State = Photo.State
# What waits for the person comes first; each state with its heading and what it means.
GROUPS = {
    State.NEEDS_DETAILS: ("They need details", "Say what is to be seen, and they go to the team."),
    State.PROCESSING: ("Being prepared", "Please look again in a minute."),
    State.FAILED: (
        "Could not be read",
        "You can send them again. What stands here goes after a day.",
    ),
    State.PENDING: ("With the team", "Nobody else sees them until the team has published them."),
    State.REJECTED: ("Not taken", "Nobody sees them but you and the team."),
    State.HIDDEN: ("Hidden", "Nobody sees them but you and the team."),
    State.PUBLISHED: ("Published", "Everybody sees them."),
}


class OwnPhoto(NamedTuple):
    """`image` is None as long as there is no picture; `why` is the team's question or reason."""

    photo: Photo
    image: Image | None
    title: str
    why: str
    may_edit: bool


class Group(NamedTuple):
    heading: str
    sentence: str
    is_described_next: bool
    photos: list[OwnPhoto]


NamedOn = tuple[PhotoTag, Image]


def own_photos(person: Person, sprint: Sprint) -> QuerySet[Photo]:
    """In the order of the groups, the newest first."""
    order = Case(*(When(state=state, then=number) for number, state in enumerate(GROUPS)))
    rows = Photo.objects.of(person).filter(sprint=sprint)
    return rows.annotate(group=order).order_by("group", "-pk")


def own_groups(sprint: Sprint, photos: Sequence[Photo]) -> list[Group]:
    """The photos of one page, state by state."""
    for photo in photos:
        photo.sprint = sprint
    return [
        _group(State(state), list(rows)) for state, rows in groupby(photos, attrgetter("state"))
    ]


def _group(state: str, photos: list[Photo]) -> Group:
    heading, sentence = GROUPS[State(state)]
    if state in (State.NEEDS_DETAILS, State.REJECTED):
        sentence = f"{sentence} They are kept until {day(min(map(rules.kept_until, photos)))}."
    return Group(heading, sentence, state == State.NEEDS_DETAILS, list(map(_own_photo, photos)))


def _own_photo(photo: Photo) -> OwnPhoto:
    has_reason = photo.state in (State.NEEDS_DETAILS, State.REJECTED, State.FAILED)
    return OwnPhoto(
        photo=photo,
        image=image_of(photo) if photo.has_pictures else None,
        title=photo.alt_text or photo.sent_as or "Not described yet",
        why=photo.reason if has_reason else "",
        may_edit=photo.state in rules.DESCRIBABLE,
    )


def own_names(person: Person, sprint: Sprint) -> QuerySet[PhotoTag]:
    """Where the person is named on published photos, first what waits for an answer."""
    published = sprint.photos.published().values("pk")
    rows = PhotoTag.objects.filter(person=person, photo__in=published).select_related("photo")
    return rows.order_by(F("agreed_at").desc(nulls_first=True), "-pk")


def waiting_and_agreed(
    sprint: Sprint, tags: Iterable[PhotoTag]
) -> tuple[list[NamedOn], list[NamedOn]]:
    """Those that wait for the person's yes, and those that have it."""
    waiting: list[NamedOn] = []
    agreed: list[NamedOn] = []
    for tag in tags:
        tag.photo.sprint = sprint
        (agreed if tag.agreed_at else waiting).append((tag, image_of(tag.photo)))
    return waiting, agreed
