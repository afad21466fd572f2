"""Somebody wants a photo gone."""

from django.db import transaction

from events.lifecycle import Refused, locked
from events.photos import emails, rules
from events.photos.models import Photo, RemovalRequest
from events.photos.workflow.moderating import grant_all, hide_now, move, refuse_unready, remove_now
from people.models import Person

State = Photo.State
Kind = RemovalRequest.Kind
Answer = RemovalRequest.State
BUSY = "Many removals are asked for at the moment. Please write to the organizers."


@transaction.atomic
def ask_removal(
    photo: Photo, *, by: Person | None, kind: str, message: str = "", email: str = ""
) -> RemovalRequest:
    """Ask the team to take a photo down; "I am in it" of a participant hides it at once.

    Saying the same again, as a second click does, asks nothing new.
    """
    photo = locked(photo)
    if by is None and not email:
        raise Refused("Please give an e-mail address to which the team can answer.")
    asked = photo.removal_requests.open().filter(person=by, email__iexact=email)
    if same := asked.filter(kind=kind, message=message).first():
        return same
    if not photo.is_published:
        raise Refused("This photo is no longer shown.")
    request = RemovalRequest(photo=photo, person=by, email=email, kind=kind, message=message)
    if by is not None and (earlier := asked.first()):
        request = _also_in_it(earlier, request)
    elif rules.asks_too_often(by, photo.sprint):
        raise Refused(BUSY)
    else:
        request.begin(Answer.OPEN, by=by)
    if kind == Kind.IN_IT and rules.hides_at_once(by, photo):
        hide_now(photo, by=by, why="Somebody on it asked for its removal.")
    emails.removal_asked(request)
    return request


def _also_in_it(earlier: RemovalRequest, request: RemovalRequest) -> RemovalRequest:
    """Somebody who gave another reason may add that they are in it; nothing else is asked twice."""
    if earlier.kind == Kind.IN_IT or request.kind != Kind.IN_IT:
        raise Refused("You have asked for this already. The team will answer.")
    earlier.photo, earlier.kind = request.photo, request.kind
    earlier.message = "\n\n".join(filter(None, (earlier.message, request.message)))
    earlier.save(update_fields=["kind", "message"])
    return earlier


def _open(request: RemovalRequest, by: Person) -> tuple[Photo, RemovalRequest]:
    photo = locked(request.photo)
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
    if photo.state == State.REMOVED:
        grant_all(photo, by=by, answer=answer)
    else:
        why = f"Removal asked for: {request.get_kind_display()}."
        remove_now(photo, by=by, why=why, answer=answer)
    request.refresh_from_db()
    return request


@transaction.atomic
def decline(request: RemovalRequest, *, by: Person, answer: str) -> RemovalRequest:
    """Let the photo stay, with the reason; it is shown again once nobody else waits.

    What the team has hidden for reasons of its own stays hidden.
    """
    photo, request = _open(request, by)
    if not answer.strip():
        raise Refused("Please say why it stays.")
    if photo.state == State.REMOVED:
        raise Refused("This photo is taken down already, so it cannot stay.")
    request.advance(Answer.DECLINED, by=by, answer=answer)
    waiting = photo.removal_requests.open().exists()
    if not waiting and rules.hidden_on_request(photo):
        refuse_unready(photo)
        move(photo, State.PUBLISHED, by=by, why="The removal was declined.")
    emails.removal_decided(request)
    return request
