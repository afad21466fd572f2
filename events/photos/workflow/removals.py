"""Somebody wants a photo gone."""

from django.db import transaction

from events.lifecycle import Refused, locked
from events.photos import emails, rules
from events.photos.models import Photo, RemovalRequest
from events.photos.workflow.describing import again
from events.photos.workflow.moderating import hide_now, move, remove_now
from people.models import Person

State = Photo.State
Kind = RemovalRequest.Kind
Answer = RemovalRequest.State
BUSY = "Many people ask for removals at the moment. Please write to the organizers."


@transaction.atomic
def ask_removal(
    photo: Photo, *, by: Person | None, kind: str, message: str = "", email: str = ""
) -> RemovalRequest:
    """Ask the team to take a photo down; "I am in it" of a participant hides it at once."""
    photo = again(photo)
    if photo.state != State.PUBLISHED:
        raise Refused("This photo is no longer shown.")
    _refuse_nameless_or_twice(photo, by, email)
    if by is None and rules.strangers_ask_too_often(photo.sprint):
        raise Refused(BUSY)
    request = RemovalRequest(photo=photo, person=by, email=email, kind=kind, message=message)
    request.begin(Answer.OPEN, by=by)
    if kind == Kind.IN_IT and by is not None and rules.takes_part(by, photo.sprint):
        hide_now(photo, by=by, why="Somebody on it asked for its removal.")
    emails.removal_asked(request)
    return request


def _refuse_nameless_or_twice(photo: Photo, by: Person | None, email: str) -> None:
    if by is None and not email:
        raise Refused("Please give an e-mail address to which the team can answer.")
    mine = photo.removal_requests.filter(state=Answer.OPEN, person=by, email=email)
    if mine.exists():
        raise Refused("You have asked for this already. The team will answer.")


def _open(request: RemovalRequest, by: Person) -> tuple[Photo, RemovalRequest]:
    photo = again(request.photo)
    request = locked(request)
    request.photo = photo
    if not rules.moderates(by, photo.sprint):
        raise Refused("Only the team decides about photos.")
    if request.state != Answer.OPEN:
        raise Refused("This has been decided already.")
    return photo, request


@transaction.atomic
def grant(request: RemovalRequest, *, by: Person, answer: str = "") -> RemovalRequest:
    """Take the photo down for good; whoever else asked the same is answered, too."""
    photo, request = _open(request, by)
    requests = photo.removal_requests.filter(state=Answer.OPEN).select_related("person")
    for one in requests.order_by("pk"):
        one.photo = photo
        one.advance(Answer.GRANTED, by=by, answer=answer)
        emails.removal_decided(one)
    if photo.state != State.REMOVED:
        remove_now(photo, by=by, why=f"Removal asked for: {request.get_kind_display()}.")
    request.refresh_from_db()
    return request


@transaction.atomic
def decline(request: RemovalRequest, *, by: Person, answer: str) -> RemovalRequest:
    """Let the photo stay, with the reason; it is shown again once nobody else waits."""
    photo, request = _open(request, by)
    if not answer.strip():
        raise Refused("Please say why it stays.")
    request.advance(Answer.DECLINED, by=by, answer=answer)
    emails.removal_decided(request)
    waiting = photo.removal_requests.filter(state=Answer.OPEN).exists()
    if photo.state == State.HIDDEN and not waiting:
        move(photo, State.PUBLISHED, by=by, why="The removal was declined.")
    return request
