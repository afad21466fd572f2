"""One meeting: what, when, where, and who may see it."""

import datetime
import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from events.lifecycle import Staged, known_states
from events.meetings.models.room import Room, Slot, validate_equipment
from events.registration.models import Registration
from events.sprints.models import Mode, Sprint, TeamRole
from people.models import NAME_LENGTH, GroupMember, InterestGroup, Person
from people.names import validate_visible
from people.revisions import DatedQuerySet, Revised

PROGRAMME_ROLES = (TeamRole.ORGANIZER, TeamRole.PROGRAMME)
LONGEST_MINUTES = 12 * 60
TAKING_PLACE = ("scheduled", "held")
# What has, or had, a slot in the programme: a request that was withdrawn never had one.
IN_PROGRAMME = Q(state__in=TAKING_PLACE) | Q(state="cancelled", starts_at__isnull=False)


class MeetingQuerySet(DatedQuerySet):
    def in_programme(self):
        """Those that have, or had, a slot in the programme; asking for one is not enough."""
        return self.filter(IN_PROGRAMME)

    def public(self):
        return self.in_programme().filter(visibility=Meeting.Visibility.PUBLIC)

    def chaired_by(self, person):
        """Those that the person prepares: as chair of the group, or named as chair."""
        if person.is_anonymous:
            return self.none()
        groups = GroupMember.objects.filter(person=person, role=GroupMember.Role.CHAIR)
        named = Meeting.objects.filter(named__person=person, named__role="chair")
        return self.filter(Q(group__in=groups.values("group")) | Q(pk__in=named.values("pk")))

    def visible_to(self, person):
        """The one filter behind every page, list, grid, search, feed and email.

        The person who asked for a slot sees the request until it is scheduled; from then on,
        being named, the group and the team decide, as for everybody.
        """
        rows = self.filter(sprint__in=Sprint.objects.visible_to(person).values("pk"))
        if person.is_anonymous:
            return rows.public()
        if person.is_superuser:
            return rows
        taking_part_in = _sprints_taken_part_in(person)
        groups = GroupMember.objects.filter(person=person).values("group")
        seen = IN_PROGRAMME & (
            Q(visibility=Meeting.Visibility.PUBLIC)
            | Q(visibility=Meeting.Visibility.PARTICIPANTS, sprint__in=taking_part_in)
            | Q(visibility=Meeting.Visibility.GROUP, group__in=groups)
            | Q(pk__in=Meeting.objects.filter(named__person=person).values("pk"))
        )
        return rows.filter(
            seen
            | Q(sprint__in=Sprint.objects.kept_by(person, *PROGRAMME_ROLES).values("pk"))
            | Q(~IN_PROGRAMME, requested_by=person)
            | Q(pk__in=Meeting.objects.chaired_by(person).values("pk"))
        )


def _sprints_taken_part_in(person):
    taking_part = Registration.objects.participating().filter(person=person).values("sprint")
    in_team = Sprint.objects.with_team_member(person).values("pk")
    return Sprint.objects.filter(Q(pk__in=taking_part) | Q(pk__in=in_team)).values("pk")


class MeetingState(models.TextChoices):
    REQUESTED = "requested", "asked for"
    SCHEDULED = "scheduled", "in the programme"
    HELD = "held", "held"
    DECLINED = "declined", "declined"
    CANCELLED = "cancelled", "cancelled"


