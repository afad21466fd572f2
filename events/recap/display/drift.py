"""What has changed since a report was published."""

from dataclasses import dataclass

from events.recap.display.blocks import BLOCKS
from events.recap.display.content import draft_content, text_of
from events.recap.display.facts import Facts
from events.recap.display.words import ended
from events.recap.models import Report
from events.registration.display import counted

# What stands around the text, as the editor calls it.
HEAD = {
    "title": "Title",
    "subtitle": "Subtitle",
    "author": "Author",
    "description": "Description",
    "tags": "Tags",
    "slug": "Name of the post",
    "legacy_path": "Earlier address",
    "cover": "Cover",
}


@dataclass(frozen=True)
class Difference:
    """A number that was published as `was` and is `now`; None if it is not there."""

    label: str
    was: int | None
    now: int | None


@dataclass(frozen=True)
class Drift:
    """Published and present; the page keeps the first until it is published again.

    `parts`: what else is otherwise now, by the names that the editor gives it.
    """

    figures: tuple[Difference, ...]
    parts: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """ "2 figures differ from the data and 1 part has changed."; empty for nothing."""
        figures, parts = len(self.figures), len(self.parts)
        differ = counted(figures, "figure differs from the data", "figures differ from the data")
        changed = counted(parts, "part has changed", "parts have changed")
        said = [text for number, text in ((figures, differ), (parts, changed)) if number]
        return ended(" and ".join(said)) if said else ""


def drift(report: Report, facts: Facts) -> Drift:
    """Of a published report; its own page does not change."""
    was, now = report.frozen, draft_content(report, facts)
    head = [label for name, label in HEAD.items() if was.get(name, now[name]) != now[name]]
    texts_were, texts = _texts(was), _texts(now)
    headings = [
        block.heading or block.name.capitalize()
        for block in BLOCKS
        if texts_were.get(block.name) != texts.get(block.name)
    ]
    # How each branch was counted is told with the figures.
    before, after = ([row | {"counted": ""} for row in one["branches"]] for one in (was, now))
    chart = ["Chart of the commits"] if before != after else []
    figures, methods = _figures(
        *({row["name"]: row for row in one["figures"]} for one in (was, now))
    )
    return Drift(tuple(figures), (*head, *headings, *chart, *methods))


def _texts(content: dict) -> dict[str, str]:
    """The Markdown of each block with all names."""
    return {one["name"]: text_of(one["text"]) for one in content["sections"]}


def _figures(before: dict[str, dict], after: dict[str, dict]) -> tuple[list[Difference], list[str]]:
    """Numbers that differ; and those that do not, but have another label, method or source."""
    figures, methods = [], []
    for name, row in (before | after).items():
        was, now = (rows[name]["value"] if name in rows else None for rows in (before, after))
        if was != now:
            figures.append(Difference(before.get(name, row)["label"], was, now))
        elif before[name] != row:
            methods.append(f"How this was counted: {row['label']}")
    return figures, methods
