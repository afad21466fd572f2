"""The report of a sprint: what is written by hand, and what was frozen when it was published."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from events.lifecycle import Staged
from events.photos.models import Photo
from events.sprints.models import Sprint
from people.models import NAME_LENGTH
from people.names import validate_visible
from people.revisions import Revised, RevisedQuerySet

LONGEST_DESCRIPTION = 400


class ReportQuerySet(RevisedQuerySet):
    def published(self):
        return self.filter(state=Report.State.PUBLISHED, sprint__announced_at__isnull=False)

    def visible_to(self, person):
        """Published ones; to the organizers of a sprint its draft, too."""
        rows = self.filter(sprint__in=Sprint.objects.visible_to(person).values("pk"))
        own = Q(sprint__in=Sprint.objects.managed_by(person).values("pk"))
        return rows.filter(Q(state=Report.State.PUBLISHED) | own)


class Report(Staged, Revised):
    """Every text is Markdown, but title, author and description. `blocks` holds what was written
    by hand: {name of a block: {"text": in place of what is computed, "more": beside it}}.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        PUBLISHED = "published", "published"

    STEPS: ClassVar[dict[str, set[str]]] = {
        State.DRAFT: {State.PUBLISHED},
        State.PUBLISHED: {State.DRAFT},
    }

    sprint = models.OneToOneField(Sprint, on_delete=models.PROTECT, related_name="report")
    state = models.CharField(
        max_length=20, choices=State.choices, default=State.DRAFT, editable=False
    )
    title = models.CharField(
        max_length=NAME_LENGTH,
        blank=True,
        validators=[validate_visible],
        help_text="Empty: the sprint’s name and tagline.",
    )
    subtitle = models.CharField(max_length=NAME_LENGTH, blank=True, validators=[validate_visible])
    author = models.CharField(max_length=NAME_LENGTH, blank=True, validators=[validate_visible])
    description = models.CharField(
        max_length=LONGEST_DESCRIPTION,
        blank=True,
        validators=[validate_visible],
        help_text="For search engines and feeds. Empty: how the text begins.",
    )
    tags = models.JSONField(default=list, blank=True)
    slug = models.SlugField(
        "name of the post", max_length=120, blank=True, help_text="Empty: made from the title."
    )
    legacy_path = models.CharField(
        "earlier address",
        max_length=200,
        blank=True,
        validators=[
            RegexValidator(
                r"^/[A-Za-z0-9/_.~-]+\.html?\Z",
                "An earlier address looks like /2022/10/name-of-the-post.html.",
            )
        ],
        help_text="Where the report stood before; whoever comes there is sent here.",
    )
    cover = models.ForeignKey(
        Photo,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: the sprint’s cover.",
    )
    blocks = models.JSONField(default=dict, editable=False)
    published_on = models.DateField(null=True, editable=False)
    updated_on = models.DateField(null=True, editable=False)
    frozen = models.JSONField(default=dict, editable=False)

    objects: ClassVar[Any] = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_state_known",
                condition=Q(state__in=["draft", "published"]),
                violation_error_message="A report has no such state.",
            ),
            models.CheckConstraint(
                name="report_published_on_a_day",
                condition=Q(state="draft")
                | Q(published_on__isnull=False, updated_on__gte=F("published_on")),
                violation_error_message="A published report has a day, and none before it.",
            ),
            models.UniqueConstraint(
                fields=["legacy_path"],
                name="report_legacy_path_once",
                condition=~Q(legacy_path=""),
                violation_error_message="Another report stood at this address.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"Report of {self.sprint}"

    def clean(self):
        if not isinstance(self.tags, list) or not all(isinstance(tag, str) for tag in self.tags):
            raise ValidationError({"tags": "Tags are a list of words."})

    def get_absolute_url(self) -> str:
        return reverse("recap:report", args=[self.sprint.slug])
