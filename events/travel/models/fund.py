"""Where the money comes from, and the ledger of what was promised of it."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from events.sprints.models import Sprint
from events.sprints.models.series import FIRST_YEAR, LAST_YEAR
from events.sprints.models.sprint import SPAN
from events.travel import currencies
from people.models import NAME_LENGTH, Organization
from people.names import validate_visible


class Category(models.TextChoices):
    TRANSPORT = "transport", "getting there and back"
    LODGING = "lodging", "lodging"
    VISA = "visa", "visa and entry fees"
    LOCAL = "local", "local transport"
    CARE = "care", "care for dependants"
    OTHER = "other", "something else"


def validate_categories(chosen: Any) -> None:
    if not isinstance(chosen, list) or not set(map(str, chosen)) <= set(Category.values):
        raise ValidationError(f"Choose among: {', '.join(Category.values)}.")


class MoneyField(models.DecimalField):
    """An amount with the places of any currency; another field names which."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(
            *args, **{"max_digits": 12, "decimal_places": currencies.MOST_PLACES} | kwargs
        )


class TravelProgram(models.Model):
    """How one sprint helps people to come: when to ask, by when to answer, in which currency."""

    PAGES_OF: ClassVar[str] = "sprint"

    sprint = models.OneToOneField(Sprint, on_delete=models.PROTECT, related_name="travel_program")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    currency = models.CharField(max_length=3, choices=currencies.CHOICES)
    offer_days = models.PositiveSmallIntegerField(
        default=10, help_text="Days in which an offer can be accepted."
    )
    min_reviews = models.PositiveSmallIntegerField(
        "reviews needed", default=2, help_text="Before a decision, unless with a reason."
    )
    claim_deadline = models.DateField(
        "receipts until", null=True, blank=True, help_text="Empty: thirty days after the sprint."
    )
    policy = models.TextField(blank=True, help_text="Markdown. What is paid, and what is not.")
    contact_email = models.EmailField(
        "contact",
        blank=True,
        help_text="For questions and receipts. Empty: the contact of the sprint.",
    )
    receipt_retention_days = models.PositiveSmallIntegerField(default=90)
    text_retention_days = models.PositiveSmallIntegerField(
        "words kept for",
        default=60,
        help_text="Days after the sprint until what people wrote is deleted; amounts and dates stay.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="travel_program_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message="Applications cannot close before they open.",
            ),
            models.CheckConstraint(
                name="travel_program_in_plausible_years",
                condition=Q(opens_at__range=SPAN, closes_at__range=SPAN),
                violation_error_message=f"Applications open and close between {FIRST_YEAR} and {LAST_YEAR}.",
            ),
            models.CheckConstraint(
                name="travel_program_offers_last_a_day",
                condition=Q(offer_days__gte=1),
                violation_error_message="An offer has to last at least a day.",
            ),
        ]

    def __str__(self) -> str:
        return f"Travel sponsorship of {self.sprint}"


class TravelFund(models.Model):
    """What one organization gives for travel; `committed` and `paid` are the ledger's sums.

    Nothing but the ledger changes these two, and the amount (`events.travel.ledger`).
    """

    PAGES_OF: ClassVar[str] = "sprint"

    # What is promised shows on no public page, and must not tell that somebody decides.
    UNSEEN: ClassVar[set[str]] = {"committed", "paid"}

    sprint = models.ForeignKey(Sprint, on_delete=models.PROTECT, related_name="travel_funds")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="travel_funds"
    )
    name = models.CharField(max_length=NAME_LENGTH, validators=[validate_visible])
    currency = models.CharField(max_length=3, choices=currencies.CHOICES)
    amount = MoneyField(default=0, editable=False)
    committed = MoneyField(default=0, editable=False)
    paid = MoneyField(default=0, editable=False)
    payment_instructions = models.TextField(
        blank=True, max_length=4000, help_text="Who pays, and how to be paid: in each offer."
    )
    categories = models.JSONField(
        default=list,
        blank=True,
        validators=[validate_categories],
        help_text="What it may pay. Empty: everything.",
    )
    commit_until = models.DateField(
        null=True, blank=True, help_text="Last day on which it can be promised to somebody."
    )
    report_required = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    shown_publicly = models.BooleanField(default=False)
    amount_public = models.BooleanField(default=False)
    blurb = models.CharField(max_length=400, blank=True, validators=[validate_visible])
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fund_never_over_committed",
                condition=Q(paid__gte=0, committed__gte=F("paid"), amount__gte=F("committed")),
                violation_error_message="A fund cannot promise more than it has, nor pay more than "
                "it has promised.",
            ),
            models.UniqueConstraint(
                fields=["sprint", "name"],
                name="fund_name_once_a_sprint",
                violation_error_message="Another fund of this sprint has this name already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def free(self):
        return self.amount - self.committed
