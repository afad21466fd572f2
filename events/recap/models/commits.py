"""How many commits a repository got, within which window, and how that was counted."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from events.sprints.models import Sprint
from people.models import NAME_LENGTH, validate_time_zone
from people.names import validate_visible
from people.revisions import Revised


class Repository(Revised):
    """A repository on which a sprint works."""

    sprint = models.ForeignKey(Sprint, on_delete=models.CASCADE, related_name="repositories")
    name = models.CharField(max_length=NAME_LENGTH, validators=[validate_visible])
    url = models.URLField("address", blank=True)

    class Meta:
        verbose_name_plural = "repositories"
        constraints = [
            models.UniqueConstraint(
                fields=["sprint", "name"],
                name="repository_once_a_sprint",
                violation_error_message="This repository is listed already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommitCount(Revised):
    """A number that can be checked: without window, zone and method there is none."""

    class Source(models.TextChoices):
        COMPUTED = "computed", "computed"
        PUBLISHED = "published", "published"

    repository = models.ForeignKey(Repository, on_delete=models.CASCADE, related_name="counts")
    branch = models.CharField(
        max_length=250, blank=True, help_text="Empty: all branches, each commit once."
    )
    version_label = models.CharField(
        "version",
        max_length=40,
        blank=True,
        validators=[validate_visible],
        help_text="What the branch was to become at that time, for example 3.12.",
    )
    commits = models.PositiveIntegerField()
    authors_here = models.PositiveIntegerField(
        "authors of the sprint",
        null=True,
        blank=True,
        help_text="How many people of the sprint are among the authors; of all branches alone.",
    )
    window_start = models.DateTimeField()
    window_end = models.DateTimeField()
    time_zone = models.CharField(max_length=64, validators=[validate_time_zone])
    method = models.CharField(
        max_length=1000,
        validators=[validate_visible],
        help_text="How it was counted, so that somebody else can count again.",
    )
    counted_at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.COMPUTED)
    published_in = models.CharField(
        max_length=400, blank=True, validators=[validate_visible], help_text="Where it was said."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "repository",
                    "branch",
                    "window_start",
                    "window_end",
                    "time_zone",
                    "source",
                ],
                name="commit_count_once",
                violation_error_message="This branch was counted within this window already.",
            ),
            models.CheckConstraint(
                name="commit_count_can_be_checked",
                condition=~Q(method="") & ~Q(time_zone=""),
                violation_error_message="A number without time zone and method cannot be checked.",
            ),
            models.CheckConstraint(
                name="commit_count_window_has_a_length",
                condition=Q(window_end__gt=F("window_start")),
                violation_error_message="A window ends after it starts.",
            ),
            models.CheckConstraint(
                name="commit_count_published_somewhere",
                condition=Q(source="computed") | ~Q(published_in=""),
                violation_error_message="Say where the number was published.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commits} on {self.branch or 'all branches'}"
