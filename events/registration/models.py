"""Who takes part in a sprint, how, and who sees that."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from events.sprints.models import Mode, Sprint
from people.models import Organization, Person
from people.revisions import Revised, RevisedQuerySet

Audience = Sprint.Audience
WITHIN = [Audience.PARTICIPANTS, Audience.EVERYBODY]


class RegistrationQuerySet(RevisedQuerySet):
    def attended_in_person(self):
        return self.filter(mode=Mode.IN_PERSON, attended=Registration.Attended.YES)

    def visible_to(self, person):
        """Those whose names this person may read: as the sprint and each of them chose."""
        everybody = Q(sprint__participants_shown_to=Audience.EVERYBODY, listed=Audience.EVERYBODY)
        rows = self.filter(sprint__in=Sprint.objects.visible_to(person))
        if person.is_anonymous:
            return rows.filter(everybody)
        own_sprints = Sprint.objects.filter(
            Q(registrations__person=person)
            | Q(pk__in=Sprint.objects.with_team_member(person).values("pk"))
        ).values("pk")
        return rows.filter(
            everybody
            | Q(person=person)
            | Q(
                sprint__in=own_sprints,
                sprint__participants_shown_to__in=WITHIN,
                listed__in=WITHIN,
            )
        )

    def for_list(self):
        """In alphabetical order, with the organizations that stand in brackets."""
        financed = Financing.objects.filter(private=False).select_related("organization")
        return (
            self.select_related("person")
            .prefetch_related(Prefetch("financing", financed.order_by("pk"), "shown_financing"))
            .order_by("person__sort_key", "pk")
        )


class Registration(Revised):
    """One person's part in one sprint. Role and organization are of that sprint, not of the person."""

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

    sprint = models.ForeignKey(Sprint, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="registrations")
    mode = models.CharField(
        max_length=10, choices=[(Mode.IN_PERSON, "in person"), (Mode.REMOTE, "remote")]
    )
    roles = models.JSONField(default=list, blank=True)
    organizations = models.ManyToManyField(
        Organization, through="Financing", related_name="registrations", blank=True
    )
    listed = models.CharField(
        "name shown to",
        max_length=12,
        choices=Audience.choices,
        blank=True,
        help_text="Who may read the name; the person's own choice. Empty: not yet made.",
    )
    attended = models.CharField(max_length=7, choices=Attended.choices, default=Attended.UNKNOWN)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[Any] = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sprint", "person"],
                name="registration_once_a_sprint",
                violation_error_message="This person takes part in this sprint already.",
            ),
            models.CheckConstraint(
                name="registration_mode_is_one_of_two",
                condition=Q(mode__in=["in_person", "remote"]),
                violation_error_message="Somebody comes in person or takes part from afar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.sprint}"

    def clean(self):
        known = set(self.Role.values)
        if not isinstance(self.roles, list) or not set(map(str, self.roles)) <= known:
            raise ValidationError({"roles": f"Choose among: {', '.join(sorted(known))}."})


class Financing(Revised):
    """An organization that finances a person's attendance."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="financing"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="financing"
    )
    private = models.BooleanField(default=False, help_text="Not shown to anybody but the team.")

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
