"""A photo with the addresses of its files and its words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.files.storage import storages
from django.db.models import FilteredRelation, Q, QuerySet
from django.urls import reverse

from events.photos import files
from events.photos.models import Photo, Picture
from events.sprints.models import Sprint

LICENCE_PAGES = {
    Photo.Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Photo.Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
}
MIDDLE_WIDTH = 640
SMALL_WIDTH = 960  # the widest that a picture in a grid needs, on the finest screen
SHARED_WIDTH = 1280
FIRST_THIRD, LAST_THIRD = 34, 66  # percent


@dataclass(frozen=True)
class Shown:
    """A photo as pages show it; `sizes` is the page's to say, `look` are classes for a cut.

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


@dataclass(frozen=True)
class SmallPicture:
    """A portrait or a logo."""

    src: str
    srcset: str
    width: int
    height: int


def shown(photo: Photo) -> Shown:
    """The photo needs its sprint at hand."""
    address = _addresses(photo)
    share_width = min(photo.width or 0, SHARED_WIDTH)
    middle = max((width for width in photo.widths if width <= MIDDLE_WIDTH), default=None)
    return Shown(
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
        licence_page=LICENCE_PAGES.get(Photo.Licence(photo.licence), "") if photo.licence else "",
        look=_look(photo),
    )


def _look(photo: Photo) -> str:
    """Which edge stays in view when the picture is cut, as classes; the middle needs none."""
    thirds = (
        (photo.focus_x < FIRST_THIRD, "look-left"),
        (photo.focus_x > LAST_THIRD, "look-right"),
        (photo.focus_y < FIRST_THIRD, "look-top"),
        (photo.focus_y > LAST_THIRD, "look-bottom"),
    )
    return " ".join(name for holds, name in thirds if holds)


def _srcset(address: Callable[[str], str], widths: Iterable[int]) -> str:
    return ", ".join(f"{address(f'{width}.webp')} {width}w" for width in widths)


def _addresses(photo: Photo) -> Callable[[str], str]:
    """A function from the name of one of its files to the address: public, or behind a check."""
    if photo.storage == files.PUBLIC:
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


def cover(sprint: Sprint) -> Shown | None:
    """Of a sprint that comes from `with_covers`."""
    photo = getattr(sprint, "cover_photo", None)  # Django leaves it out where there is none
    if photo is None:
        return None
    photo.sprint = sprint
    return shown(photo)


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
