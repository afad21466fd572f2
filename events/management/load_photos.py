"""Photos of the demo, through the same door as everybody's: every state is there."""

import datetime

from django.core.files.base import ContentFile
from django.utils import timezone

from events.management import demo_photos
from events.management.demo_photos import Drawing
from events.management.drawings import drawn
from events.photos import workflow
from events.photos.models import Photo, RemovalRequest
from events.sprints.models import Sprint
from people.models import Person

DAY = datetime.timedelta(days=1)


def load_photos() -> None:
    """After everything else has been stored: each is prepared before the next one is drawn."""
    accounts = {
        person.email.partition("@")[0]: person
        for person in Person.objects.filter(email__endswith="@example.org")
    }
    past, coming = (Sprint.objects.get(slug=slug) for slug in ("python-core-2022", "demo"))
    if not past.photos.exists():
        add_placeholder(past, by=accounts["admin"])
    if not coming.photos.exists():
        add_photos(coming, accounts)


def add_placeholder(sprint: Sprint, *, by: Person) -> None:
    """The group photo of 2022 belongs to whoever took it; nothing is invented in its place."""
    photo = add(sprint, demo_photos.PLACEHOLDER, by=None)
    cover(described(photo, demo_photos.PLACEHOLDER, by=by), by)


def add_photos(sprint: Sprint, accounts: dict[str, Person]) -> None:
    """The sprint lies ahead, so the team sends them; then each is given to whom it is said to be of."""
    team = accounts["photographer"]
    first: dict[str, Photo] = {}
    for number, drawing in enumerate(demo_photos.DRAWINGS):
        photo = add(sprint, drawing, by=team)
        first.setdefault(drawing.scene, photo)
        if drawing.fate != "undescribed":
            FATES[drawing.fate](described(photo, drawing, by=team), team)
        hand_over(photo, accounts[drawing.sender], since=DAY * (14 - number))
    half = add(sprint, demo_photos.HALF, by=team, share=0.5)
    hand_over(half, accounts[demo_photos.HALF.sender])
    add_tags(first, accounts)


def add(sprint: Sprint, drawing: Drawing, *, by: Person | None, share: float = 1) -> Photo:
    content = drawn(drawing.scene, drawing.size, f"{drawing.scene} {drawing.size}")
    file = ContentFile(content[: int(len(content) * share)])
    photo = workflow.send(sprint, file, by=by, name=f"{drawing.scene}.jpg")
    workflow.prepare(photo)
    return photo


def described(photo: Photo, drawing: Drawing, *, by: Person) -> Photo:
    return workflow.describe(
        photo,
        by=by,
        caption=drawing.caption,
        alt_text=drawing.alt_text,
        credit=demo_photos.CREDIT,
        licence=demo_photos.LICENCE,
        people_recognizable=False,
    )


def hand_over(photo: Photo, person: Person, *, since: datetime.timedelta = DAY) -> None:
    sent_at = timezone.now() - since
    Photo.objects.filter(pk=photo.pk).update(uploaded_by=person, created_at=sent_at)


def pending(photo: Photo, by: Person) -> None:
    """It waits already: nothing is missing."""


def published(photo: Photo, by: Person) -> None:
    photo.refresh_from_db()
    workflow.publish(photo, by=by, seen=photo.revision)


def cover(photo: Photo, by: Person) -> None:
    published(photo, by)
    workflow.set_cover(photo, by=by)


def questioned(photo: Photo, by: Person) -> None:
    workflow.ask(photo, by=by, why=demo_photos.QUESTION)


def rejected(photo: Photo, by: Person) -> None:
    workflow.reject(photo, by=by, why=demo_photos.WHY_NOT)


def hidden(photo: Photo, by: Person) -> None:
    """Somebody on it asked for its removal, three days ago."""
    published(photo, by)
    person = photo.sprint.registrations.get(person__name=demo_photos.WHO_ASKS).person
    kind = RemovalRequest.Kind.IN_IT
    request = workflow.ask_removal(photo, by=person, kind=kind, message=demo_photos.MESSAGE)
    RemovalRequest.objects.filter(pk=request.pk).update(created_at=timezone.now() - 3 * DAY)


FATES = {step.__name__: step for step in (pending, published, cover, questioned, rejected, hidden)}


def add_tags(first: dict[str, Photo], accounts: dict[str, Person]) -> None:
    for scene, name in demo_photos.TAGS:
        tag = workflow.tag(first[scene], accounts[name], by=accounts["photographer"])
        if (scene, name) == demo_photos.AGREED:
            workflow.agree(tag, by=accounts[name])
