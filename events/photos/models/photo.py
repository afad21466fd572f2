"""A photo of a sprint: whose, in which state, how described, and under which names it is stored."""

import uuid
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from events.lifecycle import Staged, known_states
from events.sprints.models import Sprint, TeamRole
from people.models import NAME_LENGTH, Person
from people.names import validate_visible
from people.revisions import DatedQuerySet, Revised

MODERATORS = (TeamRole.ORGANIZER, TeamRole.PHOTOGRAPHER)


class PhotoQuerySet(DatedQuerySet):
    def published(self):
        return self.filter(state=Photo.State.PUBLISHED)

    def with_files(self):
        """Those whose files are still there."""
        return self.exclude(state__in=Photo.WITHOUT_FILES)

    def of(self, person):
        """Those that this person sent, whatever became of them, but what was taken down."""
        return self.exclude(state=Photo.State.REMOVED).filter(uploaded_by=person)

    def visible_to(self, person):
        """What every page, file and feed may show: published ones; to uploader and team the others."""
        seen = self.filter(sprint__in=Sprint.objects.visible_to(person).values("pk"))
        if person.is_anonymous:
            return seen.published()
        moderated = Sprint.objects.kept_by(person, *MODERATORS).values("pk")
        own = Q(uploaded_by=person) | Q(sprint__in=moderated)
        return seen.filter(Q(state=Photo.State.PUBLISHED) | own & ~Q(state=Photo.State.REMOVED))

    def in_order(self):
        """As the team ordered them, then by the time they were taken, or else sent."""
        return self.order_by("position", Coalesce("taken_at", "created_at"), "pk")


class PhotoState(models.TextChoices):
    PROCESSING = "processing", "being prepared"
    NEEDS_DETAILS = "needs_details", "needs details"
    PENDING = "pending", "waits for the team"
    PUBLISHED = "published", "published"
    HIDDEN = "hidden", "hidden"
    REMOVED = "removed", "taken down"
    FAILED = "failed", "could not be read"
    REJECTED = "rejected", "not taken"


def percent(edge: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=f"Percent from the {edge} that stay in view when the picture is cut.",
    )


class Photo(Staged, Revised):
    """One picture; the files in storage are re-encoded, never the file that was sent."""

    PAGES_OF: ClassVar[str] = "sprint"

    State = PhotoState

    class Licence(models.TextChoices):
        CC_BY = "cc-by-4.0", "CC BY 4.0"
        CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
        ALL_RIGHTS = "all-rights-reserved", "All rights reserved"

    STEPS: ClassVar[dict[str, set[str]]] = {
        State.PROCESSING: {State.NEEDS_DETAILS, State.FAILED},
        State.NEEDS_DETAILS: {State.PENDING, State.REMOVED},
        State.PENDING: {State.PUBLISHED, State.NEEDS_DETAILS, State.REJECTED, State.REMOVED},
        State.PUBLISHED: {State.HIDDEN, State.PENDING, State.REMOVED},
        State.HIDDEN: {State.PUBLISHED, State.REMOVED},
        State.REJECTED: {State.PENDING, State.REMOVED},
        State.FAILED: set(),
        State.REMOVED: set(),
    }
    WITHOUT_FILES = (State.FAILED, State.REMOVED)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sprint = models.ForeignKey(Sprint, on_delete=models.PROTECT, related_name="photos")
    uploaded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="photos", null=True, editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=20, choices=State.choices, editable=False)
    caption = models.CharField(max_length=500, blank=True, validators=[validate_visible])
    alt_text = models.CharField(
        "description",
        max_length=500,
        blank=True,
        validators=[validate_visible],
        help_text="What is to be seen, for those who do not see it.",
    )
    credit = models.CharField(
        max_length=NAME_LENGTH,
        blank=True,
        validators=[validate_visible],
        help_text="Whom to name as the photographer.",
    )
    licence = models.CharField(max_length=20, choices=Licence.choices, blank=True)
    people_recognizable = models.BooleanField(
        null=True, blank=True, help_text="Whether faces can be made out. Empty: not said."
    )
    taken_at = models.DateTimeField(null=True, editable=False)
    is_cover = models.BooleanField(
        "cover", default=False, editable=False, help_text="Stands large on the sprint's page."
    )
    focus_x, focus_y = percent("left"), percent("top")
    position = models.SmallIntegerField(
        default=0, help_text="Lower numbers come first; alike ones by time."
    )
    reason = models.TextField(
        blank=True, editable=False, help_text="Why it failed, was not taken, or what the team asks."
    )
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    widths = models.JSONField(default=list, editable=False)
    bytes = models.PositiveIntegerField(editable=False, help_text="Of the file that was sent.")
    sha256 = models.CharField(max_length=64, editable=False)
    had_location = models.BooleanField(
        default=False, editable=False, help_text="The file that was sent told where it was taken."
    )
    folder = models.CharField(max_length=32, editable=False)
    card = models.CharField(
        max_length=30,
        default="card.jpg",
        editable=False,
        help_text="The file that is shown where the sprint is shared; drawn anew under a new name.",
    )
    sent_as = models.CharField(
        max_length=255,
        blank=True,
        editable=False,
        help_text="The file's name, until it was prepared.",
    )

    objects: ClassVar[Any] = PhotoQuerySet.as_manager()

    class Meta:
        constraints = [
            known_states("photo", PhotoState),
            models.CheckConstraint(
                name="photo_described_before_it_is_published",
                condition=~Q(state="published")
                | (~Q(alt_text="") & ~Q(licence="") & Q(width__isnull=False)),
                violation_error_message="A published photo has a description and a licence.",
            ),
            models.CheckConstraint(
                name="photo_focus_within_it",
                condition=Q(focus_x__lte=100, focus_y__lte=100),
                violation_error_message="The point in view lies within the picture: 0 to 100.",
            ),
            models.UniqueConstraint(
                fields=["sprint"],
                name="photo_one_cover_a_sprint",
                condition=Q(is_cover=True),
                violation_error_message="This sprint has a cover already.",
            ),
            models.UniqueConstraint(
                fields=["sprint", "sha256"],
                name="photo_once_a_sprint",
                condition=~Q(state__in=["failed", "removed"]),
                violation_error_message="This photo is here already.",
            ),
        ]
        indexes = [
            models.Index(fields=["sprint", "state"], name="photo_sprint_state"),
            models.Index(fields=["uploaded_by", "created_at"], name="photo_sent"),
        ]

    def __str__(self) -> str:
        return self.alt_text or f"Photo {str(self.uuid)[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("photos:photo", args=[self.sprint.slug, self.uuid])

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def has_pictures(self) -> bool:
        """Whether there is anything to look at: prepared, and not yet deleted."""
        return self.state not in (self.State.PROCESSING, *self.WITHOUT_FILES)

    @property
    def storage(self) -> str:
        """Where the files lie: the web reaches those of published photos alone."""
        return "public" if self.is_published else "pending"

    @property
    def file_names(self) -> list[str]:
        return ["master.jpg", "share.jpg", self.card, *(f"{width}.webp" for width in self.widths)]
