"""What leaves the area as data: lists of participants for spreadsheets, and one person's own."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.admin.utils import label_for_field
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet, TextChoices
from tablib import Dataset

from events.lifecycle import Transition
from events.registration import rules
from events.registration.models import Financing, PrivateDetails, Registration
from events.sprints.models import Sprint
from people.models import Person

# What spreadsheets take for the beginning of a formula (CWE-1236), in its wide forms, too.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Characters that XML 1.0, and with it an XLSX file, cannot hold.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
YES_OR_NO = {True: "yes", False: "no", None: ""}
Column = tuple[str, Callable[[Registration], Any]]


class Sheet(TextChoices):
    TEAM = "team", "Every registration, for the team"
    PRIVATE = "private", "The same, with private details"
    PUBLIC = "public", "To hand on: the names that everybody may read"


def in_one_cell(items: Iterable[str]) -> str:
    return "; ".join(items)


def roles(row: Any) -> str:
    """In words, of a registration or of whoever is to get one."""
    return in_one_cell(Registration.Role(role).label for role in row.roles)


def organizations(row: Registration) -> str:
    return in_one_cell(paid.organization.name for paid in row.financing.all())


def private(heading: str, value: Callable[[Registration], Any]) -> Column:
    """A column of what only organizers and the desk may read; empty once a registration ended."""
    return heading, lambda row: value(row) if row.is_live else ""


def detail(name: str) -> Column:
    heading = str(label_for_field(name, PrivateDetails))
    return private(heading, lambda row: getattr(getattr(row, "private_details", None), name, ""))


FOR_EVERYBODY: list[Column] = [
    ("name", lambda row: row.person.name),
    ("organizations", organizations),
    ("roles", roles),
    ("mode", lambda row: row.get_mode_display()),
]
FOR_THE_TEAM: list[Column] = [
    *FOR_EVERYBODY,
    ("sorted as", lambda row: row.person.sort_name),
    ("e-mail", lambda row: row.person.email),
    ("state", lambda row: row.get_state_display()),
    ("number in the queue", lambda row: row.queue_no),
    ("days", lambda row: in_one_cell(row.days)),
    ("attended", lambda row: row.attended),
    ("name shown to", lambda row: row.listed),
    ("in photos", lambda row: row.photo_consent),
    ("named in photos", lambda row: YES_OR_NO[row.photo_name_consent]),
    ("first sprint", lambda row: YES_OR_NO[row.first_time]),
    ("registered at", lambda row: f"{row.created_at:%Y-%m-%d %H:%M} UTC"),
]
WITH_PRIVATE_DETAILS: list[Column] = [
    *FOR_THE_TEAM,
    private("travels from", lambda row: str(row.travels_from)),
    *map(detail, PrivateDetails.CONTENTS),
]
COLUMNS = {
    Sheet.PUBLIC: FOR_EVERYBODY,
    Sheet.TEAM: FOR_THE_TEAM,
    Sheet.PRIVATE: WITH_PRIVATE_DETAILS,
}


def harmless(value: Any) -> Any:
    """The value as no spreadsheet computes it: an apostrophe marks it as text."""
    if not isinstance(value, str):
        return value
    text = NOT_IN_XML.sub("", value)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def rows_of(sprint: Sprint, sheet: Sheet) -> QuerySet[Registration]:
    """Two queries. Whoever may not be named before everybody is handed on to nobody."""
    financing = Financing.objects.select_related("organization").order_by("pk")
    rows = sprint.registrations.select_related("person", "private_details")
    if sheet == Sheet.PUBLIC:
        rows, financing = rows.visible_to(AnonymousUser()), financing.filter(private=False)
    return rows.prefetch_related(Prefetch("financing", financing)).order_by(
        "person__sort_key", "pk"
    )


def participants(sprint: Sprint, sheet: Sheet) -> Dataset:
    """The registrations of one sprint, line by line, in alphabetical order."""
    columns = COLUMNS[sheet]
    dataset = Dataset(headers=[heading for heading, _ in columns])
    for row in rows_of(sprint, sheet):
        dataset.append([harmless(value(row)) for _, value in columns])
    return dataset


# What a person's own data leaves out of a registration: keys, and what only the team works with.
NOT_EXPORTED = {
    *("id", "state_changed_at", "sprint", "person", "travels_from"),
    *("priority", "overbooked", "entered_by_hand", "reminded_at"),
}


def personal_data(person: Person) -> dict:
    """Registrations with their history and private details, and every invitation."""
    rows = Registration.objects.filter(person=person).select_related("sprint", "private_details")
    invitations = rules.invitations_to(person)
    return {
        "registrations": [registration_data(row) for row in rows.order_by("pk")],
        "invitations": list(
            invitations.values("sprint__slug", "email", "name", "message", "state", "last_sent_at")
        ),
    }


def registration_data(row: Registration) -> dict:
    columns = [field.name for field in Registration._meta.concrete_fields]
    details = getattr(row, "private_details", None)
    return {
        "sprint": row.sprint.slug,
        **{name: getattr(row, name) for name in columns if name not in NOT_EXPORTED},
        "travels_from": str(row.travels_from),
        "organizations": list(row.financing.values("organization__name", "private")),
        "private_details": details
        and {name: getattr(details, name) for name in PrivateDetails.CONTENTS},
        "history": list(Transition.objects.of(row).values("from_state", "to_state", "why", "at")),
    }
