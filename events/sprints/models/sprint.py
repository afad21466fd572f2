"""One sprint: when, where, how, and who may see it."""

import datetime
import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_countries.fields import CountryField

from events.lifecycle import Staged, known_states
from events.sprints.models.series import FIRST_YEAR, LAST_YEAR, Mode, Series
from people.models import NAME_LENGTH, validate_time_zone
from people.names import validate_visible
from people.revisions import Dated, DatedQuerySet

EARLIEST, LATEST = datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31)
SPAN = tuple(
    datetime.datetime.combine(day, datetime.time(), datetime.UTC) for day in (EARLIEST, LATEST)
)
LONGEST = datetime.timedelta(days=60)


class TeamRole(models.TextChoices):
    """What somebody does in the team of a sprint."""

    ORGANIZER = "organizer", "organizer"
    PROGRAMME = "programme", "programme"
    TRAVEL_MANAGER = "travel_manager", "travel manager"
    REVIEWER = "reviewer", "reviewer"
    TREASURER = "treasurer", "treasurer"
    PHOTOGRAPHER = "photographer", "photographer"
    DESK = "desk", "desk"


class SprintQuerySet(DatedQuerySet):
    def announced(self):
        """Those that the public may know of."""
        return self.exclude(announced_at=None)

    def managed_by(self, person):
        """Those with the person as an organizer; all of them for a superuser."""
        return self.kept_by(person, TeamRole.ORGANIZER)

    def kept_by(self, person, *roles):
        """Those with the person in one of these roles; all of them for a superuser."""
        return self._of_team(person, Q(team__role__in=roles))

    def with_team_member(self, person):
        """Those with the person in the team, in any role; all of them for a superuser."""
        return self._of_team(person, Q())

    def visible_to(self, person):
        """What every page and feed may show: what is announced, and to its team the drafts."""
        if person.is_anonymous:
            return self.announced()
        return self.filter(
            Q(announced_at__isnull=False) | Q(pk__in=Sprint.objects.with_team_member(person))
        )

    def _of_team(self, person, role):
        if person.is_anonymous:
            return self.none()
        if person.is_superuser:
            return self.all()
        return self.filter(pk__in=Sprint.objects.filter(role, team__person=person).values("pk"))


