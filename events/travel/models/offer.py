"""What is offered to an applicant, fund by fund."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from events.lifecycle import Staged
from events.travel.models.application import TravelApplication
from events.travel.models.fund import MoneyField, TravelFund


class OfferQuerySet(models.QuerySet):
    def released(self):
        """Those that the applicant has seen; the others are the team's alone, for ever."""
        return self.exclude(released_at=None)


class Offer(Staged):
    """One offer; its money is reserved from the moment it is staged until it ends."""

    class State(models.TextChoices):
        STAGED = "staged"
        OPEN = "open"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        EXPIRED = "expired"
        REVOKED = "revoked"
        CANCELLED = "cancelled"
        SETTLED = "settled"

    STEPS: ClassVar[dict[str, set[str]]] = {
        State.STAGED: {State.OPEN, State.REVOKED},
        State.OPEN: {State.ACCEPTED, State.REFUSED, State.EXPIRED, State.REVOKED},
        State.ACCEPTED: {State.CANCELLED, State.SETTLED},
        State.REFUSED: set(),
        State.EXPIRED: set(),
        State.REVOKED: set(),
        State.CANCELLED: set(),
        State.SETTLED: set(),
    }
    HOLDS_MONEY = (State.STAGED, State.OPEN, State.ACCEPTED)

    application = models.ForeignKey(
        TravelApplication, on_delete=models.PROTECT, related_name="offers"
    )
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=20, choices=State.choices, default=State.STAGED, editable=False
    )
    message = models.TextField(blank=True, max_length=4000)
    expires_at = models.DateTimeField(null=True, editable=False)
    released_at = models.DateTimeField(null=True, editable=False)
    responded_at = models.DateTimeField(null=True, editable=False)
    terms = models.TextField(blank=True, editable=False, help_text="As they were accepted.")
    reminded_days = models.PositiveSmallIntegerField(
        null=True, editable=False, help_text="Days before its end at the last reminder."
    )
    absence_told_at = models.DateTimeField(
        null=True, editable=False, help_text="When the managers read that the person stays away."
    )

    objects: ClassVar[Any] = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"],
                name="offer_number_once",
                violation_error_message="Another offer has this number.",
            ),
            models.UniqueConstraint(
                fields=["application"],
                name="offer_live_once",
                condition=Q(state__in=["staged", "open", "accepted"]),
                violation_error_message="This application has an offer already.",
            ),
            models.CheckConstraint(
                name="offer_open_has_a_deadline",
                condition=~Q(state="open") | Q(released_at__isnull=False, expires_at__isnull=False),
                violation_error_message="An offer needs a deadline.",
            ),
            models.CheckConstraint(
                name="offer_accepted_in_time",
                condition=~Q(state="accepted")
                | Q(
                    responded_at__isnull=False,
                    expires_at__isnull=False,
                    responded_at__lt=F("expires_at"),
                ),
                violation_error_message="An offer is accepted before its deadline.",
            ),
            models.CheckConstraint(
                name="offer_state_known",
                condition=Q(
                    state__in=[
                        "staged",
                        "open",
                        "accepted",
                        "refused",
                        "expired",
                        "revoked",
                        "cancelled",
                        "settled",
                    ]
                ),
                violation_error_message="An offer has no such state.",
            ),
        ]

    def __str__(self) -> str:
        return f"Offer {self.number} to {self.application.registration.person}"


class Allocation(models.Model):
    """What one fund gives to one offer, and who pays: the person in advance, or the fund itself."""

    class Mode(models.TextChoices):
        REIMBURSE = "reimburse", "you pay and are reimbursed"
        DIRECT = "direct", "booked and paid for you"

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="allocations")
    fund = models.ForeignKey(TravelFund, on_delete=models.PROTECT, related_name="allocations")
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.REIMBURSE)
    amount = MoneyField()
    settled_amount = MoneyField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "fund", "mode"],
                name="allocation_once",
                violation_error_message="This fund stands in the offer already.",
            ),
            models.CheckConstraint(
                name="allocation_is_positive",
                condition=Q(amount__gt=0),
                violation_error_message="A fund gives more than nothing.",
            ),
            models.CheckConstraint(
                name="allocation_settles_within_offer",
                condition=Q(settled_amount=None)
                | Q(settled_amount__gte=0, settled_amount__lte=F("amount")),
                violation_error_message="No more is settled than was offered.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} from {self.fund}"
