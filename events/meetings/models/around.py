"""What belongs to one meeting: people, answers, agenda, changes; and the way to one's calendar."""

import secrets
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from events.lifecycle import AppendOnly
from events.meetings.models.meeting import LONGEST_MINUTES, Meeting
from events.registration.models import Registration
from events.sprints.models import Mode, Sprint
from people.models import NAME_LENGTH, Person
from people.names import validate_visible


class MeetingPerson(models.Model):
    """Somebody whom a meeting names."""

    PAGES_OF: ClassVar[str] = "meeting__sprint"

    class Role(models.TextChoices):
        CHAIR = "chair", "chair"
        PRESENTER = "presenter", "presenter"
        REQUIRED = "required", "required"
        INVITED = "invited", "invited"

    # Without these the meeting cannot take place.
    NEEDED = (Role.CHAIR, Role.PRESENTER, Role.REQUIRED)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="named")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="named_in")
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="meeting_person_once",
                violation_error_message="This person is named already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


class RsvpQuerySet(models.QuerySet):
    def counted(self):
        """Those of people who still take part, and in the room only of those who still travel."""
        in_person = Q(registration__state="confirmed", registration__mode=Mode.IN_PERSON)
        return self.filter(
            ~Q(answer=Rsvp.Answer.IN_PERSON) | in_person,
            registration__in=Registration.objects.participating().values("pk"),
        )

    def coming(self):
        """Those that count and say yes."""
        return self.counted().exclude(answer=Rsvp.Answer.NO)


class Rsvp(models.Model):
    """A participant's answer: whether they come to a meeting, and how."""

    PAGES_OF: ClassVar[str] = "meeting__sprint"

    class Answer(models.TextChoices):
        IN_PERSON = "in_person", "in person"
        REMOTE = "remote", "from afar"
        NO = "no", "no"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="answers")
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="meeting_answers"
    )
    answer = models.CharField(max_length=10, choices=Answer.choices)

    objects: ClassVar[Any] = RsvpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "registration"],
                name="rsvp_once",
                violation_error_message="This participant has answered already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration.person}: {self.get_answer_display()}"


class AgendaItem(models.Model):
    """A point of a meeting's agenda, and how far the meeting has come with it."""

    PAGES_OF: ClassVar[str] = "meeting__sprint"

    class Progress(models.TextChoices):
        WAITING = "waiting", "to come"
        NOW = "now", "now"
        DONE = "done", "done"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=NAME_LENGTH, validators=[validate_visible])
    minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(LONGEST_MINUTES)]
    )
    progress = models.CharField(max_length=10, choices=Progress.choices, default=Progress.WAITING)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                name="agenda_item_one_now",
                condition=Q(progress="now"),
                violation_error_message="Only one point of an agenda is the present one.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProgrammeChange(AppendOnly):
    """One change of what stands in a programme; replaying them all gives the programme.

    `before` and `after` hold starts_at, ends_at (ISO 8601, UTC), room (primary key) and state.
    """

    PAGES_OF: ClassVar[str] = "sprint"

    class Kind(models.TextChoices):
        ADDED = "added", "added"
        MOVED = "moved", "moved"
        ROOM = "room", "another room"
        CANCELLED = "cancelled", "cancelled"
        RESTORED = "restored", "takes place after all"

    sprint = models.ForeignKey(Sprint, on_delete=models.PROTECT, related_name="programme_changes")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    was_public = models.BooleanField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["sprint", "at"], name="programme_change_sprint")]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.get_kind_display()}"


def fresh_token() -> str:
    return secrets.token_urlsafe(32)


class CalendarToken(models.Model):
    """What opens a person's own calendar to a calendar program; renewing it closes the old way."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_token")
    token = models.CharField(max_length=64, unique=True, default=fresh_token)
    renewed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Calendar of {self.person}"
