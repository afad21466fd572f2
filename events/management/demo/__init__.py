"""The demo: a past sprint and a coming one. Its records are the files beside this module."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.utils.text import slugify

from events.sprints.models import Sprint
from people.models import InterestGroup, Organization, Person

FOLDER = Path(__file__).parent
PASSWORD = "sprintbook"  # noqa: S105 -- of accounts that exist only while DEBUG is on
Row = dict[str, Any]


def read(name: str) -> Row:
    """One file of the demo. A number with a decimal point is an amount of money."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"), parse_float=Decimal)


def what_to_try() -> dict[str, str]:
    """What each account is good for, by its email address."""
    return {f"{row['login']}@example.org": row["try"] for row in read("quill")["accounts"]}


def add_rows(model: type[Model], rows: list[Row], **fields: Any) -> None:
    """In the order of their positions. An organization is given by its name."""
    for position, row in enumerate(rows):
        if "organization" in row:
            row["organization"] = organization(row["organization"])
        model._default_manager.create(position=position, **fields, **row)


def organization(name: str) -> Organization:
    return Organization.objects.get_or_create(name=name, defaults={"slug": slugify(name)})[0]


def group(name: str, **fields: Any) -> InterestGroup:
    fields["slug"] = slugify(name)
    return InterestGroup.objects.get_or_create(name=name, defaults=fields)[0]


def people_of(sprint: Sprint) -> dict[str, Person]:
    """By name, in the order in which they registered."""
    rows = sprint.registrations.select_related("person").order_by("pk")
    return {row.person.name: row.person for row in rows}
