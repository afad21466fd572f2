"""The gallery of a sprint: the photos of one page, what can be filtered by, and where it leads."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count, Q

from events.photos import rules
from events.photos.display.photo import Image, image_of
from events.photos.models import Photo, PhotoTag, RemovalRequest
from events.sprints.models import Sprint
from events.sprints.rules import zone
from people.models import Person

PHOTOS_OF_A_PAGE = 60
UNKNOWN = "unknown"
NO_SUCH_DAY = "There are no photos of that day. These are all of them."
NO_SUCH_PERSON = "That person is named on no photo here. These are all of them."
NO_SUCH_PAGE = "There is no such page. This is the first one."


class Key(NamedTuple):
    """What a photo is found by; its day as "2022-10-03", or "unknown"."""

    pk: int
    day: str
    is_cover: bool


class Named(NamedTuple):
    name: str
    photos: set[int]


class Gallery(NamedTuple):
    """One page of it; `number` counts all photos of the sprint, `page` those that were asked for.

    `days` and `people` are what one can ask for, as value and text; `refusals` why it was not done.
    """

    cover: Image | None
    photos: list[Image]
    page: Page
    number: int
    days: dict[str, str]
    people: dict[str, str]
    day: str
    person: str
    refusals: list[str]


def gallery(sprint: Sprint, asked: Mapping[str, str]) -> Gallery:
    """In three queries, however many photos there are. The cover leads, and stands nowhere else."""
    keys, days = _keys(sprint)
    named = _named(sprint)
    day, person, refusals = _asked(asked, days, named)
    covers = [] if day or person else [key for key in keys if key.is_cover]
    fitting = [key for key in keys if day in ("", key.day) and key not in covers]
    if person:
        fitting = [key for key in fitting if key.pk in named[person].photos]
    page, sentences = _page(fitting, asked.get("page") or "1")
    large = covers if page.number == 1 else []
    found = _images(sprint, [*large, *page])
    return Gallery(
        cover=next((found[key.pk] for key in large if key.pk in found), None),
        photos=[found[key.pk] for key in page if key.pk in found],
        page=page,
        number=len(keys),
        days=days,
        people={value: found.name for value, found in named.items()},
        day=day,
        person=person,
        refusals=[*refusals, *sentences],
    )


def _asked(
    asked: Mapping[str, str], days: dict[str, str], named: dict[str, Named]
) -> tuple[str, str, list[str]]:
    """Day and person, if there are photos of them, and a sentence for each that was left out."""
    day, person = asked.get("day", ""), asked.get("person", "")
    no_day, no_person = bool(day) and day not in days, bool(person) and person not in named
    sentences = [NO_SUCH_DAY] * no_day + [NO_SUCH_PERSON] * no_person
    return "" if no_day else day, "" if no_person else person, sentences


def _keys(sprint: Sprint) -> tuple[list[Key], dict[str, str]]:
    """All published photos in order, and the days on which they were taken, in words."""
    rows = sprint.photos.published().in_order().values_list("pk", "taken_at", "is_cover")
    in_zone = zone(sprint)
    dated = [
        (pk, taken_at and taken_at.astimezone(in_zone).date(), is_cover)
        for pk, taken_at, is_cover in rows
    ]
    days = {
        day.isoformat(): f"{day:%a} {day.day} {day:%b}"
        for day in sorted({day for _, day, _ in dated if day})
    }
    if any(day is None for _, day, _ in dated):
        days[UNKNOWN] = "day not known"
    keys = [Key(pk, day.isoformat() if day else UNKNOWN, cover) for pk, day, cover in dated]
    return keys, days


def _named(sprint: Sprint) -> dict[str, Named]:
    """Who is named on published photos, in alphabetical order, by the key as an address has it."""
    tags = PhotoTag.objects.named().filter(photo__in=sprint.photos.published().values("pk"))
    found: dict[str, Named] = {}
    rows = tags.order_by("person__sort_key", "person", "pk")
    for pk, name, photo in rows.values_list("person", "person__name", "photo"):
        found.setdefault(str(pk), Named(name, set())).photos.add(photo)
    return found


def _page(keys: list[Key], number: str) -> tuple[Page, list[str]]:
    pages = Paginator(keys, PHOTOS_OF_A_PAGE)
    try:
        return pages.page(number), []
    except InvalidPage:
        return pages.page(1), [NO_SUCH_PAGE]


def _images(sprint: Sprint, keys: Iterable[Key]) -> dict[int, Image]:
    """Those that were not hidden a moment ago."""
    rows = sprint.photos.published().in_bulk([key.pk for key in keys])
    for photo in rows.values():
        photo.sprint = sprint
    return {pk: image_of(photo) for pk, photo in rows.items()}


class GalleryLinks(NamedTuple):
    """From the gallery: `waiting` counts what waits for a decision, None if it is not this person's."""

    add: bool
    mine: bool
    waiting: int | None
    is_team: bool


def gallery_links(person: Person, sprint: Sprint) -> GalleryLinks | None:
    """None for whoever has nothing to do with photos of this sprint; strangers cost no query."""
    involvement = rules.involvement(person, sprint)
    add = not rules.refusal_by(involvement, sprint)
    mine = add or involvement.has_sent
    if not (mine or involvement.moderates):
        return None
    waiting = _waiting(sprint) if involvement.moderates else None
    return GalleryLinks(add, mine, waiting, is_team=bool(involvement.roles))


def _waiting(sprint: Sprint) -> int:
    """Photos and requests for removal, in one query."""
    pending = Q(state=Photo.State.PENDING)
    asked = Q(removal_requests__state=RemovalRequest.State.OPEN)
    number = Count("pk", filter=pending, distinct=True) + Count("removal_requests", filter=asked)
    return sprint.photos.aggregate(number=number)["number"]
