"""What somebody did at a sprint, in one line, with the people credited by hand."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from events.meetings.models import Meeting
from events.sprints.models import Sprint
from people.models import NAME_LENGTH, Person
from people.names import validate_visible
from people.revisions import Revised


class Outcome(Revised):
    """A fix, a feature, a proposal, a vote …; credit is given by hand, never read off a commit."""

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
            ),
        ]
        indexes = [models.Index(fields=["sprint", "kind"], name="outcome_sprint_kind")]

    def __str__(self) -> str:
        return self.title


class OutcomePerson(Revised):
    """Credit to one person for one outcome."""

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
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
