"""What somebody asks for, why, and what reviewers say to it."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django_countries.fields import CountryField

from events.lifecycle import Staged
from events.registration.models import Registration
from events.travel.models.fund import Category, MoneyField
from people.models import NAME_LENGTH, Person
from people.names import validate_visible
from people.revisions import Revised, RevisedQuerySet


class TravelApplicationQuerySet(RevisedQuerySet):
    def of(self, sprint):
        return self.filter(registration__sprint=sprint)

    def handed_in(self):
        """Those that the team may read: a draft is its writer's alone."""
        return self.exclude(state=TravelApplication.State.DRAFT).exclude(requested_total=None)

    def undecided(self):
        """Those that wait for a decision of the team."""
        return self.filter(state__in=TravelApplication.UNDECIDED)

    def by_others_than(self, person):
        """Nobody acts on, or reads what others say of, their own application."""
        return self.exclude(registration__person=person).exclude(recusals__person=person)


class TravelApplication(Staged, Revised):
    """One person's wish for help with the costs of one sprint."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        INFO_NEEDED = "info_needed", "a question is open"
        WAITLISTED = "waitlisted", "on the waiting list"
        OFFERED = "offered", "an offer is open"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        REFUSED = "refused", "offer refused"
        EXPIRED = "expired", "offer expired"
        WITHDRAWN = "withdrawn"
        CANCELLED = "cancelled"
        SETTLED = "settled"

    class EmployerSupport(models.TextChoices):
        NONE = "none", "no, they pay nothing"
        PARTIAL = "partial", "yes, a part"
        ASKED = "asked", "I have asked and do not know yet"
        NOT_APPLICABLE = "not_applicable", "I have no employer"

    class Need(models.TextChoices):
        COULD_NOT_COME = "could_not_come", "Without help I could not come"
        SACRIFICE = "sacrifice", "Without help it would be a sacrifice"
        INCONVENIENT = "inconvenient", "Without help it would be inconvenient"
        NOT_ABOUT_MONEY = "not_about_money", "It is not about the money"

    class Decision(models.TextChoices):
        OFFER = "offer", "offer"
        WAITLIST = "waitlist", "waiting list"
        DECLINE = "decline", "decline"

    STEPS: ClassVar[dict[str, set[str]]] = {
        State.DRAFT: {State.SUBMITTED, State.WITHDRAWN},
        State.SUBMITTED: {
            State.DRAFT,
            State.INFO_NEEDED,
            State.OFFERED,
            State.WAITLISTED,
            State.DECLINED,
            State.WITHDRAWN,
        },
        State.INFO_NEEDED: {State.SUBMITTED, State.WITHDRAWN},
        State.WAITLISTED: {State.OFFERED, State.DECLINED, State.WITHDRAWN},
        State.OFFERED: {State.ACCEPTED, State.REFUSED, State.EXPIRED, State.SUBMITTED},
        State.ACCEPTED: {State.CANCELLED, State.SETTLED},
        State.DECLINED: {State.SUBMITTED, State.DRAFT},
        State.REFUSED: {State.SUBMITTED, State.DRAFT},
        State.EXPIRED: {State.SUBMITTED, State.DRAFT},
        State.WITHDRAWN: {State.SUBMITTED, State.DRAFT},
        State.CANCELLED: set(),
        State.SETTLED: set(),
    }
    UNDECIDED = (State.SUBMITTED, State.WAITLISTED)

    registration = models.OneToOneField(
        Registration, on_delete=models.PROTECT, related_name="travel_application"
    )
    state = models.CharField(
        max_length=20, choices=State.choices, default=State.DRAFT, editable=False
    )
    from_city = models.CharField(
        "travels from (city)", max_length=NAME_LENGTH, blank=True, validators=[validate_visible]
    )
    from_country = CountryField("travels from (country)", blank=True)
    needs_visa = models.BooleanField("needs a visa", default=False)
    employer_support = models.CharField(
        "does your employer pay?", max_length=20, choices=EmployerSupport.choices, blank=True
    )
    need = models.CharField(
        "how much does it matter?", max_length=20, choices=Need.choices, blank=True
    )
    reason = models.TextField(
        "what will you work on?", blank=True, max_length=4000, help_text="The reviewers read this."
    )
    private_note = models.TextField(
        blank=True,
        max_length=2000,
        help_text="Family, health: only the travel managers and the treasurer read this.",
    )
    own_part = MoneyField("your own part", default=0)
    minimum_needed = MoneyField(
        "the least that helps", null=True, blank=True, help_text="Below that you could not come."
    )
    requested_total = MoneyField(null=True, editable=False, help_text="As it was submitted.")
    name_public = models.BooleanField(
        "thank the organization with my name in public", default=False
    )
    name_to_sponsor = models.BooleanField("tell the organization my name", default=False)
    staged_decision = models.CharField(
        max_length=10, choices=Decision.choices, blank=True, editable=False
    )
    staged_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    staged_reason = models.TextField(blank=True, editable=False, max_length=2000)
    deadline_extension = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[Any] = TravelApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="application_own_part_not_negative",
                condition=Q(own_part__gte=0),
                violation_error_message="Your own part cannot be less than nothing.",
            ),
            models.CheckConstraint(
                name="application_minimum_is_positive",
                condition=Q(minimum_needed=None) | Q(minimum_needed__gt=0),
                violation_error_message="The least that helps is more than nothing.",
            ),
            models.CheckConstraint(
                name="application_minimum_within_request",
                condition=Q(minimum_needed=None)
                | Q(requested_total=None)
                | Q(minimum_needed__lte=F("requested_total")),
                violation_error_message="The least that helps cannot be more than you ask for.",
            ),
            models.CheckConstraint(
                name="application_submitted_has_a_total",
                condition=Q(state__in=["draft", "withdrawn"]) | Q(requested_total__gt=0),
                violation_error_message="An application asks for more than nothing.",
            ),
        ]

    def __str__(self) -> str:
        return f"Travel application of {self.registration.person}"


class ApplicationLine(models.Model):
    """One cost, as the applicant reckons it."""

    application = models.ForeignKey(
        TravelApplication, on_delete=models.CASCADE, related_name="lines"
    )
    category = models.CharField(max_length=10, choices=Category.choices)
    description = models.CharField(max_length=200, blank=True, validators=[validate_visible])
    amount = MoneyField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="application_line_is_positive",
                condition=Q(amount__gt=0),
                violation_error_message="A cost is more than nothing.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}: {self.amount}"


class Review(models.Model):
    """A reviewer's score of an application; others' are read once one's own is final."""

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
            ),
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
