"""The gallery of a sprint: the photos of one page, what can be filtered by, and where it leads."""

import datetime
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
    """In three queries, however many photos there are. The cover leads, and is nowhere else."""
    rows = sprint.photos.published().in_order().values_list("pk", "taken_at", "is_cover")
    photos = list(rows)
    day_of, days = _days(sprint, {pk: taken_at for pk, taken_at, _ in photos})
    named = _named(sprint)
    day, person, refusals = _asked(asked, days, named)
    covers = [] if day or person else [pk for pk, _, is_cover in photos if is_cover]
    fitting = [pk for pk in day_of if day in ("", day_of[pk]) and pk not in covers]
    if person:
        fitting = [pk for pk in fitting if pk in named[person].photos]
    pages = Paginator(fitting, PHOTOS_OF_A_PAGE)
    try:
        page = pages.page(asked.get("page") or "1")
    except InvalidPage:
        page, refusals = pages.page(1), [*refusals, NO_SUCH_PAGE]
    images = _images(sprint, [*covers, *page])
    cover = images.get(covers[0]) if covers and page.number == 1 else None
    return Gallery(
        cover=cover,
        photos=[images[pk] for pk in page if pk in images],
        page=page,
        number=len(photos),
        days=days,
        people={value: somebody.name for value, somebody in named.items()},
        day=day,
        person=person,
        refusals=refusals,
    )


def _days(
    sprint: Sprint, moments: dict[int, datetime.datetime | None]
) -> tuple[dict[int, str], dict[str, str]]:
    """The day of each photo as an address has it, and each of these days in words."""
    in_zone = zone(sprint)
    dates = {pk: at and at.astimezone(in_zone).date() for pk, at in moments.items()}
    days = {
        day.isoformat(): f"{day:%a} {day.day} {day:%b}"
        for day in sorted(filter(None, dates.values()))
    }
    if None in dates.values():
        days[UNKNOWN] = "day not known"
    return {pk: day.isoformat() if day else UNKNOWN for pk, day in dates.items()}, days


def _named(sprint: Sprint) -> dict[str, Named]:
    """Who is named on published photos, in alphabetical order, by the key as an address has it."""
    tags = PhotoTag.objects.named().filter(photo__in=sprint.photos.published().values("pk"))
    named: dict[str, Named] = {}
    rows = tags.order_by("person__sort_key", "person", "pk")
    for pk, name, photo in rows.values_list("person", "person__name", "photo"):
        named.setdefault(str(pk), Named(name, set())).photos.add(photo)
    return named


def _asked(
    asked: Mapping[str, str], days: dict[str, str], named: dict[str, Named]
) -> tuple[str, str, list[str]]:
    """Day and person, if there are photos of them, and a sentence for each that was left out."""
    day, person = asked.get("day", ""), asked.get("person", "")
    no_day, no_person = bool(day) and day not in days, bool(person) and person not in named
    sentences = [NO_SUCH_DAY] * no_day + [NO_SUCH_PERSON] * no_person
    return "" if no_day else day, "" if no_person else person, sentences


def _images(sprint: Sprint, keys: Iterable[int]) -> dict[int, Image]:
    """Those that were not hidden a moment ago."""
    rows = sprint.photos.published().in_bulk(list(keys))
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
    """None for people who have nothing to do with photos here; strangers cost no query."""
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