class SprintState(models.TextChoices):
    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Sprint(Staged, Dated):
    """A week of work together; its dates are days in its own time zone, both ends included."""

    PAGES_OF: ClassVar[str] = "id"

    State = SprintState

    class RegistrationMode(models.TextChoices):
        OPEN = "open", "open to everybody"
        APPROVAL = "approval", "each registration is approved"
        INVITATION = "invitation", "by invitation"

    class Audience(models.TextChoices):
        NOBODY = "nobody", "nobody"
        PARTICIPANTS = "participants", "participants"
        EVERYBODY = "everybody", "everybody"

    # A sprint of the past is entered at once as history, and one whose registration took place
    # elsewhere is never opened here: draft → finished, announced → finished.
    STEPS: ClassVar[dict[str, set[str]]] = {
        State.DRAFT: {State.ANNOUNCED, State.FINISHED, State.CANCELLED},
        State.ANNOUNCED: {State.OPEN, State.FINISHED, State.CANCELLED},
        State.OPEN: {State.CLOSED, State.CANCELLED},
        State.CLOSED: {State.OPEN, State.FINISHED, State.CANCELLED},
        State.FINISHED: set(),
        State.CANCELLED: set(),
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="sprints")
    state = models.CharField(
        max_length=20, choices=State.choices, default=State.DRAFT, editable=False
    )
    announced_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when the public may know of it."
    )
    name = models.CharField(max_length=NAME_LENGTH, validators=[validate_visible])
    slug = models.SlugField(
        unique=True,
        help_text="The sprint's part of its address, for example python-core-2022.",
        error_messages={"unique": "Another sprint has this address already."},
    )
    tagline = models.CharField(max_length=NAME_LENGTH, blank=True, validators=[validate_visible])
    description = models.TextField(blank=True, help_text="Markdown.")
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    time_zone = models.CharField(
        max_length=64,
        validators=[validate_time_zone],
        help_text="Name from the IANA database, for example Europe/Prague.",
    )
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.HYBRID)
    venue_name = models.CharField(
        "venue", max_length=NAME_LENGTH, blank=True, validators=[validate_visible]
    )
    address = models.TextField(blank=True)
    city = models.CharField(max_length=NAME_LENGTH, blank=True, validators=[validate_visible])
    country = CountryField(blank=True)
    arrival = models.TextField(
        blank=True, help_text="Markdown. Door, badge, wifi; only participants see this."
    )
    registration_mode = models.CharField(
        max_length=10, choices=RegistrationMode.choices, default=RegistrationMode.INVITATION
    )
    registration_opens_at = models.DateTimeField(null=True, blank=True)
    registration_closes_at = models.DateTimeField(null=True, blank=True)
    capacity_in_person = models.PositiveIntegerField(
        "places in person", null=True, blank=True, help_text="Empty: no limit."
    )
    capacity_remote = models.PositiveIntegerField(
        "places from afar", null=True, blank=True, help_text="Empty: no limit."
    )
    offer_hours = models.PositiveSmallIntegerField(
        default=72, help_text="Hours in which an offered place can be accepted."
    )
    promotion_until = models.DateField(
        null=True,
        blank=True,
        help_text="Last day on which free places are offered. Empty: three days before the start.",
    )
    participants_shown_to = models.CharField(
        max_length=12, choices=Audience.choices, default=Audience.PARTICIPANTS
    )
    chairs_may_book = models.BooleanField(
        "chairs book free slots",
        default=False,
        help_text="Chairs put their meetings into the programme alone; else the team places them.",
    )
    conduct_url = models.URLField("code of conduct", blank=True)
    conduct_version = models.CharField("its version", max_length=40, blank=True)
    contact_email = models.EmailField("contact", blank=True)
    private_data_days = models.PositiveSmallIntegerField(
        default=30, help_text="Days after the sprint until private details are deleted."
    )

    objects: ClassVar[Any] = SprintQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sprint_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="A sprint cannot end before it starts.",
            ),
            models.CheckConstraint(
                name="sprint_in_plausible_years",
                condition=Q(starts_on__gte=EARLIEST, ends_on__lte=LATEST),
                violation_error_message=f"A sprint takes place between {FIRST_YEAR} and {LAST_YEAR}.",
            ),
            models.CheckConstraint(
                name="sprint_gates_in_plausible_years",
                condition=(Q(registration_opens_at=None) | Q(registration_opens_at__range=SPAN))
                & (Q(registration_closes_at=None) | Q(registration_closes_at__range=SPAN)),
                violation_error_message=f"Registration opens and closes between {FIRST_YEAR} and "
                f"{LAST_YEAR}.",
            ),
            models.CheckConstraint(
                name="sprint_registration_closes_after_it_opens",
                condition=Q(registration_opens_at=None)
                | Q(registration_closes_at=None)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
                violation_error_message="Registration cannot close before it opens.",
            ),
            known_states("sprint", SprintState),
            models.CheckConstraint(
                name="sprint_public_once_announced",
                condition=Q(state__in=["draft", "cancelled"]) | Q(announced_at__isnull=False),
                violation_error_message="Only a draft can do without having been announced.",
            ),
            models.CheckConstraint(
                name="sprint_offers_last_an_hour",
                condition=Q(offer_hours__gte=1),
                violation_error_message="An offer has to last at least an hour.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        if self.starts_on and self.ends_on and self.ends_on - self.starts_on > LONGEST:
            raise ValidationError({"ends_on": "A sprint lasts sixty days at most."})

    def get_absolute_url(self) -> str:
        return reverse("pages:sprint", args=[self.slug])

    @property
    def country_name(self) -> str:
        return str(self.country.name)  # type: ignore[attr-defined]
