"""Who takes part in a sprint, how, who waits for a seat, who is invited, and who sees that."""

import secrets
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django_countries.fields import CountryField

from events.lifecycle import Staged, known_states
from events.sprints.models import Mode, Sprint
from people.models import NAME_LENGTH, Organization, Person
from people.names import validate_visible

Audience = Sprint.Audience
WITHIN = [Audience.PARTICIPANTS, Audience.EVERYBODY]


class RegistrationQuerySet(models.QuerySet):
    def live(self):
        """Those that may still change; a person has one of them a sprint."""
        return self.filter(state__in=Registration.LIVE)

    def participating(self):
        """Those who take part: confirmed, or from afar while they wait for a seat."""
        return self.filter(
            Q(state=Registration.State.CONFIRMED)
            | Q(state__in=Registration.QUEUED, remote_while_waiting=True)
        )

    def queued(self):
        """Those who wait for a seat, or have an offer of one."""
        return self.filter(state__in=Registration.QUEUED)

    def waiting(self, mode):
        """Those who wait for a seat, whoever is next first."""
        waiting = self.filter(state=Registration.State.WAITLISTED, mode=mode)
        return waiting.order_by(*Registration.TURN)

    def attended_in_person(self):
        return self.filter(**Registration.CAME)

    def visible_to(self, person):
        """Those whose names this person may read: as the sprint and each of them chose."""
        everybody = Q(sprint__participants_shown_to=Audience.EVERYBODY, listed=Audience.EVERYBODY)
        rows = self.participating().filter(sprint__in=Sprint.objects.visible_to(person))
        if person.is_anonymous:
            return rows.filter(everybody)
        taking_part = Registration.objects.participating().filter(person=person)
        team_of = Sprint.objects.with_team_member(person)
        own_sprint = Q(sprint__in=taking_part.values("sprint")) | Q(sprint__in=team_of.values("pk"))
        within = Q(sprint__participants_shown_to__in=WITHIN, listed__in=WITHIN)
        return rows.filter(everybody | Q(person=person) | (own_sprint & within))

    def for_list(self):
        """In alphabetical order, with the organizations that stand in brackets."""
        financed = Financing.objects.filter(private=False).select_related("organization")
        return (
            self.select_related("person")
            .prefetch_related(Prefetch("financing", financed.order_by("pk"), "shown_financing"))
            .order_by("person__sort_key", "pk")
        )


class RegistrationState(models.TextChoices):
    PENDING = "pending", "waiting for approval"
    WAITLISTED = "waitlisted", "on the waiting list"
    OFFERED = "offered", "a place is offered"
    CONFIRMED = "confirmed", "confirmed"
    DECLINED = "declined", "declined"
    CANCELLED = "cancelled", "cancelled"
    EXPIRED = "expired", "offer expired"


