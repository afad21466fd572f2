"""Where one person gets on from the public pages of photos."""

from dataclasses import dataclass

from django.db.models import Count, Q

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
    is_team: bool


def doors(person: Person, sprint: Sprint) -> Doors | None:
    """None for whoever has nothing to do with photos of this sprint; strangers cost no query."""
    part = rules.part(person, sprint)
    add = not rules.refusal_by_part(part, sprint)
    mine = add or part.has_sent
    if not (mine or part.moderates):
        return None
    return Doors(add, mine, _waiting(sprint) if part.moderates else None, bool(part.roles))


def _waiting(sprint: Sprint) -> int:
    """Photos and requests for removal, in one query."""
    pending = Q(state=Photo.State.PENDING)
    asked = Q(removal_requests__state=RemovalRequest.State.OPEN)
    counted = sprint.photos.aggregate(
        photos=Count("pk", filter=pending, distinct=True),
        requests=Count("removal_requests", filter=asked),
    )
    return counted["photos"] + counted["requests"]


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
