"""One day as a table: rooms across, time down, a row for each half hour."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from events.meetings import rules
from events.meetings.display.clock import Clock
from events.meetings.display.lines import Line
from events.meetings.models import Meeting, Room
from events.sprints.models import Sprint

STEP = datetime.timedelta(minutes=30)


@dataclass(frozen=True)
class Cell:
    """A meeting over `rows` rows, or half an hour in which there is none."""

    line: Line | None = None
    rows: int = 1


@dataclass(frozen=True)
class Column:
    """A room; more than one lane wide where meetings overlap in it."""

    heading: str
    lanes: int


@dataclass(frozen=True)
class Row:
    label: str
    is_full_hour: bool
    cells: list[Cell]


@dataclass(frozen=True)
class Grid:
    columns: list[Column]
    rows: list[Row]


@dataclass
class Lane:
    """What stands in one column of the table: the cell that begins in each row."""

    begins: dict[int, Cell] = field(default_factory=dict)
    free_from: int = 0
    ends_at: datetime.datetime | None = None
    covered: set[int] = field(default_factory=set)

    def takes(self, meeting: Any, last: int) -> bool:
        """Whether the meeting comes after all that stands here, and a row is left for it."""
        is_later = self.ends_at is None or self.ends_at <= meeting.starts_at
        return is_later and self.free_from < last

    def put(self, meeting: Any, line: Line, first: int, last: int) -> None:
        """One that begins in the half hour in which another ends is shown from the next row on."""
        first = max(first, self.free_from)
        self.begins[first] = Cell(line, last - first)
        self.covered.update(range(first + 1, last))
        self.free_from, self.ends_at = last, meeting.ends_at

    def cell(self, row: int) -> Cell | None:
        return None if row in self.covered else self.begins.get(row, Cell())


def grid(
    sprint: Sprint,
    day: datetime.date,
    rooms: Iterable[Room],
    meetings: Mapping[Meeting, Line],
    clock: Clock,
) -> Grid:
    """The meetings that begin on this day, in order of time; the last row is the last one's end.

    Rows are counted in UTC from the day's first moment: a day of 25 hours has fifty of them.
    """
    begins, _ = rules.day_bounds(sprint, day)
    columns, lanes = [], []
    for room, heading in [*((room.pk, room.name) for room in rooms), (None, "Without a room")]:
        here = [(meeting, line) for meeting, line in meetings.items() if meeting.room_id == room]
        own = _lanes(here, begins)
        if own or room is not None:
            columns.append(Column(heading, max(len(own), 1)))
            lanes += own or [Lane()]
    starts = [row for lane in lanes for row in lane.begins]
    ends = [lane.free_from for lane in lanes]
    rows = range(min(starts), max(ends)) if starts else range(0)
    return Grid(columns, _rows(rows, lanes, begins, day, clock))


def _lanes(here: Sequence[tuple[Any, Line]], begins: datetime.datetime) -> list[Lane]:
    """As few columns side by side as meetings that overlap need."""
    lanes: list[Lane] = []
    for meeting, line in here:
        first = (meeting.starts_at - begins) // STEP
        last = -((begins - meeting.ends_at) // STEP)
        lane = next((lane for lane in lanes if lane.takes(meeting, last)), None)
        if lane is None:
            lane = Lane()
            lanes.append(lane)
        lane.put(meeting, line, first, last)
    return lanes


def _rows(
    rows: range, lanes: list[Lane], begins: datetime.datetime, day: datetime.date, clock: Clock
) -> list[Row]:
    found = []
    before = ""
    for row in rows:
        moment = begins + row * STEP
        zone = clock.abbreviation(moment)
        label = clock.time(moment, day)
        cells = [cell for lane in lanes if (cell := lane.cell(row)) is not None]
        named = label if zone == before else f"{label} {zone}"
        found.append(Row(named, label[3:5] == "00", cells))
        before = zone
    return found
