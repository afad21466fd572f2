"""The bars of the commits per branch, for an SVG that the server draws."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.recap.figures.content import Branch

ROW = 34
LABELS = 190
BARS = 360
NUMBERS = 60
LONGEST_LABEL = 16


@dataclass(frozen=True)
class Bar:
    label: str
    commits: int
    y: int
    length: int

    @property
    def middle(self) -> int:
        return self.y + ROW // 2

    @property
    def number_x(self) -> int:
        return LABELS + self.length + 8


@dataclass(frozen=True)
class Chart:
    """Lengths in the units of its viewBox."""

    bars: tuple[Bar, ...]
    width: int = LABELS + BARS + NUMBERS
    labels: int = LABELS

    @property
    def height(self) -> int:
        return ROW * len(self.bars)


def chart(branches: Iterable[Branch]) -> Chart | None:
    """None without anything to compare."""
    rows = list(branches)
    most = max((row.commits for row in rows), default=0)
    if not most:
        return None
    return Chart(
        tuple(
            Bar(_label(row), row.commits, number * ROW, round(BARS * row.commits / most))
            for number, row in enumerate(rows)
        )
    )


def _label(row: Branch) -> str:
    known = row.version and row.version != row.branch
    label = f"{row.branch} ({row.version})" if known else row.branch
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
