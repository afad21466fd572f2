"""Where a sprint's meetings take place."""

import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from events.sprints.models import Sprint
from people.models import NAME_LENGTH
from people.names import validate_visible
from people.revisions import Dated


class Equipment(models.TextChoices):
    CAMERA = "camera", "camera and microphone"
    PROJECTOR = "projector", "projector"
    WHITEBOARD = "whiteboard", "whiteboard"
    STEP_FREE = "step_free", "step-free access"


def validate_equipment(chosen: Any) -> None:
    """Accept a list of what a room can have."""
    if not isinstance(chosen, list) or not set(map(str, chosen)) <= set(Equipment.values):
        raise ValidationError(f"Choose among: {', '.join(Equipment.values)}.")


class Room(Dated):
    """A room of the venue, or a place online, for one sprint."""

    PAGES_OF: ClassVar[str] = "sprint"

    class Kind(models.TextChoices):
        PHYSICAL = "physical", "in the venue"
        ONLINE = "online", "online"

    sprint = models.ForeignKey(Sprint, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=NAME_LENGTH, validators=[validate_visible])
    slug = models.SlugField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PHYSICAL)
    capacity = models.PositiveIntegerField("chairs", null=True, blank=True)
    equipment = models.JSONField(default=list, blank=True, validators=[validate_equipment])
    where = models.CharField(
        max_length=400,
        blank=True,
        validators=[validate_visible],
        help_text="How to find it: floor, door.",
    )
    join_url = models.URLField(
        "address to join from afar",
        blank=True,
        max_length=1000,
        help_text="Secret: only who may join is led there.",
    )
    opens_at = models.TimeField(
        "bookable from", null=True, blank=True, help_text="Each day, in the sprint's time zone."
    )
    closes_at = models.TimeField("bookable until", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sprint", "slug"],
                name="room_slug_once_a_sprint",
                violation_error_message="Another room of this sprint has this address already.",
            ),
            models.CheckConstraint(
                name="room_closes_after_it_opens",
                condition=Q(opens_at=None, closes_at=None)
                | Q(opens_at__isnull=False, closes_at__isnull=False, closes_at__gt=F("opens_at")),
                violation_error_message="Give both hours, the second after the first, or none.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Slot:
    """A time and a room; a meeting that everybody joins online may have no room."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    room: Room | None = None

    @property
    def room_id(self) -> int | None:
        return self.room.pk if self.room else None
