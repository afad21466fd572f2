"""What is stored of what came of a sprint, and what can never be true of it."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from events.lifecycle import Staged, known_states
from events.meetings.models import Meeting
from events.photos.models import Photo
from events.registration.models import Registration
from events.sprints.models import Sprint
from people.models import NAME_LENGTH, Organization, Person, validate_time_zone
from people.names import validate_visible
from people.revisions import DatedQuerySet, Revised

LONGEST_DESCRIPTION = 400


class Outcome(Revised):
    """A fix, a feature, a proposal, a vote …; credit is given by hand, never read off a commit."""

    PAGES_OF: ClassVar[str] = "sprint"

    class Kind(models.TextChoices):
        FIX = "fix", "fix"
        FEATURE = "feature", "feature"
        PROPOSAL = "proposal", "proposal"
        TALK = "talk", "talk"
        RELEASE = "release", "release"
        VOTE = "vote", "vote"
        OTHER = "other", "something else"

    class Progress(models.TextChoices):
        DONE = "done", "done"
        IN_PROGRESS = "in_progress", "in progress"

    sprint = models.ForeignKey(Sprint, on_delete=models.PROTECT, related_name="outcomes")
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="outcomes",
        help_text="Where it came about, if in a meeting.",
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FIX)
    title = models.CharField(max_length=NAME_LENGTH, validators=[validate_visible])
    story = models.CharField(
        max_length=400,
        blank=True,
        validators=[validate_visible],
        help_text="One line more: what is good about it, or how it came about.",
    )
    url = models.URLField(
        "address",
        max_length=500,
        blank=True,
        help_text="Of the issue, the pull request, the proposal, the thread or the commit.",
    )
    progress = models.CharField(max_length=12, choices=Progress.choices, default=Progress.DONE)
    looks_further = models.BooleanField(
        "looks further", default=False, help_text="Work for the future rather than for now."
    )
    people = models.ManyToManyField(Person, through="OutcomePerson", related_name="outcomes")
    nominee = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="nominations",
        help_text="Of a vote about a person.",
    )
    nominee_agreed = models.BooleanField(
        "the nominee agrees to be shown",
        default=False,
        help_text="Until then the vote is not shown to the public.",
    )
    opened_on = models.DateField("vote opened on", null=True, blank=True)
    result = models.CharField(
        max_length=NAME_LENGTH,
        blank=True,
        validators=[validate_visible],
        help_text="Of a vote; empty until it is closed.",
    )
    added_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    position = models.SmallIntegerField(default=0, help_text="Lower numbers come first.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outcome_only_votes_have_nominees",
                condition=Q(kind="vote") | Q(nominee=None, result="", opened_on=None),
                violation_error_message="Only a vote has a nominee, an opening day and a result.",
            )
        ]
        indexes = [models.Index(fields=["sprint", "kind"], name="outcome_sprint_kind")]

    def __str__(self) -> str:
        return self.title


class OutcomePerson(models.Model):
    """Credit to one person for one outcome."""

    PAGES_OF: ClassVar[str] = "outcome__sprint"

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="credited")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="outcome_credits")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "credit"
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "person"],
                name="outcome_person_once",
                violation_error_message="This person is credited already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class Repository(models.Model):
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
            )
        ]

    def __str__(self) -> str:
        return self.name


class CommitCount(models.Model):
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


class Gift(models.Model):
    """Something for participants to take home."""

    sprint = models.ForeignKey(Sprint, on_delete=models.PROTECT, related_name="gifts")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="gifts")
    item = models.CharField(
        max_length=NAME_LENGTH, validators=[validate_visible], help_text="In the plural."
    )
    quantity = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many there are. Empty: not known."
    )
    for_whom = models.CharField(
        max_length=NAME_LENGTH,
        blank=True,
        validators=[validate_visible],
        help_text="For example: core developers at the sprint.",
    )
    handed_out = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="gift_stock_not_below_zero",
                condition=Q(quantity=None) | Q(quantity__gte=models.F("handed_out")),
                violation_error_message="More were handed out than there are.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} from {self.organization}"


class Handout(models.Model):
    """One person has got one; who did is for the team alone, how many is for everybody."""

    gift = models.ForeignKey(Gift, on_delete=models.CASCADE, related_name="handouts")
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="handouts"
    )
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gift", "registration"],
                name="handout_once",
                violation_error_message="This person has got one already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gift} to {self.registration_id}"


class ReportQuerySet(DatedQuerySet):
    def published(self):
        return self.filter(state=Report.State.PUBLISHED, sprint__announced_at__isnull=False)

    def visible_to(self, person):
        """Published ones; to the organizers of a sprint its draft, too."""
        rows = self.filter(sprint__in=Sprint.objects.visible_to(person).values("pk"))
        own = Q(sprint__in=Sprint.objects.managed_by(person).values("pk"))
        return rows.filter(Q(state=Report.State.PUBLISHED) | own)


class ReportState(models.TextChoices):
    DRAFT = "draft", "draft"
    PUBLISHED = "published", "published"


class Report(Staged, Revised):
    """Every text is Markdown, but title, author and description. `blocks` holds what was written
    by hand: {name of a block: {"text": in place of what is computed, "more": beside it}}.
    """

    PAGES_OF: ClassVar[str] = "sprint"

    State = ReportState

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
            known_states("report", ReportState),
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
