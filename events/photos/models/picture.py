"""One picture of somebody or something: a person's portrait, an organization's logo."""

from django.db import models

from people.models import Organization, Person
from people.revisions import Revised


class Picture(Revised):
    """A small picture that is shown beside a name; the file that was sent is not kept."""

    folder = models.CharField(max_length=32, blank=True, editable=False)
    widths = models.JSONField(default=list, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    incoming = models.CharField(
        max_length=32, blank=True, editable=False, help_text="The folder of a file to be prepared."
    )
    reason = models.CharField(
        max_length=400, blank=True, editable=False, help_text="Why the last file was not taken."
    )

    class Meta:
        abstract = True

    @property
    def file_names(self) -> list[str]:
        return [f"{width}.webp" for width in self.widths]


class Portrait(Picture):
    """A person's picture, shown wherever the name is listed."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="portrait")

    def __str__(self) -> str:
        return f"Portrait of {self.person}"


class Logo(Picture):
    """An organization's logo, shown where it is thanked."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="logo")

    def __str__(self) -> str:
        return f"Logo of {self.organization}"
