"""People and the organizations behind them."""

import zoneinfo
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from people.names import SortKeyField, validate_visible
from people.revisions import Dated, columns_to_save

NAME_LENGTH = 200


# Not places: what these mean differs between machines, or is nothing.
TIME_ZONES = frozenset(zoneinfo.available_timezones()) - {"localtime", "posixrules", "Factory"}


def validate_time_zone(name: str) -> None:
    """Accept the names of the IANA time zone database alone."""
    if name not in TIME_ZONES:
        raise ValidationError(
            "“%(name)s” is not the name of a time zone. A good one is Europe/Prague.",
            params={"name": name},
        )


class PersonQuerySet(models.QuerySet):
    def update(self, **values):
        """A name changes by a save, which computes the place in the alphabet."""
        if {"name", "sort_name"} & values.keys() and "sort_key" not in values:
            raise TypeError("Save each person whose name changes; an update leaves the sort key.")
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def alphabetical(self):
        return self.order_by("sort_key", "pk")


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields) -> "Person":
        person = self.model(email=email.lower(), **fields)
        person.set_password(password)
        person.save()
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "Person":
        return self.create_user(email, password, **fields, is_superuser=True)


class Person(AbstractBaseUser):
    """Somebody who takes part, with or without an account; logs in by e-mail address.

    What a person may do comes from the roles in each sprint's team and from nothing else; a
    superuser sees everything.
    """

    PAGES_OF: ClassVar[str] = "site"
    UNSEEN: ClassVar[set[str]] = {"last_login", "password"}

    email = models.EmailField(
        "e-mail address",
        unique=True,
        null=True,
        blank=True,
        error_messages={"unique": "Somebody with this e-mail address is here already."},
        help_text="Empty for people of past sprints who never logged in.",
    )
    name = models.CharField(
        max_length=NAME_LENGTH,
        validators=[validate_visible],
        help_text="As you write it, the whole name in one field.",
    )
    sort_name = models.CharField(
        "sorted as",
        max_length=NAME_LENGTH,
        blank=True,
        validators=[validate_visible],
        help_text="Only if lists put you in the wrong place. The last word counts first.",
    )
    sort_key = SortKeyField()
    call_name = models.CharField(
        "called",
        max_length=NAME_LENGTH,
        blank=True,
        validators=[validate_visible],
        help_text="The short name that people call you by.",
    )
    introduction = models.CharField(
        max_length=300,
        blank=True,
        validators=[validate_visible],
        help_text="A few words about you, for the list of participants.",
    )
    time_zone = models.CharField(
        max_length=64,
        blank=True,
        validators=[validate_time_zone],
        help_text="In which you want to see times. Empty: each sprint's own.",
    )
    github = models.CharField(
        "GitHub name",
        max_length=39,
        blank=True,
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9](-?[A-Za-z0-9])*\Z",
                "A GitHub name has letters, digits and single hyphens.",
            )
        ],
    )
    is_active = models.BooleanField(default=True)
    is_superuser = models.BooleanField("sees everything", default=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                name="person_email_in_lower_case",
                condition=Q(email=Lower("email")) & ~Q(email=""),
                violation_error_message="An e-mail address is kept in lower case.",
            ),
            models.CheckConstraint(
                name="person_has_a_name",
                condition=~Q(name=""),
                violation_error_message="A person needs a name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *, update_fields=None, **kwargs):
        update_fields = columns_to_save(self, update_fields)
        if update_fields is not None and not update_fields.isdisjoint({"name", "sort_name"}):
            update_fields.add("sort_key")
        super().save(update_fields=update_fields, **kwargs)

    def clean(self):
        self.email = self.email.lower() if self.email else None

    def get_short_name(self) -> str:
        return self.call_name or self.name

    get_full_name = __str__

    @property
    def is_staff(self) -> bool:
        """Django's own pages ask this; who may enter our back office is config.admin's to say."""
        return self.is_active and self.is_superuser

    def has_perm(self, permission, record=None) -> bool:
        return self.is_staff

    has_perms = has_module_perms = has_perm


class InterestGroup(Dated):
    """People of a project who work on one subject, over many sprints."""

    PAGES_OF: ClassVar[str] = "site"

    name = models.CharField(max_length=NAME_LENGTH, validators=[validate_visible])
    slug = models.SlugField(unique=True)
    purpose = models.TextField(blank=True, max_length=4000, help_text="Markdown.")
    channel_url = models.URLField(
        "public channel",
        blank=True,
        help_text="Where the group's discussions go on: a forum category, a tracker, a list.",
    )
    confidential = models.BooleanField(
        default=False, help_text="What the group notes down is never public."
    )
    archived = models.BooleanField(default=False, help_text="The group no longer meets.")
    people = models.ManyToManyField(Person, through="GroupMember", related_name="interest_groups")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="interest_group_name_once",
                violation_error_message="A group with this name is here already.",
            ),
            models.CheckConstraint(
                name="interest_group_has_a_channel",
                condition=Q(confidential=True) | ~Q(channel_url=""),
                violation_error_message="A group needs a public channel, unless it is confidential.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """Somebody's part in an interest group."""

    PAGES_OF: ClassVar[str] = "site"

    class Role(models.TextChoices):
        CHAIR = "chair", "chair"
        MEMBER = "member", "member"

    group = models.ForeignKey(InterestGroup, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    since = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                name="group_member_once",
                violation_error_message="This person is in this group already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


class Organization(models.Model):
    """A company or foundation: host, sponsor, employer or payer, each said elsewhere."""

    PAGES_OF: ClassVar[str] = "site"

    name = models.CharField(max_length=NAME_LENGTH, validators=[validate_visible])
    slug = models.SlugField(unique=True)
    url = models.URLField("website", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="organization_name_once",
                violation_error_message="An organization with this name is here already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
