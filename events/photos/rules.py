"""Questions about photos: who may send, see and decide, and what is missing."""

import datetime
import re
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, FilteredRelation, Q, QuerySet
from django.utils import timezone

from events.lifecycle import Transition
from events.photos.models import (
    MODERATORS,
    BlockedHash,
    Photo,
    PhotoTag,
    PictureSent,
    RemovalRequest,
    UploadRefusal,
    nameable,
)
from events.registration.models import Registration
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint, TeamRole
from people.models import Person
from people.rules import addresses

State = Photo.State
Consent = Registration.PhotoConsent
OPENS_BEFORE = datetime.timedelta(days=1)
CLOSES_AFTER = datetime.timedelta(days=60)
KEPT_FOR = datetime.timedelta(days=30)
QUOTA_LASTS = datetime.timedelta(minutes=10)
URGENT_AFTER = datetime.timedelta(hours=48)
REQUESTS_OF_STRANGERS = 20  # an hour, in one sprint
SHORTEST_ALT_TEXT = 5
DESCRIBABLE = (State.NEEDS_DETAILS, State.PENDING)
DISCARDABLE = (*DESCRIBABLE, State.REJECTED)
FILE_NAME = re.compile(
    r"\.(jpe?g|png|webp|avif|heic|heif|gif|tiff?)$|^(img|dsc|dscn|pxl|mvi)[_-]?\d", re.IGNORECASE
)


def first_day(sprint: Sprint) -> datetime.date:
    """From which day on participants send photos, where the sprint is."""
    return sprint.starts_on - OPENS_BEFORE


def last_day(sprint: Sprint) -> datetime.date:
    return sprint.ends_on + CLOSES_AFTER


def kept_until(photo: Photo) -> datetime.date:
    """The last day of a photo that nobody describes, or that was not taken.

    A month after that began; what needs details is kept at least as long as photos may be sent.
    """
    last = photo.state_changed_at.astimezone(sprint_rules.zone(photo.sprint)).date() + KEPT_FOR
    return max(last, last_day(photo.sprint)) if photo.state == State.NEEDS_DETAILS else last


@dataclass(frozen=True)
class Involvement:
    """What somebody has to do with the photos of one sprint; `has_sent` is the past, not a right."""

    roles: frozenset[str] = frozenset()
    takes_part: bool = False
    has_sent: bool = False
    is_superuser: bool = False

    @property
    def moderates(self) -> bool:
        """Whether they decide about photos: organizers and photographers."""
        return self.is_superuser or not self.roles.isdisjoint(MODERATORS)

    @property
    def belongs(self) -> bool:
        """Whether they take part or are in the team."""
        return self.takes_part or bool(self.roles)


def involvement(person: Person, sprint: Sprint) -> Involvement:
    """In one query; strangers cost none."""
    if person.is_anonymous:
        return Involvement()
    own = FilteredRelation("team", condition=Q(team__person=person))
    rows = Sprint.objects.filter(pk=sprint.pk).annotate(own=own)
    takes_part = Exists(sprint.registrations.participating().filter(person=person))
    own_rows = rows.values_list("own__role", takes_part, Exists(sprint.photos.of(person)))
    roles, takes, sent = zip(*own_rows, strict=True)
    return Involvement(frozenset(filter(None, roles)), takes[0], sent[0], person.is_superuser)


def moderates(person: Person, sprint: Sprint) -> bool:
    return involvement(person, sprint).moderates


def refusal_to_send(person: Person, sprint: Sprint) -> str:
    """Why this person cannot send photos now, as a sentence; empty if they can."""
    return refusal_by(involvement(person, sprint), sprint)


def refusal_by(involvement: Involvement, sprint: Sprint) -> str:
    if sprint.state == Sprint.State.CANCELLED:
        return "This sprint was cancelled."
    if involvement.moderates:
        return ""
    if not involvement.belongs:
        return "Photos come from those who take part in this sprint."
    today = sprint_rules.today(sprint)
    if today < first_day(sprint):
        return f"Photos can be added from {first_day(sprint):%-d %B %Y} on."
    if today > last_day(sprint):
        return f"Photos could be added until {last_day(sprint):%-d %B %Y}."
    return ""


