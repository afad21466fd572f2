"""Which conflicts there are, and how much each of them matters."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a conflict matters: ERROR to everybody, OVERRIDABLE unless the team says why."""

    ERROR = "error"
    OVERRIDABLE = "overridable"
    WARNING = "warning"


@dataclass(frozen=True)
class Conflict:
    """`about`: what one would change to be rid of it: time, room, people or agenda."""

    severity: Severity
    code: str
    sentence: str
    about: str = ""


KINDS = {
    "bad_times": (Severity.ERROR, "time"),
    "outside_sprint": (Severity.ERROR, "time"),
    "room_unknown": (Severity.ERROR, "room"),
    "room_taken": (Severity.ERROR, "room"),
    "room_closed": (Severity.ERROR, "room"),
    # Overridable: the room may be told later, in the programme note.
    "room_missing": (Severity.OVERRIDABLE, "room"),
    "over_capacity": (Severity.OVERRIDABLE, "room"),
    "missing_equipment": (Severity.OVERRIDABLE, "room"),
    "chair_clash": (Severity.OVERRIDABLE, "people"),
    "required_clash": (Severity.OVERRIDABLE, "people"),
    "group_clash": (Severity.OVERRIDABLE, "people"),
    "required_absent": (Severity.OVERRIDABLE, "people"),
    "required_remote": (Severity.WARNING, "people"),
    "rsvp_clash": (Severity.WARNING, "people"),
    "late_hour": (Severity.WARNING, "time"),
    "group_hours": (Severity.WARNING, "time"),
    "short_notice": (Severity.WARNING, "time"),
    "no_agenda": (Severity.WARNING, "agenda"),
}
GRAVEST_FIRST = list(Severity)


def conflict(code: str, sentence: str) -> Conflict:
    severity, about = KINDS[code]
    return Conflict(severity, code, sentence, about)
