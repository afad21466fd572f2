"""What belongs to one sprint: sponsors, thanks, reported figures, and the team."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from events.sprints.models.sprint import Sprint, TeamRole
from people.models import NAME_LENGTH, Organization, Person
from people.names import validate_visible


class Sponsorship(models.Model):
    """What an organization gave to a sprint, credited under the name it had then."""

    PAGES_OF: ClassVar[str] = "sprint"

    class Level(models.TextChoices):
        HOST = "host", "host"
        MAIN = "main", "main sponsor"
        SUPPORTING = "supporting", "supporter"

    class Gift(models.TextChoices):
        CASH = "cash", "money"
        VENUE = "venue", "venue"
        MEALS = "meals", "meals"
        HARDWARE = "hardware", "hardware"
        TRAVEL = "travel", "travel"

    sprint = models.ForeignKey(Sprint, on_delete=models.CASCADE, related_name="sponsorships")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="sponsorships"
    )
    level = models.CharField(max_length=10, choices=Level.choices)
    credited_as = models.CharField(
        max_length=NAME_LENGTH,
        blank=True,
        validators=[validate_visible],
        help_text="The name at that time. Empty: today's.",
    )
    gives = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=400, blank=True, help_text="For the team alone.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sprint", "organization", "level"],
                name="sponsorship_once_a_level",
                violation_error_message="This organization is listed at this level already.",
            ),
        ]

    def __str__(self) -> str:
        return self.credited_as or self.organization.name

    def clean(self):
        known = set(self.Gift.values)
        if not isinstance(self.gives, list) or not set(map(str, self.gives)) <= known:
            raise ValidationError({"gives": f"Choose among: {', '.join(sorted(known))}."})


class Credit(models.Model):
    """Thanks to one person, by account or by name."""

    PAGES_OF: ClassVar[str] = "sprint"

    sprint = models.ForeignKey(Sprint, on_delete=models.CASCADE, related_name="credits")
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="credits"
    )
    name = models.CharField(
        max_length=NAME_LENGTH,
        blank=True,
        validators=[validate_visible],
        help_text="For somebody without a record here.",
    )
    reason = models.CharField(max_length=400, validators=[validate_visible])
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="credit_names_one",
                condition=Q(person__isnull=False, name="") | (Q(person=None) & ~Q(name="")),
                violation_error_message="Choose a person or type a name, one of the two.",
            ),
        ]

    def __str__(self) -> str:
        return self.person.get_short_name() if self.person else self.name


class PublishedFigure(models.Model):
    """What history reported and nobody can compute again; shown with its source."""

    PAGES_OF: ClassVar[str] = "sprint"

    sprint = models.ForeignKey(Sprint, on_delete=models.CASCADE, related_name="figures")
    label = models.CharField(max_length=NAME_LENGTH, validators=[validate_visible])
    value = models.PositiveIntegerField()
    source = models.CharField(max_length=400, validators=[validate_visible])
    source_url = models.URLField("source's address", blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sprint", "label"],
                name="figure_once",
                violation_error_message="This figure is listed already.",
            ),
            models.CheckConstraint(
                name="figure_has_source",
                condition=~Q(source=""),
                violation_error_message="A figure without a source cannot be checked.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.label}"


class TeamMember(models.Model):
    """A role in the team of one sprint; it opens that sprint's back office and nothing else."""

    Role = TeamRole

    sprint = models.ForeignKey(Sprint, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="team_roles"
    )
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sprint", "person", "role"],
                name="team_member_once_a_role",
                violation_error_message="This person has this role already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"
