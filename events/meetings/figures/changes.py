"""What has changed in a programme, in words."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from events.meetings.figures.clock import Clock, day_in_words
from events.meetings.models import ProgrammeChange

HIDDEN = "A meeting that is no longer public"


@dataclass(frozen=True)
class Change:
    """One change; `url` is empty for a meeting that the reader may not see any more."""

    title: str
    url: str
    kind: str
    before: str
    after: str
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
    before, after = (_slot(slot, rooms, clock) for slot in (row.before, row.after))
    has_moved = row.kind in (ProgrammeChange.Kind.MOVED, ProgrammeChange.Kind.ROOM)
    day = clock.day(row.at)
    return Change(
        title=title,
        url=url,
        kind=row.get_kind_display(),
        before=before if has_moved else "",
        after=after,
        at=f"{day_in_words(day)}, {clock.time(row.at, day)} {clock.abbreviation(row.at)}",
    )


def _slot(slot: Mapping, rooms: Mapping[int, str], clock: Clock) -> str:
    """When and where, as a change remembers it."""
    words = []
    if slot.get("starts_at") and slot.get("ends_at"):
        starts_at, ends_at = (
            datetime.datetime.fromisoformat(slot[name]) for name in ("starts_at", "ends_at")
        )
        day = clock.day(starts_at)
        words += [day_in_words(day), clock.span(starts_at, ends_at, day)]
    if slot.get("room") in rooms:
        words.append(rooms[slot["room"]])
    return ", ".join(words)
