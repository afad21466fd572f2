"""Photos in every state: drawings of our own, of a visit that the team made to the venue."""

import datetime

from django.core.files.base import ContentFile
from django.utils import timezone

from events.management.demo import FOLDER, Row, read
from events.photos import workflow
from events.photos.models import Photo, RemovalRequest
from events.sprints.models import Sprint
from people.models import Person

DAY = datetime.timedelta(days=1)
OURS = {"credit": "Sprintbook’s demo", "licence": "cc-by-4.0", "people_recognizable": False}


def load_photos() -> None:
    """After everything else has been stored, since each is prepared by another process."""
    past, coming = (Sprint.objects.get(slug=slug) for slug in ("python-core-2022", "demo"))
    if not past.photos.exists():
        add_placeholder(past, by=account("admin"))
    if coming.photos.exists():
        return
    rows = read("photos")["photos"]
    for number, row in enumerate(rows):
        photo = add_photo(coming, row, by=account("photographer"))
        # The sprint lies ahead, so only the team can send photos; now each gets its sender.
        sent_at = timezone.now() - (len(rows) - number) * DAY
        Photo.objects.filter(pk=photo.pk).update(
            uploaded_by=account(row["sender"]), created_at=sent_at
        )


def account(login: str) -> Person:
    return Person.objects.get(email=f"{login}@example.org")


def add_placeholder(sprint: Sprint, *, by: Person) -> None:
    """The group photo of 2022 belongs to its photographer; nothing is invented in its place."""
    add_photo(sprint, read("python-core-2022")["placeholder"], by=by)


def add_photo(sprint: Sprint, row: Row, *, by: Person) -> Photo:
    content = (FOLDER / "pictures" / row["file"]).read_bytes()
    if row.get("broken"):
        content = content[: len(content) // 2]
    sender = by if "sender" in row else None
    photo = workflow.send(sprint, ContentFile(content), by=sender, name=row["file"])
    workflow.prepare(photo)
    if "alt_text" in row:
        caption = row.get("caption", "")
        workflow.describe(photo, by=by, caption=caption, alt_text=row["alt_text"], **OURS)
    moderate(photo, row, by=by)
    for login in row.get("tagged", []):
        tag = workflow.tag(photo, account(login), by=by)
        if login in row.get("agreed", []):
            workflow.agree(tag, by=account(login))
    return photo


def moderate(photo: Photo, row: Row, *, by: Person) -> None:
    if row.get("published"):
        photo.refresh_from_db()
        workflow.publish(photo, by=by, seen=photo.revision)
    if row.get("cover"):
        workflow.set_cover(photo, by=by)
    if "question" in row:
        workflow.ask(photo, by=by, why=row["question"])
    if "rejected" in row:
        workflow.reject(photo, by=by, why=row["rejected"])
    if "removal" in row:
        ask_removal(photo, **row["removal"])


def ask_removal(photo: Photo, by: str, message: str) -> None:
    """Three days ago, so that the request has waited too long."""
    person = photo.sprint.registrations.get(person__name=by).person
    kind = RemovalRequest.Kind.IN_IT
    request = workflow.ask_removal(photo, by=person, kind=kind, message=message)
    RemovalRequest.objects.filter(pk=request.pk).update(created_at=timezone.now() - 3 * DAY)
