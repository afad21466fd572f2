"""A programme in words: one day as a table, now and next, what has changed."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from events.meetings import rules
from events.meetings.display.clock import Clock, day_in_words
from events.meetings.display.meetings import Item, addresses, day_of, is_now, item
from events.meetings.models import Meeting, ProgrammeChange, Room
from events.registration.display import weekday
from events.sprints.display import day as date_in_words
from events.sprints.models import Sprint
from events.sprints.rules import is_over, is_running, today

STEP = datetime.timedelta(minutes=30)
HIDDEN = "A meeting that is no longer public"


class Block(NamedTuple):
    """A meeting in one column of the table, from its first row up to its last one."""

    first: int
    last: int
    ends_at: datetime.datetime
    meeting: Item


def grid(
    sprint: Sprint,
    day: datetime.date,
    rooms: Iterable[Room],
    meetings: Mapping[Meeting, Item],
    clock: Clock,
) -> dict[str, Any]:
    """Rooms across, half hours down; a room has several lanes where its meetings overlap.

    Rows are counted in UTC from the day's first moment: a day of 25 hours has fifty of them.
    """
    begins, _ = rules.day_bounds(sprint, day)
    columns: list[dict[str, Any]] = []
    lanes: list[list[Block]] = []
    for room, heading in [*((room.pk, room.name) for room in rooms), (None, "Without a room")]:
        here = [pair for pair in meetings.items() if pair[0].room_id == room]
        own = _lanes(here, begins)
        if own or room is not None:
            columns.append({"heading": heading, "lanes": max(len(own), 1)})
            lanes += own or [[]]
    blocks = [block for lane in lanes for block in lane]
    first = min((one.first for one in blocks), default=0)
    rows = range(first, max((one.last for one in blocks), default=0))
    return {"columns": columns, "rows": _rows(rows, lanes, begins, day, clock)}


def _lanes(here: Sequence[tuple[Any, Item]], begins: datetime.datetime) -> list[list[Block]]:
    """As few lanes as meetings that overlap need.

    A meeting that begins in the half hour in which another ends starts in the next row.
    """
    lanes: list[list[Block]] = []
    for meeting, its_item in here:
        first = (meeting.starts_at - begins) // STEP
        last = -((begins - meeting.ends_at) // STEP)
        for lane in lanes:
            before = lane[-1]
            if before.ends_at <= meeting.starts_at and before.last < last:
                lane.append(Block(max(first, before.last), last, meeting.ends_at, its_item))
                break
        else:
            lanes.append([Block(first, last, meeting.ends_at, its_item)])
    return lanes


def _cell(lane: list[Block], row: int) -> dict[str, Any] | None:
    """A meeting over some rows, or half an hour without one; None below a meeting's first row."""
    for block in lane:
        if block.first == row:
            return {"meeting": block.meeting, "rows": block.last - row}
        if block.first < row < block.last:
            return None
    return {"rows": 1}


def _rows(
    rows: range,
    lanes: list[list[Block]],
    begins: datetime.datetime,
    day: datetime.date,
    clock: Clock,
) -> list[dict[str, Any]]:
    """The rows with their times; the zone is named in the first row and where it changes."""
    labelled, before = [], ""
    for row in rows:
        moment = begins + row * STEP
        zone, label = clock.abbreviation(moment), clock.time(moment, day)
        labelled.append(
            {
                "label": label if zone == before else f"{label} {zone}",
                "is_full_hour": label[3:5] == "00",
                "cells": [cell for lane in lanes if (cell := _cell(lane, row))],
            }
        )
        before = zone
    return labelled


def rooms_now(
    sprint: Sprint, rooms: Iterable[Room], meetings: Iterable[Any], clock: Clock
) -> list[dict[str, Any]]:
    """The meetings that have not ended, earliest first, each with `present` points of its agenda."""
    by_room: dict[int | None, list[Any]] = {}
    for meeting in meetings:
        by_room.setdefault(meeting.room_id, []).append(meeting)
    named: list[tuple[Any, str, str]] = [(room.pk, room.name, room.where) for room in rooms]
    if None in by_room:
        named.append((None, "Without a room", ""))
    return [
        {"name": name, "where": where, **_now_and_next(sprint, by_room.get(pk, []), clock)}
        for pk, name, where in named
    ]


def _now_and_next(sprint: Sprint, meetings: list[Any], clock: Clock) -> dict[str, Any]:
    """`point`: of the present meeting's agenda. `next_day`: unless the next meeting is today."""
    address = addresses(sprint, clock)
    present = [meeting for meeting in meetings if is_now(meeting)]
    later = next((meeting for meeting in meetings if meeting not in present), None)
    day = later and day_of(later, clock)
    return {
        "now": [item(meeting, clock, address(meeting.pk)) for meeting in present],
        "point": next((point.title for meeting in present for point in meeting.present), ""),
        "next": later and item(later, clock, address(later.pk)),
        "next_day": weekday(day) if day and day != today(sprint) else "",
    }


def why_nothing_now(sprint: Sprint) -> str:
    """Why nothing takes place now, in one sentence; empty while the sprint runs."""
    if sprint.state == Sprint.State.CANCELLED:
        return "This sprint was cancelled."
    if is_over(sprint):
        return f"This sprint is over. It ended on {date_in_words(sprint.ends_on)}."
    if is_running(sprint):
        return ""
    return f"This sprint begins on {date_in_words(sprint.starts_on)}."


def change(
    row: ProgrammeChange,
    visible: Mapping[int, tuple[str, str]],
    rooms: Mapping[int, str],
    clock: Clock,
) -> dict[str, str]:
    """`visible`: title and address of the meetings that the reader may see; of others no details."""
    title, url = visible.get(row.meeting_id, (HIDDEN, ""))
    day = clock.day(row.at)
    return {
        "title": title,
        "url": url,
        "kind": row.get_kind_display(),
        "sentence": _sentence(row, rooms, clock) if url else "",
        "at": f"{day_in_words(day)}, {clock.time(row.at, day)} {clock.abbreviation(row.at)}",
    }


def _sentence(row: ProgrammeChange, rooms: Mapping[int, str], clock: Clock) -> str:
    """From where to where; for a meeting that has not moved, its time and room."""
    now, room = _when(row.after, clock), rooms.get(row.after.get("room"), "")
    if row.kind == ProgrammeChange.Kind.ROOM:
        before = rooms.get(row.before.get("room"), "no room")
        return f"{now}, from {before} to {room or 'no room'}"
    after = ", ".join(filter(None, (now, room)))
    is_moved = row.kind == ProgrammeChange.Kind.MOVED
    return f"From {_when(row.before, clock)} to {after}" if is_moved else after


def _when(snapshot: Mapping[str, Any], clock: Clock) -> str:
    span = rules.span_of(snapshot)
    if span is None:
        return ""
    day = clock.day(span[0])
    return f"{day_in_words(day)}, {clock.span(*span, day)}"
