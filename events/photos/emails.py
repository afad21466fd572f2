"""Emails about photos."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse

from events.outbox import email_person, send_email
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


def published(photos: Sequence[Photo]) -> None:
    """One email to each uploader, however many of their photos were published at once."""
    by_uploader: dict[Person, list[Photo]] = {}
    for photo in photos:
        if photo.uploaded_by is not None:
            by_uploader.setdefault(photo.uploaded_by, []).append(photo)
    for uploader, own in by_uploader.items():
        titles = [str(photo) for photo in own]
        email_person(
            uploader,
            f"{FOLDER}/published.txt",
            _about(own[0]) | {"photos": titles, "number": len(own)},
        )


def needs_a_word(photo: Photo) -> None:
    more = {
        "question": photo.reason,
        "kept_until": day(rules.kept_until(photo)),
        "edit_page": _address("photos:edit", photo.sprint.slug, photo.uuid),
    }
    email_person(photo.uploaded_by, f"{FOLDER}/needs_a_word.txt", _about(photo) | more)


def not_taken(photo: Photo) -> None:
    email_person(
        photo.uploaded_by, f"{FOLDER}/not_taken.txt", _about(photo) | {"why": photo.reason}
    )


def tags_asked(tags: Iterable[PhotoTag]) -> None:
    """Ask those who want to be asked, once for all photos of a sprint."""
    by_person: dict[tuple[Person, int], list[PhotoTag]] = {}
    for tag in tags:
        by_person.setdefault((tag.person, tag.photo.sprint_id), []).append(tag)
    for (person, _), own in by_person.items():
        photo = own[0].photo
        named = rules.may_be_named(person, photo.sprint)
        email_person(
            person, f"{FOLDER}/tag_asked.txt", _about(photo) | {"number": len(own), "named": named}
        )


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
        email_person(person, f"{FOLDER}/removal_asked.txt", context)


def removal_decided(request: RemovalRequest) -> None:
    """To the account or the address that asked; to nobody if both have gone."""
    context = _about(request.photo) | {
        "granted": request.state == RemovalRequest.State.GRANTED,
        "answer": request.answer,
    }
    if request.person is not None:
        email_person(request.person, f"{FOLDER}/removal_decided.txt", context)
    elif request.email:
        send_email(request.email, f"{FOLDER}/removal_decided.txt", context)
