"""What has changed since a report was published."""

from dataclasses import dataclass

from events.recap.display.blocks import BLOCKS
from events.recap.display.content import draft_content, text_of
from events.recap.display.facts import Facts
from events.recap.models import Report

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
        number, others = len(self.figures), len(self.parts)
        parts = []
        if number:
            parts.append(
                "1 figure differs from the data"
                if number == 1
                else f"{number} figures differ from the data"
            )
        if others:
            parts.append("1 part has changed" if others == 1 else f"{others} parts have changed")
        return f"{' and '.join(parts)}." if parts else ""


def drift(report: Report, facts: Facts) -> Drift:
    """Of a published report; its own page does not change."""
    kept, now = report.frozen, draft_content(report, facts)
    parts = (*_head(kept, now), *_texts(kept, now), *_chart(kept, now), *_methods(kept, now))
    return Drift(_figures(kept, now), parts)


def _figures(kept: dict, now: dict) -> tuple[Difference, ...]:
    before, after = _by_name(kept["figures"]), _by_name(now["figures"])
    found = []
    for name in dict.fromkeys([*before, *after]):
        was, is_now = before.get(name), after.get(name)
        published, present = (one["value"] if one else None for one in (was, is_now))
        if published != present:
            label = (was or is_now or {})["label"]
            found.append(Difference(label, published, present))
    return tuple(found)


def _by_name(rows: list[dict]) -> dict[str, dict]:
    return {one["name"]: one for one in rows}


def _head(kept: dict, now: dict) -> list[str]:
    return [label for name, label in HEAD.items() if kept.get(name, now[name]) != now[name]]


def _texts(kept: dict, now: dict) -> list[str]:
    """Headings of the parts that read otherwise now."""
    before, after = (
        {one["name"]: text_of(one["text"]) for one in content["sections"]}
        for content in (kept, now)
    )
    return [
        block.heading or block.name.capitalize()
        for block in BLOCKS
        if before.get(block.name) != after.get(block.name)
    ]


def _chart(kept: dict, now: dict) -> list[str]:
    """How each was counted is told with the figures."""
    before, after = (
        [one | {"counted": ""} for one in content["branches"]] for content in (kept, now)
    )
    return ["Chart of the commits"] if before != after else []


def _methods(kept: dict, now: dict) -> list[str]:
    """Figures with the number that was published, and another name, method or source."""
    before = _by_name(kept["figures"])
    return [
        f"How this was counted: {one['label']}"
        for one in now["figures"]
        if (was := before.get(one["name"])) and was != one and was["value"] == one["value"]
    ]
