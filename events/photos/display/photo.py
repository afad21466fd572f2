"""A photo with the addresses of its files, and what its own page says of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.core.files.storage import storages
from django.db.models import FilteredRelation, Q, QuerySet
from django.urls import reverse

from events.photos import files, rules
from events.photos.models import Photo, PhotoTag, Picture
from events.sprints.display import day
from events.sprints.models import Sprint
from events.sprints.rules import zone
from people.models import Person

State = Photo.State
LICENCE_PAGES = {
    Photo.Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Photo.Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Photo.Licence.ALL_RIGHTS: "",
}
MIDDLE_WIDTH = 640
SMALL_WIDTH = 960  # the widest that a picture in a grid needs, on the finest screen
SHARED_WIDTH = 1280
FIRST_THIRD, LAST_THIRD = 34, 66  # percent
STATE_SENTENCES = {
    State.PROCESSING: "This photo is being prepared. Please look again in a minute.",
    State.NEEDS_DETAILS: "This photo still needs details before the team can look at it.",
    State.PENDING: "This photo waits for the team.",
    State.PUBLISHED: "",
    State.HIDDEN: "This photo is hidden.",
    State.FAILED: "This photo could not be read.",
    State.REJECTED: "The team has not taken this photo.",
}
TEAM_ONLY = "Nobody sees it but whoever sent it and the team."


@dataclass(frozen=True)
class Image:
    """A photo as pages show it; the page adds `sizes`, `look` are classes for a cut.

    Many photos on one page have `thumbnails` in place of `srcset`, which is most of its weight.
    """

    photo: Photo
    page: str
    src: str
    srcset: str
    thumbnails: str
    full: str
    share: str
    share_width: int
    share_height: int
    card: str
    licence: str
    licence_page: str
    look: str

    @property
    def is_wide(self) -> bool:
        """A panorama: cut to the shape of a grid, it needs a file larger than its place."""
        return (self.photo.width or 0) > 2 * (self.photo.height or 0)


class SmallPicture(NamedTuple):
    """A portrait or a logo."""

    src: str
    srcset: str
    width: int
    height: int


def image_of(photo: Photo) -> Image:
    """The photo needs its sprint at hand."""
    address = _addresses(photo)
    share_width = min(photo.width or 0, SHARED_WIDTH)
    middle = max((width for width in photo.widths if width <= MIDDLE_WIDTH), default=None)
    return Image(
        photo=photo,
        page=photo.get_absolute_url(),
        src=address(f"{middle}.webp") if middle else address("master.jpg"),
        srcset=_srcset(address, photo.widths),
        thumbnails=_srcset(address, [width for width in photo.widths if width <= SMALL_WIDTH]),
        full=address("master.jpg"),
        share=address("share.jpg"),
        share_width=share_width,
        share_height=round(share_width * (photo.height or 0) / (photo.width or 1)),
        card=address(photo.card),
        licence=photo.get_licence_display(),
        licence_page=LICENCE_PAGES[Photo.Licence(photo.licence)] if photo.licence else "",
        look=_look(photo),
    )


def _look(photo: Photo) -> str:
    """Which edge stays in view when the picture is cut, as classes; the middle needs none."""
    thirds = {
        "look-left": photo.focus_x < FIRST_THIRD,
        "look-right": photo.focus_x > LAST_THIRD,
        "look-top": photo.focus_y < FIRST_THIRD,
        "look-bottom": photo.focus_y > LAST_THIRD,
    }
    return " ".join(name for name, is_there in thirds.items() if is_there)


def _srcset(address: Callable[[str], str], widths: Iterable[int]) -> str:
    return ", ".join(f"{address(f'{width}.webp')} {width}w" for width in widths)


def _addresses(photo: Photo) -> Callable[[str], str]:
    """A function from the name of one of its files to the address: public, or behind a check."""
    if photo.is_published:
        storage = storages[files.PUBLIC]
        return lambda name: storage.url(f"{photo.folder}/{name}")
    # One reverse a photo: the names differ at the end alone.
    stem = reverse("photos:file", args=[photo.sprint.slug, photo.uuid, "x"])[:-1]
    return lambda name: stem + name


def with_covers(sprints: QuerySet[Sprint]) -> QuerySet[Sprint]:
    """These sprints, each with the picture that stands large on its page, at no query of its own."""
    cover = Q(photos__is_cover=True, photos__state=Photo.State.PUBLISHED)
    joined = sprints.annotate(cover_photo=FilteredRelation("photos", condition=cover))
    # The checker knows the relations of models alone.
    return joined.select_related("cover_photo")  # type: ignore[misc]


def cover(sprint: Sprint) -> Image | None:
    """Of a sprint that comes from `with_covers`."""
    photo = getattr(sprint, "cover_photo", None)  # Django leaves it out where there is none
    if photo is None:
        return None
    photo.sprint = sprint
    return image_of(photo)


def picture_of(picture: Picture | None) -> SmallPicture | None:
    if picture is None or not picture.folder:
        return None
    storage = storages[files.PUBLIC]
    urls = [(storage.url(f"{picture.folder}/{width}.webp"), width) for width in picture.widths]
    return SmallPicture(
        src=urls[0][0],
        srcset=", ".join(f"{url} {width}w" for url, width in urls),
        width=picture.width or 0,
        height=picture.height or 0,
    )


class Neighbours(NamedTuple):
    """The number of a photo among those of its sprint, and the pages before and after it."""

    number: int
    of: int
    before: str = ""
    after: str = ""


def state_in_words(photo: Photo) -> str:
    """What became of a photo that the public does not see; empty for a published one."""
    sentence = STATE_SENTENCES[State(photo.state)]
    return f"{sentence} {TEAM_ONLY}" if sentence else ""


def day_in_words(photo: Photo) -> str:
    """The day on which it was taken, where the sprint is; empty if it is not known."""
    return day(photo.taken_at.astimezone(zone(photo.sprint)).date()) if photo.taken_at else ""


def neighbours(photo: Photo) -> Neighbours | None:
    """In one query; None for a photo that is not published."""
    uuids = list(photo.sprint.photos.published().in_order().values_list("uuid", flat=True))
    if photo.uuid not in uuids:
        return None
    index = uuids.index(photo.uuid)
    before, after = uuids[index - 1 : index], uuids[index + 1 : index + 2]
    return Neighbours(index + 1, len(uuids), _page(photo, before), _page(photo, after))


def _page(photo: Photo, uuids: list) -> str:
    return reverse("photos:photo", args=[photo.sprint.slug, uuids[0]]) if uuids else ""


def own_tag(person: Person, photo: Photo) -> PhotoTag | None:
    """The name of this person on a published photo; strangers cost no query."""
    if person.is_anonymous or not photo.is_published:
        return None
    return photo.tags.filter(person=person.pk).first()


def may_add_own_name(person: Person, photo: Photo) -> bool:
    if person.is_anonymous or not photo.is_published:
        return False
    return not rules.refusal_to_tag(person, photo.sprint, by=person)


class Named(NamedTuple):
    """`sentence` says why the name is not shown to everybody; empty if it is."""

    pk: int
    name: str
    sentence: str


def names_on(photo: Photo, reader: Person) -> list[Named]:
    """The names on it that this person may read, also those that nobody else sees yet."""
    public = set(photo.tags.named().values_list("pk", flat=True))
    return [
        Named(tag.pk, str(tag), "" if tag.pk in public else _why_not_shown(tag, photo))
        for tag in rules.tags_visible_to(reader, photo)
    ]


def _why_not_shown(tag: PhotoTag, photo: Photo) -> str:
    if tag.agreed_at is not None:
        return "not shown, by choice"
    return "asked, no answer yet" if photo.is_published else "is asked later"


def named_in_words(tag: PhotoTag, *, by: Person) -> str:
    """What happens now that somebody has been named."""
    if tag.person_id == by.pk:
        if rules.may_be_named(by, tag.photo.sprint):
            return "Your name stands on this photo."
        return "You are noted. Your name is not shown, as you chose on your registration."
    if tag.agreed_at is not None:
        return f"{tag} is noted on this photo."
    when = "now" if tag.photo.is_published else "once the photo is published"
    return f"{tag} wants to be asked before, and is asked {when}."