def seconds_to_wait(person: Person) -> int:
    """How long until this person may send another file; 0 if at once.

    Whatever was sent counts once, a photo, portrait or logo, taken or not (settings.PHOTOS, per ten
    minutes); what came too fast does not, or else nobody could say how long the wait is.
    """
    most, since = settings.PHOTOS["per_ten_minutes"], timezone.now() - QUOTA_LASTS
    taken = Photo.objects.filter(uploaded_by=person, created_at__gt=since)
    refused = UploadRefusal.objects.filter(person=person, counts=True, at__gt=since)
    pictures = PictureSent.objects.filter(person=person, at__gt=since)
    dated = ((taken, "created_at"), (refused, "at"), (pictures, "at"))
    moments = sorted(at for rows, column in dated for at in rows.values_list(column, flat=True))
    if len(moments) < most:
        return 0
    return int((moments[len(moments) - most] - since).total_seconds()) + 1


def refusal_for_number(person: Person | None, sprint: Sprint) -> str:
    """Why no more photos are taken, as a sentence; empty if there is room."""
    photos = sprint.photos.with_files()
    if photos.count() >= settings.PHOTOS["per_sprint"]:
        return "This sprint has as many photos as it can take. Please write to the organizers."
    if person and photos.filter(uploaded_by=person).count() >= settings.PHOTOS["per_person"]:
        return f"You have sent {settings.PHOTOS['per_person']} photos, which is as many as one can."
    return ""


def is_blocked(sprint: Sprint, sha256: str) -> bool:
    return BlockedHash.objects.filter(sprint=sprint, sha256=sha256).exists()


def known(sprint: Sprint, sha256: str) -> Photo | None:
    """The photo that was made from this very file."""
    return sprint.photos.with_files().filter(sha256=sha256).first()


def wrong_alt_text(text: str) -> str:
    """Why this does not say what is to be seen, as a sentence; empty if it may."""
    if len(text.strip()) < SHORTEST_ALT_TEXT:
        return "Please say in a few words what is to be seen."
    if FILE_NAME.search(text.strip()):
        return "That is the name of a file. Please say what is to be seen."
    return ""


def missing(photo: Photo) -> list[str]:
    """What a photo lacks before it can be published, as nouns for a sentence."""
    answers = (
        (bool(wrong_alt_text(photo.alt_text)), "a description"),
        (not photo.credit, "the photographer’s name"),
        (not photo.licence, "a licence"),
    )
    return [what for lacks, what in answers if lacks]


def may_describe(person: Person, photo: Photo) -> bool:
    """The uploader until it is published; the team as long as it is there."""
    if photo.uploaded_by_id == person.pk and photo.state in DESCRIBABLE:
        return True
    return photo.has_pictures and moderates(person, photo.sprint)


def may_discard(person: Person, photo: Photo) -> bool:
    """The sender can take back what is not public yet."""
    return photo.uploaded_by_id == person.pk and photo.state in DISCARDABLE


def may_tag(by: Person, photo: Photo, person: Person) -> bool:
    """Those who may describe it; and everybody themselves, on a photo that they can see."""
    return may_describe(by, photo) or (by == person and photo.is_published)


def consent(person: Person, sprint: Sprint) -> str:
    """What this person chose about photos of this sprint; "ask" if nothing was chosen."""
    rows = sprint.registrations.filter(person=person).order_by("-pk")
    chosen = rows.values_list("photo_consent", flat=True).first()
    return chosen or Consent.ASK.value


def may_be_named(person: Person, sprint: Sprint) -> bool:
    """Whether this person's name may stand on photos to which they agreed."""
    return nameable(sprint.registrations.filter(person=person)).exists()


