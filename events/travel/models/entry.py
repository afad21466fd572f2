"""The ledger: each movement of a fund, written once."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from events.lifecycle import AppendOnly
from events.travel.models.fund import MoneyField, TravelFund
from events.travel.models.offer import Allocation
from people.models import Person


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
