"""What has changed in a programme, in words."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from events.meetings.display.clock import Clock, day_in_words
from events.meetings.models import ProgrammeChange

HIDDEN = "A meeting that is no longer public"
Kind = ProgrammeChange.Kind


@dataclass(frozen=True)
class Change:
    """One change; of a meeting that the reader may not see any more without address and sentence."""

    title: str
    url: str
    kind: str
    sentence: str
    at: str


def changes(
    rows: Iterable[ProgrammeChange],
    seen: Mapping[int, tuple[str, str]],
    rooms: Mapping[int, str],
    clock: Clock,
) -> list[Change]:
    """`seen`: title and address of the meetings that the reader may see."""
    return [_change(row, *seen.get(row.meeting_id, (HIDDEN, "")), rooms, clock) for row in rows]


def _change(
    row: ProgrammeChange, title: str, url: str, rooms: Mapping[int, str], clock: Clock
) -> Change:
    day = clock.day(row.at)
    return Change(
        title=title,
        url=url,
        kind=row.get_kind_display(),
        sentence=_sentence(row, rooms, clock) if url else "",
        at=f"{day_in_words(day)}, {clock.time(row.at, day)} {clock.abbreviation(row.at)}",
    )


def _sentence(row: ProgrammeChange, rooms: Mapping[int, str], clock: Clock) -> str:
    """From where to where; of what has not moved, when and where it is or would have been."""
    now, there = _when(row.after, clock), rooms.get(row.after.get("room"), "")
    if row.kind == Kind.ROOM:
        before = rooms.get(row.before.get("room"), "no room")
        return f"{now}, from {before} to {there or 'no room'}"
    after = ", ".join(filter(None, (now, there)))
    return f"From {_when(row.before, clock)} to {after}" if row.kind == Kind.MOVED else after


def _when(slot: Mapping[str, Any], clock: Clock) -> str:
    """The times that a change remembers (ISO 8601); empty if there were none."""
    if not slot.get("starts_at"):
        return ""
    starts_at, ends_at = (
        datetime.datetime.fromisoformat(slot[name]) for name in ("starts_at", "ends_at")
    )
    day = clock.day(starts_at)
    return f"{day_in_words(day)}, {clock.span(starts_at, ends_at, day)}"
