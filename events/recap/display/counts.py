"""Counts of commits, put together: what lies in one window, by one zone and of one source."""

import datetime
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from events.recap.display.words import ended
from events.recap.models import CommitCount

PUBLISHED = CommitCount.Source.PUBLISHED


def groups(counts: Iterable[CommitCount]) -> list[list[CommitCount]]:
    """Rows that were counted alike, repository by repository; only those can be compared."""
    found: dict[tuple, list[CommitCount]] = {}
    for row in counts:
        window = (row.window_start, row.window_end, row.time_zone)
        found.setdefault((row.repository_id, *window, row.source), []).append(row)
    return list(found.values())


def told(counts: Iterable[CommitCount]) -> list[list[CommitCount]]:
    """Of each repository the one group that text and chart tell; the others are in the numbers.

    What was published with its source comes before what we counted ourselves, since readers know
    it; of several such groups the one that was noted last.
    """
    found = groups(counts)
    best = {group[0].repository_id: group for group in sorted(found, key=_rank)}
    return [group for group in found if group is best[group[0].repository_id]]


def _rank(group: list[CommitCount]) -> tuple[bool, datetime.datetime, int]:
    return max((row.source == PUBLISHED, row.counted_at, row.pk) for row in group)


def branch_in_words(branch: str, version: str) -> str:
    """ "main (3.12)"."""
    return f"{branch} ({version})" if version and version != branch else branch


def which(row: CommitCount) -> str:
    """What tells a count from another of the same branch: its window by its own clock, its source.

    "2022-10-03 00:00 to 2022-10-07 23:59 UTC, published in the blog".
    """
    zone = ZoneInfo(row.time_zone)
    first, last = (moment.astimezone(zone) for moment in (row.window_start, row.window_end))
    source = f", published in {row.published_in}" if row.source == PUBLISHED else ""
    return f"{first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} {row.time_zone}{source}"


def how_counted(row: CommitCount) -> str:
    """The window, its zone and the method: what somebody needs to count again."""
    where = f" {ended(f'Published in {row.published_in}')}" if row.published_in else ""
    return (
        f"{row.window_start:%Y-%m-%d %H:%M} to {row.window_end:%Y-%m-%d %H:%M} UTC, "
        f"days of {row.time_zone}. {ended(row.method)}{where}"
    )
