"""Where one person gets on from the public pages of photos."""

from dataclasses import dataclass

from events.photos import rules
from events.photos.models import Photo, PhotoTag, RemovalRequest
from events.sprints.models import Sprint
from people.models import Person


@dataclass(frozen=True)
class Doors:
    """From the gallery: `waiting` counts what waits for a decision, None if it is not this person's."""

    add: bool
    mine: bool
    waiting: int | None


def doors(person: Person, sprint: Sprint) -> Doors | None:
    """None for whoever has nothing to do with photos of this sprint; strangers cost no query."""
    if person.is_anonymous:
        return None
    add = not rules.refusal_to_send(person, sprint)
    mine = add or sprint.photos.of(person).exists()
    waiting = _waiting(sprint) if rules.moderates(person, sprint) else None
    return Doors(add, mine, waiting) if mine or waiting is not None else None


def _waiting(sprint: Sprint) -> int:
    asked = RemovalRequest.objects.filter(
        photo__sprint=sprint, state=RemovalRequest.State.OPEN
    ).count()
    return asked + sprint.photos.filter(state=Photo.State.PENDING).count()


@dataclass(frozen=True)
class OwnName:
    """On a published photo: the tag that names this person, or whether they may name themselves."""

    tag: PhotoTag | None = None
    may_add: bool = False


def own_name(person: Person, photo: Photo) -> OwnName:
    """Strangers cost no query."""
    if person.is_anonymous or photo.state != Photo.State.PUBLISHED:
        return OwnName()
    tag = photo.tags.filter(person=person.pk).first()
    if tag is not None:
        return OwnName(tag=tag)
    may = rules.may_tag(person, photo, person)
    return OwnName(may_add=may and not rules.refusal_to_tag(person, photo.sprint, by=person))
