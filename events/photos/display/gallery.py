"""The gallery of a sprint: which photos one page of it shows, and what one can ask for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.paginator import InvalidPage, Page, Paginator

from events.photos.display.showing import Shown, shown
from events.photos.models import PhotoTag
from events.sprints.models import Sprint
from events.sprints.rules import zone

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


@dataclass
class Named:
    """Somebody who is named on photos."""

    name: str
    photos: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Gallery:
    """One page of it; `number` counts all photos of the sprint, `page` those that were asked for.

    `days` and `people` are what one can ask for, as value and text; `refusals` why it was not done.
    """

    cover: Shown | None
    photos: list[Shown]
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
    found = _shown(sprint, [*large, *page])
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
        found.setdefault(str(pk), Named(name)).photos.add(photo)
    return found


def _page(keys: list[Key], number: str) -> tuple[Page, list[str]]:
    pages = Paginator(keys, PHOTOS_OF_A_PAGE)
    try:
        return pages.page(number), []
    except InvalidPage:
        return pages.page(1), [NO_SUCH_PAGE]


def _shown(sprint: Sprint, keys: Iterable[Key]) -> dict[int, Shown]:
    """Those that were not hidden a moment ago."""
    rows = sprint.photos.published().in_bulk([key.pk for key in keys])
    for photo in rows.values():
        photo.sprint = sprint
    return {pk: shown(photo) for pk, photo in rows.items()}
