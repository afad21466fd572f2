"""What only organizers and the desk may read of a registration."""

from django.db import models

from events.registration.models.registration import Registration
from people.models import NAME_LENGTH
from people.names import validate_visible


class PrivateDetails(models.Model):
    """What only organizers and the desk may read, and what is deleted after the sprint."""

    SIZES = [(size, size) for size in ("XS", "S", "M", "L", "XL", "XXL", "3XL")]
    CONTENTS = (
        "diet",
        "allergies",
        "accessibility",
        "emergency_name",
        "emergency_phone",
        "tshirt",
        "note",
    )

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="private_details"
    )
    diet = models.CharField(max_length=200, blank=True, validators=[validate_visible])
    allergies = models.CharField(max_length=400, blank=True, validators=[validate_visible])
    accessibility = models.CharField("accessibility needs", max_length=400, blank=True)
    emergency_name = models.CharField(
        "emergency contact", max_length=NAME_LENGTH, blank=True, validators=[validate_visible]
    )
    emergency_phone = models.CharField(
        "their phone number", max_length=40, blank=True, validators=[validate_visible]
    )
    tshirt = models.CharField("T-shirt", max_length=4, choices=SIZES, blank=True)
    note = models.TextField("note to the organizers", max_length=2000, blank=True)
    purged_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name_plural = "private details"

    def __str__(self) -> str:
        return f"Private details of {self.registration_id}"
