"""What an organization gave to participants, and who has got theirs."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from events.registration.models import Registration
from events.sprints.models import Sprint
from people.models import NAME_LENGTH, Organization, Person
from people.names import validate_visible
from people.revisions import Revised


class Gift(Revised):
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
            ),
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
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gift} to {self.registration_id}"
