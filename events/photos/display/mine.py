"""What became of a person's photos in one sprint, and where the person is named."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, F, QuerySet, When

from events.photos import rules
from events.photos.display.showing import Shown, shown
from events.photos.models import Photo, PhotoTag, RemovalRequest
from events.sprints.display import day
from events.sprints.models import Sprint
from events.sprints.rules import zone
from people.models import Person

State = Photo.State
WITHOUT_PICTURE = (State.PROCESSING, State.FAILED)
# What waits for the person comes first; each state with its heading and what it means.
GROUPS = {
    State.NEEDS_DETAILS: (
        "They need details",
        "Say what is to be seen, and they go to the team.",
    ),
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
ANSWERS = {
    RemovalRequest.State.OPEN: "The team has not decided yet",
    RemovalRequest.State.GRANTED: "Taken down",
    RemovalRequest.State.DECLINED: "It stays",
}


@dataclass(frozen=True)
class OwnPhoto:
    """`shown` is None as long as there is no picture; `why` is the team's question or reason."""

    photo: Photo
    shown: Shown | None
    title: str
    why: str
    may_edit: bool


@dataclass(frozen=True)
class Group:
    heading: str
    sentence: str
    is_described_next: bool
    photos: list[OwnPhoto] = field(default_factory=list)


@dataclass(frozen=True)
class OwnName:
    tag: PhotoTag
    shown: Shown


@dataclass(frozen=True)
class OwnRequest:
    title: str
    page: str
    kind: str
    message: str
    asked_on: str
    state: str
    answer: str


def own_photos(person: Person, sprint: Sprint) -> QuerySet[Photo]:
    """In the order of the groups, the newest first."""
    order = Case(*(When(state=state, then=number) for number, state in enumerate(GROUPS)))
    rows = Photo.objects.of(person).filter(sprint=sprint)
    return rows.annotate(group=order).order_by("group", "-pk")


def own_groups(sprint: Sprint, photos: Iterable[Photo]) -> list[Group]:
    """The photos of one page, state by state."""
    states: dict[str, list[Photo]] = {}
    for photo in photos:
        photo.sprint = sprint
        states.setdefault(State(photo.state), []).append(photo)
    return [_group(state, found) for state, found in states.items()]


def _group(state: str, photos: list[Photo]) -> Group:
    heading, sentence = GROUPS[State(state)]
    if state in (State.NEEDS_DETAILS, State.REJECTED):
        sentence = f"{sentence} They are kept until {day(min(map(rules.kept_until, photos)))}."
    is_described_next = state == State.NEEDS_DETAILS
    return Group(heading, sentence, is_described_next, [_own_photo(photo) for photo in photos])


def _own_photo(photo: Photo) -> OwnPhoto:
    told = photo.state in (State.NEEDS_DETAILS, State.REJECTED, State.FAILED)
    return OwnPhoto(
        photo=photo,
        shown=None if photo.state in WITHOUT_PICTURE else shown(photo),
        title=photo.alt_text or photo.sent_as or "Not described yet",
        why=photo.reason if told else "",
        may_edit=photo.state in rules.DESCRIBABLE,
    )


def own_names(person: Person, sprint: Sprint) -> QuerySet[PhotoTag]:
    """Where the person is named on published photos, first what waits for an answer."""
    shown_photos = sprint.photos.published().values("pk")
    rows = PhotoTag.objects.filter(person=person, photo__in=shown_photos).select_related("photo")
    return rows.order_by(F("agreed_at").desc(nulls_first=True), "-pk")


def names_in_words(sprint: Sprint, tags: Iterable[PhotoTag]) -> tuple[list[OwnName], list[OwnName]]:
    """Those that wait for the person's yes, and those that have it."""
    waiting: list[OwnName] = []
    agreed: list[OwnName] = []
    for tag in tags:
        tag.photo.sprint = sprint
        (agreed if tag.agreed_at else waiting).append(OwnName(tag, shown(tag.photo)))
    return waiting, agreed


def own_requests(person: Person, sprint: Sprint) -> list[OwnRequest]:
    """The newest first; one query."""
    rows = RemovalRequest.objects.filter(person=person, photo__sprint=sprint)
    rows = rows.select_related("photo").order_by("-pk")
    return [_own_request(row, sprint) for row in rows]


def _own_request(request: RemovalRequest, sprint: Sprint) -> OwnRequest:
    photo = request.photo
    photo.sprint = sprint
    is_open = request.state == RemovalRequest.State.OPEN
    state = ANSWERS[RemovalRequest.State(request.state)]
    if is_open:
        hidden = photo.state != State.PUBLISHED
        state += "; the photo is hidden" if hidden else "; the photo is still to be seen"
    return OwnRequest(
        title=str(photo),
        page=photo.get_absolute_url() if photo.state == State.PUBLISHED else "",
        kind=request.get_kind_display(),
        message=request.message,
        asked_on=day(request.created_at.astimezone(zone(sprint)).date()),
        state=state,
        answer=request.answer,
    )
