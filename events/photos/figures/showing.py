"""A photo with the addresses of its files and its words."""

from dataclasses import dataclass

from django.core.files.storage import storages
from django.urls import reverse

from events.photos import files
from events.photos.models import Photo, Picture
from events.sprints.models import Sprint

LICENCE_PAGES = {
    Photo.Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Photo.Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
}
MIDDLE_WIDTH = 640


@dataclass(frozen=True)
class Shown:
    """A photo as pages show it; `sizes` is the page's to say."""

    photo: Photo
    page: str
    src: str
    srcset: str
    full: str
    share: str
    card: str
    licence: str
    licence_page: str


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
    middle = max((width for width in photo.widths if width <= MIDDLE_WIDTH), default=None)
    return Shown(
        photo=photo,
        page=photo.get_absolute_url(),
        src=address(f"{middle}.webp") if middle else address("master.jpg"),
        srcset=", ".join(f"{address(f'{width}.webp')} {width}w" for width in photo.widths),
        full=address("master.jpg"),
        share=address("share.jpg"),
        card=address("card.jpg"),
        licence=photo.get_licence_display(),
        licence_page=LICENCE_PAGES.get(Photo.Licence(photo.licence), "") if photo.licence else "",
    )


def _addresses(photo: Photo):
    """A function from the name of one of its files to the address: public, or behind a check."""
    if photo.storage == files.PUBLIC:
        storage = storages[files.PUBLIC]
        return lambda name: storage.url(f"{photo.folder}/{name}")
    # One reverse a photo: the names differ at the end alone.
    stem = reverse("photos:file", args=[photo.sprint.slug, photo.uuid, "x"])[:-1]
    return lambda name: stem + name


def cover_of(sprint: Sprint) -> Shown | None:
    """The picture that stands large on the sprint's page, if the team chose one."""
    photo = sprint.photos.published().filter(is_cover=True).select_related("sprint").first()
    return shown(photo) if photo else None


def covers() -> dict[int, Shown]:
    """The covers of all sprints by the sprint's key, in one query."""
    rows = Photo.objects.published().filter(is_cover=True).select_related("sprint")
    return {photo.sprint_id: shown(photo) for photo in rows}


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
