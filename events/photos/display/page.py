"""What the page of one photo says beside the picture."""

from dataclasses import dataclass

from django.urls import reverse

from events.photos.models import Photo
from events.sprints.display import day
from events.sprints.rules import zone

State = Photo.State
STANDING = {
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
class Place:
    """Where a photo stands among those of its sprint, and the pages before and after it."""

    number: int
    of: int
    before: str = ""
    after: str = ""


def standing(photo: Photo) -> str:
    """What became of a photo that the public does not see; empty for a published one."""
    sentence = STANDING[State(photo.state)]
    return f"{sentence} {TEAM_ONLY}" if sentence else ""


def day_in_words(photo: Photo) -> str:
    """The day on which it was taken, where the sprint is; empty if it is not known."""
    return day(photo.taken_at.astimezone(zone(photo.sprint)).date()) if photo.taken_at else ""


def place(photo: Photo) -> Place | None:
    """In one query; None for a photo that is not published."""
    uuids = list(photo.sprint.photos.published().in_order().values_list("uuid", flat=True))
    if photo.uuid not in uuids:
        return None
    index = uuids.index(photo.uuid)
    before, after = uuids[index - 1 : index], uuids[index + 1 : index + 2]
    return Place(index + 1, len(uuids), _page(photo, before), _page(photo, after))


def _page(photo: Photo, uuids: list) -> str:
    return reverse("photos:photo", args=[photo.sprint.slug, uuids[0]]) if uuids else ""
