"""What is offered to an applicant, fund by fund, and the ledger of each fund."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from events.lifecycle import AppendOnly, Staged, known_states
from events.travel import currencies
from events.travel.models.application import TravelApplication
from events.travel.models.fund import MoneyField, TravelFund
from people.models import Person


class OfferState(models.TextChoices):
    STAGED = "staged"
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    SETTLED = "settled"


class Offer(Staged):
    """One offer; its money is reserved from the moment it is staged until it ends."""

    PAGES_OF: ClassVar[str] = "application__registration__sprint"

    State = OfferState

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
            known_states("offer", OfferState),
        ]

    def __str__(self) -> str:
        return f"Offer {self.number} to {self.application.registration.person}"

    @property
    def total(self) -> Decimal:
        """What all its funds give; offers are made in one currency, the program's."""
        return sum((row.amount for row in self.allocations.all()), Decimal(0))


class Allocation(models.Model):
    """What one fund gives to one offer, and who pays: the person in advance, or the fund itself."""

    PAGES_OF: ClassVar[str] = "offer__application__registration__sprint"

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

    @property
    def in_words(self) -> str:
        return currencies.in_words(self.amount, self.fund.currency)


class FundEntry(AppendOnly):
    """One movement of a fund, with what stood in it afterwards."""

    class Kind(models.TextChoices):
        DEPOSIT = "deposit", "deposit"
        REDUCE = "reduce", "taken out"
        RESERVE = "reserve", "reserved"
        RELEASE = "release", "set free"

    # How each kind moves (amount, committed).
    MOVES = {
        Kind.DEPOSIT: (1, 0),
        Kind.REDUCE: (-1, 0),
        Kind.RESERVE: (0, 1),
        Kind.RELEASE: (0, -1),
    }

    fund = models.ForeignKey(TravelFund, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount = MoneyField()
    allocation = models.ForeignKey(
        Allocation, on_delete=models.PROTECT, null=True, related_name="entries"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=400, blank=True)
    committed_after = MoneyField()
    paid_after = MoneyField()

    class Meta:
        verbose_name_plural = "fund entries"
        constraints = [
            models.CheckConstraint(
                name="fund_entry_is_positive",
                condition=Q(amount__gt=0),
                violation_error_message="An amount of money is more than nothing.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"