class Registration(Staged):
    """One person's part in one sprint. Role and organization are of that sprint, not of the person."""

    PAGES_OF: ClassVar[str] = "sprint"

    State = RegistrationState

    class Role(models.TextChoices):
        CORE_DEVELOPER = "core_developer", "core developer"
        TRIAGER = "triager", "triager"
        MENTEE = "mentee", "mentee"
        GUEST = "guest", "guest"
        STAFF = "staff", "staff"

    class Attended(models.TextChoices):
        UNKNOWN = "unknown", "not known"
        YES = "yes", "yes"
        NO = "no", "no"

    class PhotoConsent(models.TextChoices):
        YES = "yes", "yes, show me in photos"
        ASK = "ask", "ask me before"
        NO = "no", "no, leave me out"

    STEPS: ClassVar[dict[str, set[str]]] = {
        State.PENDING: {State.CONFIRMED, State.WAITLISTED, State.DECLINED, State.CANCELLED},
        State.WAITLISTED: {State.OFFERED, State.CONFIRMED, State.CANCELLED},
        State.OFFERED: {State.CONFIRMED, State.EXPIRED, State.CANCELLED},
        State.CONFIRMED: {State.WAITLISTED, State.CANCELLED},
        State.DECLINED: set(),
        State.CANCELLED: set(),
        State.EXPIRED: set(),
    }
    LIVE = (State.PENDING, State.WAITLISTED, State.OFFERED, State.CONFIRMED)
    QUEUED = (State.WAITLISTED, State.OFFERED)
    CAME: ClassVar = {"state": State.CONFIRMED, "mode": Mode.IN_PERSON, "attended": Attended.YES}
    TURN = ("-priority", "queue_no", "created_at", "pk")  # who is before whom

    sprint = models.ForeignKey(Sprint, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="registrations")
    state = models.CharField(max_length=20, choices=State.choices, editable=False)
    mode = models.CharField(
        max_length=10, choices=[(Mode.IN_PERSON, "in person"), (Mode.REMOTE, "remote")]
    )
    days = models.JSONField(
        default=list, blank=True, help_text="Days in person, as ISO dates (2022-10-03)."
    )
    roles = models.JSONField(default=list, blank=True)
    organizations = models.ManyToManyField(
        Organization, through="Financing", related_name="registrations", blank=True
    )
    remote_while_waiting = models.BooleanField(
        "from afar while waiting",
        default=False,
        help_text="Takes part from afar as long as there is no place.",
    )
    auto_accept = models.BooleanField(
        "takes a free place at once",
        default=False,
        help_text="No offer that has to be accepted: a place that frees is theirs.",
    )
    queue_no = models.PositiveIntegerField("number in the queue", null=True, editable=False)
    priority = models.SmallIntegerField(
        default=0, editable=False, help_text="Higher ones are offered a place before all lower."
    )
    overbooked = models.BooleanField(
        default=False, editable=False, help_text="Confirmed by the team beyond the places."
    )
    entered_by_hand = models.BooleanField(
        default=False, editable=False, help_text="By the team, without the person's own choices."
    )
    offer_expires_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(
        null=True, editable=False, help_text="When the email “ends tomorrow” was written."
    )
    listed = models.CharField(
        "name shown to",
        max_length=12,
        choices=Audience.choices,
        blank=True,
        help_text="Who may read the name; the person's own choice. Empty: not yet made.",
    )
    photo_consent = models.CharField(
        "in photos", max_length=3, choices=PhotoConsent.choices, blank=True
    )
    photo_name_consent = models.BooleanField("named in photos", default=False)
    travels_from = CountryField(blank=True)
    first_time = models.BooleanField(
        "first sprint", null=True, blank=True, help_text="Of this series. Empty: not said."
    )
    conduct_version = models.CharField(max_length=40, blank=True, editable=False)
    conduct_accepted_at = models.DateTimeField(null=True, editable=False)
    attended = models.CharField(max_length=7, choices=Attended.choices, default=Attended.UNKNOWN)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[Any] = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sprint", "person"],
                name="registration_live_once",
                condition=Q(state__in=["pending", "waitlisted", "offered", "confirmed"]),
                violation_error_message="This person takes part in this sprint already.",
            ),
            models.UniqueConstraint(
                fields=["sprint", "mode", "queue_no"],
                name="registration_queue_number_once",
                violation_error_message="Somebody else has this number in the queue.",
            ),
            models.CheckConstraint(
                name="registration_mode_is_one_of_two",
                condition=Q(mode__in=["in_person", "remote"]),
                violation_error_message="Somebody comes in person or takes part from afar.",
            ),
            known_states("registration", RegistrationState),
            models.CheckConstraint(
                name="registration_conduct_accepted",
                condition=Q(entered_by_hand=True)
                | (Q(conduct_accepted_at__isnull=False) & ~Q(conduct_version="")),
                violation_error_message="Nobody takes part without accepting the code of conduct.",
            ),
            models.CheckConstraint(
                name="registration_offer_has_a_deadline",
                condition=~Q(state="offered") | Q(offer_expires_at__isnull=False),
                violation_error_message="An offer needs a deadline.",
            ),
            models.CheckConstraint(
                name="registration_queue_has_numbers",
                condition=~Q(state__in=["waitlisted", "offered"]) | Q(queue_no__isnull=False),
                violation_error_message="Whoever waits has a number in the queue.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.sprint}"

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE

    @property
    def takes_part(self) -> bool:
        """As `participating` has it."""
        waits_there = self.state in self.QUEUED and self.remote_while_waiting
        return self.state == self.State.CONFIRMED or waits_there

    @property
    def came(self) -> bool:
        """As `attended_in_person` has it."""
        return all(getattr(self, name) == value for name, value in self.CAME.items())

    def clean(self):
        known = set(self.Role.values)
        if not isinstance(self.roles, list) or not set(map(str, self.roles)) <= known:
            raise ValidationError({"roles": f"Choose among: {', '.join(sorted(known))}."})


class FinancingQuerySet(models.QuerySet):
    def visible_to(self, person):
        """What may stand behind names that this person reads, and all of the person's own."""
        named = Registration.objects.visible_to(person).values("pk")
        shown = Q(private=False, registration__in=named)
        return self.filter(shown | Q(registration__person=person.pk))


class Financing(models.Model):
    """An organization that finances a person's attendance."""

    PAGES_OF: ClassVar[str] = "registration__sprint"

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="financing"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="financing"
    )
    private = models.BooleanField(default=False, help_text="Not shown to anybody but the team.")

    objects: ClassVar[Any] = FinancingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "financing"
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "organization"],
                name="financing_once",
                violation_error_message="This organization is listed already.",
            ),
        ]

    def __str__(self) -> str:
        return self.organization.name


