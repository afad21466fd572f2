"""Names on a photo, in words."""

from dataclasses import dataclass

from events.photos import rules
from events.photos.models import Photo, PhotoTag
from people.models import Person


@dataclass(frozen=True)
class Named:
    """`sentence` says why the name is not shown to everybody; empty if it is."""

    pk: int
    name: str
    sentence: str


def names_on(photo: Photo, reader: Person) -> list[Named]:
    """The names on it that this person may read, also those that nobody else sees yet."""
    public = set(photo.tags.named().values_list("pk", flat=True))
    return [
        Named(tag.pk, str(tag), "" if tag.pk in public else _why_not_shown(tag, photo))
        for tag in rules.tags_shown_to(reader, photo)
    ]


def _why_not_shown(tag: PhotoTag, photo: Photo) -> str:
    if tag.agreed_at is not None:
        return "not shown, by choice"
    return "asked, no answer yet" if photo.state == Photo.State.PUBLISHED else "is asked later"


def named_in_words(tag: PhotoTag, *, by: Person) -> str:
    """What happens now that somebody has been named."""
    published = tag.photo.state == Photo.State.PUBLISHED
    if tag.person_id == by.pk:
        if rules.may_be_named(by, tag.photo.sprint):
            return "Your name stands on this photo."
        return "You are noted. Your name is not shown, as you chose on your registration."
    if tag.agreed_at is not None:
        return f"{tag} is noted on this photo."
    when = "now" if published else "once the photo is published"
    return f"{tag} wants to be asked before, and is asked {when}."