class Meeting(Staged, Revised):
    """A meeting of one sprint. Its times are moments; pages show them in the sprint's zone."""

    PAGES_OF: ClassVar[str] = "sprint"

    State = MeetingState

    class Kind(models.TextChoices):
        WORKING = "working", "working meeting"
        QUESTIONS = "questions", "questions and answers"
        TALK = "talk", "talk"
        PLENARY = "plenary", "plenary"
        SOCIAL = "social", "social"
        BREAK = "break", "break"

    class Visibility(models.TextChoices):
        PUBLIC = "public", "everybody"
        PARTICIPANTS = "participants", "participants of the sprint"
        GROUP = "group", "members of the group"
        INVITED = "invited", "people of the meeting"

    STEPS: ClassVar[dict[str, set[str]]] = {
        State.REQUESTED: {State.SCHEDULED, State.DECLINED, State.CANCELLED},
        State.SCHEDULED: {State.HELD, State.CANCELLED},
        State.HELD: set(),
        State.DECLINED: set(),
        State.CANCELLED: {State.SCHEDULED},
    }
    # No page shows what emails have told.
    UNSEEN: ClassVar[set[str]] = {"told_up_to"}

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sprint = models.ForeignKey(Sprint, on_delete=models.PROTECT, related_name="meetings")
    group = models.ForeignKey(
        InterestGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.WORKING)
    title = models.CharField(max_length=NAME_LENGTH, validators=[validate_visible])
    summary = models.TextField(blank=True, max_length=4000, help_text="Markdown.")
    visibility = models.CharField(
        "who may see it", max_length=12, choices=Visibility.choices, default=Visibility.PARTICIPANTS
    )
    state = models.CharField(
        max_length=20, choices=State.choices, default=State.REQUESTED, editable=False
    )
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    on_day = models.DateField(
        "day", null=True, blank=True, help_text="Where the day is known and the time is not."
    )
    room = models.ForeignKey(
        Room, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    mode = models.CharField(
        max_length=10,
        choices=Mode.choices,
        blank=True,
        default=Mode.HYBRID,
        help_text="Empty: not known, of a meeting of the past.",
    )
    join_url = models.URLField(
        "address to join from afar",
        blank=True,
        max_length=1000,
        help_text="Secret: only who may join is led there. Empty: the room's.",
    )
    requested_minutes = models.PositiveSmallIntegerField(
        "minutes", default=60, validators=[MinValueValidator(5), MaxValueValidator(LONGEST_MINUTES)]
    )
    requested_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    wishes = models.TextField(
        blank=True, max_length=2000, help_text="When it would suit, for the team that places it."
    )
    needs = models.JSONField(default=list, blank=True, validators=[validate_equipment])
    expected_people = models.PositiveSmallIntegerField(null=True, blank=True)
    programme_note = models.CharField(
        max_length=400, blank=True, validators=[validate_visible], help_text="Shown with it."
    )
    override = models.TextField(
        blank=True, editable=False, help_text="Why the team placed it in spite of a conflict."
    )
    # RFC 5545, 3.8.7.4: grows with each change of time, room or state; never falls.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    public_since = models.DateTimeField(
        null=True, editable=False, help_text="Since when strangers may know of it."
    )
    told_up_to = models.BigIntegerField(
        default=0, editable=False, help_text="The last change of which emails were written."
    )

    people = models.ManyToManyField(Person, through="MeetingPerson", related_name="meetings")

    objects: ClassVar[Any] = MeetingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sprint", "starts_at"], name="meeting_programme")]
        constraints = [
            models.CheckConstraint(
                name="meeting_scheduled_has_times",
                condition=~Q(state="scheduled") | Q(starts_at__isnull=False),
                violation_error_message="A meeting of the programme has a beginning and an end.",
            ),
            models.CheckConstraint(
                name="meeting_ends_after_it_starts",
                condition=Q(starts_at=None, ends_at=None)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")),
                violation_error_message="A meeting ends after it begins.",
            ),
            models.CheckConstraint(
                name="meeting_asked_for_has_no_times",
                condition=~Q(state__in=["requested", "declined"]) | Q(starts_at=None),
                violation_error_message="Only a meeting of the programme has a time.",
            ),
            models.CheckConstraint(
                name="meeting_of_a_group_has_one",
                condition=~Q(visibility="group") | Q(group__isnull=False),
                violation_error_message="Only a meeting of a group can be for its members.",
            ),
            models.CheckConstraint(
                name="meeting_mode_known",
                condition=Q(state="held", starts_at=None) | ~Q(mode=""),
                violation_error_message="A meeting is in person, remote or hybrid.",
            ),
            known_states("meeting", MeetingState),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        if self.room and self.sprint_id and self.room.sprint_id != self.sprint_id:
            raise ValidationError("This room is not one of the sprint's.")

    @property
    def span(self) -> tuple[datetime.datetime, datetime.datetime] | None:
        """Beginning and end; a constraint of the table gives both or neither."""
        return (self.starts_at, self.ends_at) if self.starts_at and self.ends_at else None

    @property
    def slot(self) -> Slot | None:
        """When and where it takes place, or would have."""
        return Slot(*self.span, self.room) if self.span else None

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.sprint.slug, self.pk])

    @property
    def is_in_programme(self) -> bool:
        """The same as the query of this name, for this row."""
        was_there = self.state == self.State.CANCELLED and self.starts_at is not None
        return was_there or self.state in TAKING_PLACE

    @property
    def is_public(self) -> bool:
        return self.visibility == self.Visibility.PUBLIC and self.is_in_programme