class PrivateDetails(models.Model):
    """What only organizers and the desk may read, and what is deleted after the sprint."""

    SIZES = [(size, size) for size in ("XS", "S", "M", "L", "XL", "XXL", "3XL")]
    CONTENTS = (
        "diet",
        "allergies",
        "accessibility",
        "emergency_name",
        "emergency_phone",
        "tshirt",
        "note",
    )

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="private_details"
    )
    diet = models.CharField(max_length=200, blank=True, validators=[validate_visible])
    allergies = models.CharField(max_length=400, blank=True, validators=[validate_visible])
    accessibility = models.CharField("accessibility needs", max_length=400, blank=True)
    emergency_name = models.CharField(
        "emergency contact", max_length=NAME_LENGTH, blank=True, validators=[validate_visible]
    )
    emergency_phone = models.CharField(
        "their phone number", max_length=40, blank=True, validators=[validate_visible]
    )
    tshirt = models.CharField("T-shirt", max_length=4, choices=SIZES, blank=True)
    note = models.TextField("note to the organizers", max_length=2000, blank=True)
    purged_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name_plural = "private details"

    def __str__(self) -> str:
        return f"Private details of {self.registration_id}"


class InvitationQuerySet(models.QuerySet):
    def pending(self):
        """Those that may still be answered."""
        return self.filter(state=Invitation.State.SENT, expires_at__gt=timezone.now())

    def used_for(self, registration):
        return self.filter(state=Invitation.State.ACCEPTED, registration=registration)


def fresh_token() -> str:
    return secrets.token_urlsafe(32)


class Invitation(Staged):
    """An email that opens the form of one sprint to whoever holds its token."""

    class State(models.TextChoices):
        SENT = "sent"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    STEPS: ClassVar[dict[str, set[str]]] = {
        State.SENT: {State.ACCEPTED, State.DECLINED, State.WITHDRAWN, State.SENT},
        State.ACCEPTED: {State.SENT},
        State.DECLINED: {State.SENT},
        State.WITHDRAWN: {State.SENT},
    }

    sprint = models.ForeignKey(Sprint, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField("e-mail address")
    name = models.CharField(max_length=NAME_LENGTH, blank=True, validators=[validate_visible])
    message = models.TextField(blank=True, max_length=2000)
    token = models.CharField(max_length=64, unique=True, default=fresh_token, editable=False)
    state = models.CharField(
        max_length=20, choices=State.choices, default=State.SENT, editable=False
    )
    expires_at = models.DateTimeField()
    sent_count = models.PositiveSmallIntegerField(default=0, editable=False)
    last_sent_at = models.DateTimeField(null=True, editable=False)
    registration = models.ForeignKey(
        Registration, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sprint", "email"],
                name="invitation_once",
                violation_error_message="This address is invited already.",
            ),
            models.CheckConstraint(
                name="invitation_email_in_lower_case",
                condition=Q(email=Lower("email")) & ~Q(email=""),
                violation_error_message="An e-mail address is kept in lower case.",
            ),
        ]

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.SENT and self.expires_at > timezone.now()

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else self.email
