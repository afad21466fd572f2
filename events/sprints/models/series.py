"""A series of sprints, with the texts that never change."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from people.models import NAME_LENGTH
from people.names import validate_visible

FIRST_YEAR, LAST_YEAR = 1950, 2200  # what lies outside is a slip of the hand


class Mode(models.TextChoices):
    """How people come together."""

    IN_PERSON = "in_person", "in person"
    REMOTE = "remote", "remote"
    HYBRID = "hybrid", "hybrid"


class Series(models.Model):
    """Sprints of one project over the years, with the texts that never change."""

    PAGES_OF: ClassVar[str] = "site"

    name = models.CharField(max_length=NAME_LENGTH, validators=[validate_visible])
    slug = models.SlugField(unique=True)
    about = models.TextField(blank=True, help_text="Markdown.")
    decision_policy = models.TextField(
        blank=True, help_text="Markdown. Where and how the project takes its decisions."
    )
    family_thanks = models.TextField(
        blank=True, help_text="Markdown. Thanks to those who stay at home."
    )

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="series_name_once",
                violation_error_message="A series with this name is here already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Channel(models.Model):
    """A public place where a series' project takes its decisions."""

    PAGES_OF: ClassVar[str] = "site"

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="channels")
    label = models.CharField(max_length=NAME_LENGTH, validators=[validate_visible])
    url = models.URLField("address")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "url"],
                name="channel_once_in_series",
                violation_error_message="This channel is listed already.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class EarlierYear(models.Model):
    """A year in which the series met, of which no more than the mode is known here."""

    PAGES_OF: ClassVar[str] = "site"

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="earlier_years")
    year = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=10, choices=Mode.choices)
    source = models.CharField(max_length=400, blank=True, help_text="Where this is said.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year"],
                name="earlier_year_once_in_series",
                violation_error_message="This year is listed already.",
            ),
            models.CheckConstraint(
                name="earlier_year_plausible",
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                violation_error_message=f"A year has four digits and lies after {FIRST_YEAR}.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}, {self.get_mode_display()}"
