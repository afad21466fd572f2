"""Emails about photos."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse

from events.outbox import send_email
from events.photos import rules
from events.photos.models import MODERATORS, Photo, PhotoTag, RemovalRequest
from events.sprints.display import day
from people.models import Person

FOLDER = "events/photos/emails"


def _address(name: str, *args: object) -> str:
    return settings.SITE_URL + reverse(name, args=args)


def _about(photo: Photo) -> dict[str, object]:
    return {
        "sprint": photo.sprint.name,
        "photo": str(photo),
        "photo_page": settings.SITE_URL + photo.get_absolute_url(),
        "my_photos": _address("photos:mine", photo.sprint.slug),
        "contact": photo.sprint.contact_email,
    }


def _to(person: Person | None, email: str, context: dict[str, object]) -> None:
    """Nothing to people without an address or whose account is closed."""
    if person is not None and person.email and person.is_active:
        name = {"name": person.get_short_name()}
        send_email(person.email, f"{FOLDER}/{email}.txt", context | name, person=person)


def published(photos: Sequence[Photo]) -> None:
    """One email to each uploader, however many of their photos were published at once."""
    by_uploader: dict[Person, list[Photo]] = {}
    for photo in photos:
        if photo.uploaded_by is not None:
            by_uploader.setdefault(photo.uploaded_by, []).append(photo)
    for uploader, own in by_uploader.items():
        titles = [str(photo) for photo in own]
        _to(uploader, "published", _about(own[0]) | {"photos": titles, "number": len(own)})


def needs_a_word(photo: Photo) -> None:
    more = {
        "question": photo.reason,
        "kept_until": day(rules.kept_until(photo)),
        "edit_page": _address("photos:edit", photo.sprint.slug, photo.uuid),
    }
    _to(photo.uploaded_by, "needs_a_word", _about(photo) | more)


def not_taken(photo: Photo) -> None:
    _to(photo.uploaded_by, "not_taken", _about(photo) | {"why": photo.reason})


def tags_asked(tags: Iterable[PhotoTag]) -> None:
    """Ask those who want to be asked, once for all photos of a sprint."""
    by_person: dict[tuple[Person, int], list[PhotoTag]] = {}
    for tag in tags:
        by_person.setdefault((tag.person, tag.photo.sprint_id), []).append(tag)
    for (person, _), own in by_person.items():
        photo = own[0].photo
        named = rules.may_be_named(person, photo.sprint)
        _to(person, "tag_asked", _about(photo) | {"number": len(own), "named": named})


def removal_asked(request: RemovalRequest) -> None:
    """To everybody who decides about photos of this sprint."""
    photo = request.photo
    context = _about(photo) | {
        "kind": request.get_kind_display(),
        "message": request.message,
        "hidden": photo.state == Photo.State.HIDDEN,
        "review_page": _address("photos:review", photo.sprint.slug),
    }
    roles = photo.sprint.team.filter(role__in=MODERATORS)
    for person in Person.objects.filter(pk__in=roles.values("person")).order_by("pk"):
        _to(person, "removal_asked", context)


def removal_decided(request: RemovalRequest) -> None:
    """To the account or the address that asked; to nobody if both have gone."""
    context = _about(request.photo) | {
        "granted": request.state == RemovalRequest.State.GRANTED,
        "answer": request.answer,
    }
    if request.person is not None:
        _to(request.person, "removal_decided", context)
    elif request.email:
        send_email(request.email, f"{FOLDER}/removal_decided.txt", context)
