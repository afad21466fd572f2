"""What has changed since a report was published."""

from dataclasses import dataclass

from events.recap.figures.blocks import BLOCKS
from events.recap.figures.content import draft_content
from events.recap.figures.facts import Facts
from events.recap.models import Report


@dataclass(frozen=True)
class Difference:
    """A number that was published as `was` and is `now`; None if it is not there."""

    label: str
    was: int | None
    now: int | None


@dataclass(frozen=True)
class Drift:
    """Published and present; the page keeps the first until it is published again."""

    figures: tuple[Difference, ...]
    texts: tuple[str, ...]

    @property
    def sentence(self) -> str:
        number, texts = len(self.figures), len(self.texts)
        parts = []
        if number:
            parts.append(
                "1 figure differs from the data"
                if number == 1
                else f"{number} figures differ from the data"
            )
        if texts:
            parts.append("1 text has changed" if texts == 1 else f"{texts} texts have changed")
        return f"{' and '.join(parts)}." if parts else ""


def drift(report: Report, facts: Facts) -> Drift:
    """Of a published report; its own page does not change."""
    kept, now = report.frozen, draft_content(report, facts)
    return Drift(_figures(kept, now), _texts(kept, now))


def _figures(kept: dict, now: dict) -> tuple[Difference, ...]:
    before = {one["name"]: one for one in kept["figures"]}
    after = {one["name"]: one for one in now["figures"]}
    found = []
    for name in dict.fromkeys([*before, *after]):
        was, is_now = before.get(name), after.get(name)
        values = (was and was["value"], is_now and is_now["value"])
        if values[0] != values[1]:
            found.append(Difference((was or is_now or {})["label"], *values))
    return tuple(found)


def _texts(kept: dict, now: dict) -> tuple[str, ...]:
    """Headings of the parts that read otherwise now."""
    before = {one["name"]: one["markdown"] for one in kept["sections"]}
    after = {one["name"]: one["markdown"] for one in now["sections"]}
    heads = [
        name.capitalize() for name in ("title", "subtitle", "author") if kept[name] != now[name]
    ]
    return (
        *heads,
        *(
            block.heading or block.name.capitalize()
            for block in BLOCKS
            if before.get(block.name) != after.get(block.name)
        ),
    )
