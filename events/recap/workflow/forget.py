"""An account goes, and with it who did what."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from events.recap.markdown import clean
from events.recap.marks import (
    marking,
    nameless,
    people_in,
    without,
    without_parts,
    without_plain,
)
from events.recap.models import Gift, Handout, Outcome, OutcomePerson, Report
from events.sprints.models import Credit, PublishedFigure, Sprint
from people.models import Person

LINES = ("title", "subtitle", "author", "description")
VOTES = "votes"  # the name of a block
# Lines of people that reports are made from.
SOURCES: dict[type[Model], tuple[str, ...]] = {
    Outcome: ("title", "story", "result"),
    Gift: ("item", "for_whom"),
    Credit: ("name", "reason"),
    PublishedFigure: ("label",),
}


@transaction.atomic
def forget(person: Person) -> None:
    """What came about stays, without the name; a vote about the person goes as a whole."""
    _forget_in_reports(person)
    Outcome.objects.filter(nominee=person).delete()
    OutcomePerson.objects.filter(person=person).delete()
    Outcome.objects.filter(added_by=person).update(added_by=None)
    Handout.objects.filter(registration__person=person).delete()


def _forget_in_reports(person: Person) -> None:
    """Take the name out of what was written and published about sprints with this person."""
    there = Sprint.objects.filter(
        Q(registrations__person=person)
        | Q(credits__person=person)
        | Q(outcomes__people=person)
        | Q(outcomes__nominee=person)
        | Q(meetings__named__person=person)
    )
    sprints = Sprint.objects.filter(pk__in=there.values("pk")).order_by("pk")
    nominated = set(person.nominations.values_list("sprint", flat=True))
    for sprint in sprints.select_for_update(no_key=True):  # nobody writes about these meanwhile
        if sprint.pk in nominated:
            take_votes_out(sprint, person)
        take_name_out(sprint, person.name)
    for report in Report.objects.filter(sprint__in=sprints.values("pk")):
        report.frozen = nameless(report.frozen, person.pk)
        report.save(update_fields=["frozen"])


def take_name_out(sprint: Sprint, name: str) -> None:
    """Take the name out of what is written about the locked sprint, so that it does not come back."""
    for model, columns in SOURCES.items():
        for row in model._default_manager.filter(sprint=sprint):
            _take_out_of(row, columns, name)
    report = Report.objects.filter(sprint=sprint).first()
    if report is None:
        return
    report.tags = [without_plain(tag, name) for tag in report.tags]
    report.blocks = {
        block: {kind: without(text, name) for kind, text in words.items()}
        for block, words in report.blocks.items()
    }
    report.save(update_fields=["tags", "blocks"])
    _take_out_of(report, LINES, name)


def _take_out_of(row: Model, columns: Iterable[str], name: str) -> None:
    """Each line as long as it may be: somebody with a short name leaves a longer text."""
    changed = []
    for column in columns:
        field: Any = row._meta.get_field(column)
        text = without_plain(getattr(row, column), name)[: field.max_length]
        if text != getattr(row, column):
            setattr(row, column, text)
            changed.append(column)
    if changed:
        row.save(update_fields=changed)


def take_votes_out(sprint: Sprint, nominee: Person) -> None:
    """Take what tells of votes about this person out of the report of the locked sprint, for good."""
    report = Report.objects.filter(sprint=sprint).first()
    if report is None:
        return
    mark_name = marking({nominee.name: nominee.pk})

    def without_them(text: str) -> str:
        return without_parts(text, lambda part: nominee.pk in people_in(mark_name(part)))

    for section in report.frozen.get("sections", ()):
        if section["name"] == VOTES:
            section["markdown"] = without_them(section["markdown"])
    if words := report.blocks.get(VOTES):
        report.blocks[VOTES] = {kind: without_them(clean(text)) for kind, text in words.items()}
    report.save(update_fields=["frozen", "blocks"])
