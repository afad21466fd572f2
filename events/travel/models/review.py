"""What the team says to an application, and who stays out of it."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from events.travel.models.application import TravelApplication
from people.models import Person
from people.names import validate_visible


class Review(models.Model):
    """A reviewer's score of an application; others' are read once one's own is final."""

    # What each score says, from 0 to 5.
    ANCHORS = (
        "Should not be paid for.",
        "Little would come of it.",
        "It would be nice.",
        "It helps the sprint.",
        "It matters for the sprint.",
        "The sprint needs this person.",
    )

    application = models.ForeignKey(
        TravelApplication, on_delete=models.CASCADE, related_name="reviews"
    )
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="travel_reviews")
    score = models.PositiveSmallIntegerField(validators=[MaxValueValidator(5)])
    note = models.TextField(blank=True, max_length=2000)
    final = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer"],
                name="review_once",
                violation_error_message="You have reviewed this application already.",
            ),
            models.CheckConstraint(
                name="review_score_from_0_to_5",
                condition=Q(score__gte=0, score__lte=5),
                violation_error_message="A score goes from 0 to 5.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score} by {self.reviewer}"


class Recusal(models.Model):
    """Somebody of the team who stays out of one application, and why."""

    application = models.ForeignKey(
        TravelApplication, on_delete=models.CASCADE, related_name="recusals"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recusals")
    reason = models.CharField(max_length=400, validators=[validate_visible])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"],
                name="recusal_once",
                violation_error_message="This person stays out of it already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.reason}"


class Message(models.Model):
    """A word between applicant and team, or within the team."""

    class Visibility(models.TextChoices):
        APPLICANT = "applicant", "applicant and team"
        COMMITTEE = "committee", "team"

    application = models.ForeignKey(
        TravelApplication, on_delete=models.CASCADE, related_name="messages"
    )
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(max_length=4000)
    visibility = models.CharField(max_length=10, choices=Visibility.choices)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.author}: {self.body[:40]}"
