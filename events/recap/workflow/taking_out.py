"""A name goes out of a report for good: from what was published and from what was written."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import Model

from events.photos.models import Photo
from events.recap.display.naming import THANKS, published_names
from events.recap.markdown import clean, escape
from events.recap.marks import (
    change_parts,
    marking,
    people_in,
    unnamed,
    without,
    without_credit,
    without_parts,
    without_plain,
)
from events.recap.models import Gift, Outcome, Report
from events.sprints.models import Credit, PublishedFigure, Sprint
from people.models import Person

LINES = ("title", "subtitle", "author", "description")
# Names of blocks.
VOTES, OUTCOMES = ("votes",), ("highlights", "proposals")
# Lines of people that reports are made from. Repositories stay as they are called elsewhere.
SOURCES: dict[type[Model], tuple[str, ...]] = {
    Outcome: ("title", "story", "result"),
    Gift: ("item", "for_whom"),
    Credit: ("name", "reason"),
    PublishedFigure: ("label", "source"),
    Photo: ("alt_text", "caption"),
}


def take_name_out(sprint: Sprint, person: Person) -> None:
    """Take the name out of what is written about the locked sprint, so that it does not come back."""
    report = Report.objects.filter(sprint=sprint).first()
    earlier = published_names(report) if report else {}
    names = [person.name, *(name for name, pk in earlier.items() if pk == person.pk)]
    for model, columns in SOURCES.items():
        for row in model._default_manager.filter(sprint=sprint):
            _take_out_of(row, columns, names)
    if report is None:
        return
    report.tags = [_without_all(tag, names, without_plain) for tag in report.tags]
    report.blocks = {
        block: {kind: _without_all(text, names, without) for kind, text in words.items()}
        for block, words in report.blocks.items()
    }
    if THANKS in report.blocks and sprint.credits.filter(person=person).exists():
        called = person.get_short_name()
        thanks = report.blocks[THANKS].items()
        report.blocks[THANKS] = {
            kind: without(text, called, is_called=True) for kind, text in thanks
        }
    report.save(update_fields=["tags", "blocks"])
    _take_out_of(report, LINES, names)


def _without_all(text: str, names: list[str], take_out: Callable[[str, str], str]) -> str:
    for name in names:
        text = take_out(text, name)
    return text


def _take_out_of(row: Model, columns: Iterable[str], names: list[str]) -> None:
    """Each line as long as it may be: somebody with a short name leaves a longer text."""
    changed = []
    for column in columns:
        field: Any = row._meta.get_field(column)
        text = _without_all(getattr(row, column), names, without_plain)[: field.max_length]
        if text != clean(getattr(row, column)):
            setattr(row, column, text)
            changed.append(column)
    if changed:
        row.save(update_fields=changed)


def take_votes_out(sprint: Sprint, nominee: Person) -> None:
    """Take what tells of votes about this person out of the report of the locked sprint."""
    mark_name = marking({nominee.name: nominee.pk})

    def without_them(text: str) -> str:
        return without_parts(text, lambda part: nominee.pk in people_in(mark_name(part)))

    _rewrite(sprint, VOTES, without_them, without_them)


def take_credit_off(outcome: Outcome, person: Person) -> None:
    """Take the name off this outcome in the report of the locked sprint; what was done stays."""

    def tells_it(part: str) -> bool:
        return clean(outcome.title) in part or escape(outcome.title) in part

    def published(text: str) -> str:
        text = without_credit(text, person.pk, outcome.pk)
        return change_parts(text, tells_it, lambda part: unnamed(part, person.pk))

    def written(text: str) -> str:
        return change_parts(text, tells_it, lambda part: without_plain(part, person.name))

    _rewrite(outcome.sprint, OUTCOMES, published, written)


def _rewrite(
    sprint: Sprint,
    blocks: Collection[str],
    published: Callable[[str], str],
    written: Callable[[str], str],
) -> None:
    """Change these blocks as they were published, with marks, and as they were written by hand."""
    report = Report.objects.filter(sprint=sprint).first()
    if report is None:
        return
    for section in report.frozen.get("sections", ()):
        if section["name"] in blocks:
            section["markdown"] = published(section["markdown"])
    for block in report.blocks.keys() & set(blocks):
        words = report.blocks[block]
        report.blocks[block] = {kind: written(clean(text)) for kind, text in words.items()}
    report.save(update_fields=["frozen", "blocks"])
