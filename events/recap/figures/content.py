"""A report put together: what is computed, what is written, what was frozen."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from events.photos.figures import Shown
from events.recap.figures.facts import Facts
from events.recap.figures.numbers import Figure
from events.recap.models import Report


@dataclass(frozen=True)
class Section:
    """One block as it is shown: Markdown in which names are revealed."""

    name: str
    heading: str
    markdown: str


@dataclass(frozen=True)
class Branch:
    """One bar of the chart of commits, and the row of its table."""

    repository: str
    branch: str
    version: str
    commits: int
    counted: str


@dataclass(frozen=True)
class Content:
    """A report as page, export and feed show it: nobody's name and no photo that is no longer shown."""

    title: str
    subtitle: str
    author: str
    description: str
    tags: tuple[str, ...]
    slug: str
    cover: Shown | None
    sections: tuple[Section, ...]
    branches: tuple[Branch, ...]
    figures: tuple[Figure, ...]


def draft_content(report: Report, facts: Facts) -> dict[str, Any]:
    """The report as the data and the authors have it now, with marks, as plain values for JSON."""
    raise NotImplementedError


def freeze(report: Report) -> dict[str, Any]:
    """What is kept when it is published."""
    raise NotImplementedError


def thaw(kept: dict[str, Any], shown: Container[int]) -> Content:
    """Kept or drafted values as they may be shown to everybody now: one query for the cover."""
    raise NotImplementedError


def content_of(report: Report) -> Content:
    """What everybody reads: what was frozen, as far as it may still be shown."""
    raise NotImplementedError
