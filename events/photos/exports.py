"""What photos hold of one person, for that person."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import storages
from django.db.models import F

from events.lifecycle import Transition
from events.photos import files, rules
from events.photos.models import Photo, PhotoTag, Portrait, UploadRefusal
from people.models import Person

OWN = (
    "state",
    "created_at",
    "caption",
    "alt_text",
    "credit",
    "licence",
    "people_recognizable",
    "taken_at",
    "reason",
    "width",
    "height",
    "bytes",
    "sha256",
    "had_location",
    "sent_as",
)
OF_A_TRANSITION = ("from_state", "to_state", "why", "at")


def personal_data(person: Person) -> dict[str, Any]:
    """Photos sent, photos on which the person is named, what they asked to remove, the portrait."""
    photo, sprint = F("photo__uuid"), F("photo__sprint__slug")
    tags = PhotoTag.objects.filter(person=person).order_by("pk")
    asked = rules.removal_requests_of(person)
    refused = UploadRefusal.objects.filter(person=person).order_by("pk")
    return {
        "photos": photos_data(person),
        "photo_tags": list(tags.values("agreed_at", uuid=photo, sprint=sprint)),
        "photo_removal_requests": list(
            asked.values(
                "kind", "message", "state", "answer", "created_at", uuid=photo, sprint=sprint
            )
        ),
        "photos_refused": list(refused.values("reason", "bytes", "at", of=F("sprint__slug"))),
        "portrait": portrait_data(person),
    }


def photos_data(person: Person) -> list[dict[str, Any]]:
    """All that were sent, also those that were taken down; two queries."""
    rows = Photo.objects.filter(uploaded_by=person).select_related("sprint").order_by("pk")
    kind = ContentType.objects.get_for_model(Photo)
    history = Transition.objects.filter(content_type=kind, object_id__in=rows.values("pk"))
    histories = defaultdict(list)
    for pk, *transition in history.order_by("pk").values_list("object_id", *OF_A_TRANSITION):
        histories[pk].append(dict(zip(OF_A_TRANSITION, transition, strict=True)))
    public = storages[files.PUBLIC]
    return [
        {
            "sprint": photo.sprint.slug,
            "uuid": photo.uuid,
            # The others are on "My photos".
            "file": public.url(f"{photo.folder}/master.jpg") if photo.is_published else "",
            **{name: getattr(photo, name) for name in OWN},
            "history": histories[photo.pk],
        }
        for photo in rows
    ]


def portrait_data(person: Person) -> dict[str, Any] | None:
    portrait = Portrait.objects.filter(person=person).exclude(folder="").first()
    if portrait is None:
        return None
    file = storages[files.PUBLIC].url(f"{portrait.folder}/{portrait.file_names[-1]}")
    return {"file": file, "width": portrait.width, "height": portrait.height}
