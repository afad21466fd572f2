"""Every number that a report tells, with how it came about."""

from dataclasses import dataclass

from events.recap.figures.facts import Facts


@dataclass(frozen=True)
class Figure:
    """One number; `method` says how it was counted, or `source` where it was published."""

    name: str
    label: str
    value: int
    method: str
    source: str = ""
    source_url: str = ""


def numbers_of(facts: Facts) -> list[Figure]:
    """What the public may read; one that was published stands in place of one that is computed."""
    return []
