"""The bars of the commits per branch, for an SVG that the server draws."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.recap.display.content import Branch, in_several_repositories

ROW = 46
LONGEST_BRANCH, LONGEST_REPOSITORY = 15, 16


@dataclass(frozen=True)
class Bar:
    """Label and number stand above it; `length` is in per cent of the chart's width."""

    label: str
    commits: int
    y: int
    length: float

    @property
    def words_y(self) -> int:
        return self.y + 16

    @property
    def bar_y(self) -> int:
        return self.y + 23


@dataclass(frozen=True)
class Chart:
    """As wide as there is room, in pixels high: the letters are as large on every screen."""

    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        return ROW * len(self.bars)


def chart(branches: Iterable[Branch]) -> Chart | None:
    """None without anything to compare."""
    rows = list(branches)
    most = max((row.commits for row in rows), default=0)
    if not most:
        return None
    several = in_several_repositories(rows)
    return Chart(
        tuple(
            Bar(_label(row, several), row.commits, number * ROW, round(100 * row.commits / most, 1))
            for number, row in enumerate(rows)
        )
    )


def _label(row: Branch, several: bool) -> str:
    """Of a long name what tells it from others: the end of a repository's, the beginning of a branch's."""
    branch, repository = row.in_words, row.repository
    if len(branch) > LONGEST_BRANCH:
        branch = f"{branch[: LONGEST_BRANCH - 1]}…"
    if len(repository) > LONGEST_REPOSITORY:
        repository = f"…{repository[1 - LONGEST_REPOSITORY :]}"
    return f"{repository} {branch}" if several else branch