def whom_to_name(by: Person, photo: Photo) -> QuerySet[Registration]:
    """Whom a list may offer: people whose names this person may read and who may be shown."""
    rows = photo.sprint.registrations.visible_to(by).exclude(photo_consent=Consent.NO)
    if not may_describe(by, photo):
        rows = rows.filter(person=by)
    return rows.select_related("person").order_by("person__sort_key", "pk")


def tags_visible_to(person: Person, photo: Photo) -> QuerySet[PhotoTag]:
    """The team reads all names; others the public ones, their own, and those that they wrote."""
    rows = photo.tags.select_related("person").order_by("person__sort_key", "pk")
    if moderates(person, photo.sprint):
        return rows
    public = PhotoTag.objects.named().values("pk")
    return rows.filter(Q(tagged_by=person) | Q(person=person) | Q(pk__in=public))


def refusal_to_tag(person: Person, sprint: Sprint, *, by: Person) -> str:
    """Why this person cannot be named on a photo, as a sentence; empty if they can."""
    if not involvement(person, sprint).takes_part:
        who = "You do" if person == by else f"{person} does"
        return f"{who} not take part in this sprint."
    if consent(person, sprint) == Consent.NO:
        own = "You chose to be left out of photos. Change that on your registration first."
        return own if person == by else f"{person} wants to be left out of photos."
    return ""


def hides_at_once(person: Person | None, photo: Photo) -> bool:
    """Whether "I am in it" is believed before anybody has looked.

    Of those who take part and those who are named on it, until the team has said that it stays.
    """
    if person is None:
        return False
    answered = photo.removal_requests.filter(person=person, state=RemovalRequest.State.DECLINED)
    if answered.filter(kind=RemovalRequest.Kind.IN_IT).exists():
        return False
    return involvement(person, photo.sprint).belongs or photo.tags.filter(person=person).exists()


def hidden_on_request(photo: Photo) -> bool:
    """Whether somebody on it had it hidden, and not the team for reasons of its own."""
    if photo.state != State.HIDDEN:
        return False
    hidden = Transition.objects.of(photo).filter(to_state=State.HIDDEN).last()
    asked = photo.removal_requests.filter(kind=RemovalRequest.Kind.IN_IT)
    return hidden is not None and asked.filter(person__isnull=False, person=hidden.by_id).exists()


def removal_requests_of(person: Person) -> QuerySet[RemovalRequest]:
    """By this person's account, or by one of their addresses before they had it."""
    own = Q(person=person)
    for address in addresses(person):
        own |= Q(email__iexact=address)
    return RemovalRequest.objects.filter(own).order_by("pk")


def is_urgent(request: RemovalRequest) -> bool:
    """Whether an open request has waited for more than two days."""
    is_open = request.state == RemovalRequest.State.OPEN
    return is_open and timezone.now() - request.created_at > URGENT_AFTER


def asks_too_often(person: Person | None, sprint: Sprint) -> bool:
    """Of those who do not belong to the sprint: each account by itself, all without one together."""
    since = timezone.now() - datetime.timedelta(hours=1)
    rows = RemovalRequest.objects.filter(photo__sprint=sprint, person=person, created_at__gt=since)
    if rows.count() < REQUESTS_OF_STRANGERS:
        return False
    return person is None or not involvement(person, sprint).belongs


def photographs(person: Person, sprint: Sprint) -> bool:
    return TeamRole.PHOTOGRAPHER in sprint_rules.roles(person, sprint)


def refusal_to_list_left_out(sprint: Sprint) -> str:
    """Why nobody is told now, as a sentence; from the day before until the last day it is empty."""
    if sprint_rules.today(sprint) < first_day(sprint):
        return f"The list opens on {first_day(sprint):%-d %B %Y}, the day before the sprint."
    if sprint_rules.is_past(sprint):
        return "The sprint is over, and the list is closed."
    return ""


def whom_to_leave_out(sprint: Sprint) -> QuerySet[Registration]:
    """Participants who do not say yes to photos without being asked."""
    rows = sprint.registrations.participating().exclude(photo_consent=Consent.YES)
    return rows.select_related("person").order_by("person__sort_key", "pk")
