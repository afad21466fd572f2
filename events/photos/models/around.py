"""What goes with photos: tags, removal requests, rejected files; and portraits and logos."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from events.lifecycle import Staged, known_states
from events.photos.models.photo import Photo
from events.registration.models import Registration
from events.sprints.models import Sprint
from people.models import Organization, Person
from people.revisions import Dated

Consent = Registration.PhotoConsent


def nameable(registrations):
    """Those of these registrations whose person's name may appear on photos."""
    return registrations.live().filter(photo_name_consent=True).exclude(photo_consent=Consent.NO)


class PhotoTagQuerySet(models.QuerySet):
    def named(self):
        """Those whose name may be read: the person agreed, and to the name as well."""
        own = Registration.objects.filter(
            person=OuterRef("person"), sprint=OuterRef("photo__sprint")
        )
        return self.filter(Exists(nameable(own)), agreed_at__isnull=False)

    def unwilling(self):
        """Those whose person does not want to be shown at all, even if they no longer come."""
        chosen = Registration.objects.filter(
            person=OuterRef("person"), sprint=OuterRef("photo__sprint")
        ).order_by("-pk")
        newest = Subquery(chosen.values("photo_consent")[:1])
        return self.annotate(chosen=newest).filter(chosen=Consent.NO)

    def waiting(self):
        return self.filter(agreed_at=None)


class PhotoTag(models.Model):
    """Somebody on a photo; counts once that person has agreed, in advance or to this one."""

    PAGES_OF: ClassVar[str] = "photo__sprint"

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="tags")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="photo_tags")
    tagged_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    agreed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[Any] = PhotoTagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "person"],
                name="photo_tag_once",
                violation_error_message="This person is named on this photo already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class RemovalRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=RemovalRequest.State.OPEN)


class RemovalRequestState(models.TextChoices):
    OPEN = "open", "open"
    GRANTED = "granted", "taken down"
    DECLINED = "declined", "stays"


class RemovalRequest(Staged):
    """Somebody wants a photo gone: at once if they are on it, else once the team has decided."""

    State = RemovalRequestState

    class Kind(models.TextChoices):
        IN_IT = "in_it", "I am in it"
        OTHER = "other", "another reason"

    STEPS: ClassVar[dict[str, set[str]]] = {
        State.OPEN: {State.GRANTED, State.DECLINED},
        State.GRANTED: set(),
        State.DECLINED: set(),
    }

    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="removal_requests")
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="removal_requests"
    )
    email = models.EmailField(blank=True, help_text="Of somebody without an account.")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    message = models.TextField(blank=True, max_length=2000)
    state = models.CharField(
        max_length=20, choices=State.choices, default=State.OPEN, editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.TextField(blank=True, max_length=2000)

    objects: ClassVar[Any] = RemovalRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "person"],
                name="removal_request_open_once",
                condition=Q(state="open"),
                violation_error_message="You have asked for this already.",
            ),
            known_states("removal request", RemovalRequestState),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.photo}"


class BlockedHash(models.Model):
    """A file that was taken down and does not come back into this sprint."""

    sprint = models.ForeignKey(Sprint, on_delete=models.CASCADE, related_name="blocked_hashes")
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "blocked hashes"
        constraints = [
            models.UniqueConstraint(
                fields=["sprint", "sha256"],
                name="blocked_hash_once",
                violation_error_message="This file is kept out of this sprint already.",
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class UploadRefusal(models.Model):
    """A file that was not taken, and why; kept for ninety days."""

    sprint = models.ForeignKey(
        Sprint,
        on_delete=models.CASCADE,
        null=True,
        related_name="upload_refusals",
        help_text="None for a portrait or a logo.",
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, related_name="upload_refusals"
    )
    reason = models.CharField(max_length=400)
    bytes = models.PositiveBigIntegerField()
    counts = models.BooleanField(
        default=True, help_text="Towards the number of files that one may send in a while."
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="upload_refusal_person")]

    def __str__(self) -> str:
        return self.reason


class PictureSent(models.Model):
    """That somebody sent a portrait or a logo; kept for a day, to limit how many come at once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="pictures_sent")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="picture_sent_person")]

    def __str__(self) -> str:
        return f"{self.person}, {self.at:%Y-%m-%d %H:%M}"


class Cleaning(models.Model):
    """A day on which what nobody needs any more was looked for in the storages."""

    on = models.DateField(unique=True)

    def __str__(self) -> str:
        return self.on.isoformat()


class Picture(Dated):
    """A small picture that is shown beside a name; the file that was sent is not kept."""

    PAGES_OF: ClassVar[str] = "site"

    folder = models.CharField(max_length=32, blank=True, editable=False)
    widths = models.JSONField(default=list, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    incoming = models.CharField(
        max_length=32, blank=True, editable=False, help_text="The folder of a file to be prepared."
    )
    reason = models.CharField(
        max_length=400, blank=True, editable=False, help_text="Why the last file was not taken."
    )

    class Meta:
        abstract = True

    @property
    def file_names(self) -> list[str]:
        return [f"{width}.webp" for width in self.widths]


class Portrait(Picture):
    """A person's picture, shown wherever the name is listed."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="portrait")

    def __str__(self) -> str:
        return f"Portrait of {self.person}"


class Logo(Picture):
    """An organization's logo, shown where it is thanked."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="logo")

    def __str__(self) -> str:
        return f"Logo of {self.organization}"
