"""A name goes out of a report for good: from what was published and from what was written."""

from collections.abc import Callable, Collection
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from events.photos.models import Photo
from events.recap.display import THANKS
from events.recap.models import Gift, Handout, Outcome, OutcomePerson, Report
from events.recap.names import Names, change, forgotten, in_entries, likely
from events.sprints.models import Credit, PublishedFigure, Sprint
from events.text import clean, escape
from people.models import Person
from people.names import NOBODY

# Names of blocks.
VOTES, OUTCOMES = ("votes",), ("highlights", "proposals")
# Columns with text of people that reports are made from. Repositories stay as they are called elsewhere.
SOURCES: dict[type[Model], tuple[str, ...]] = {
    Report: ("title", "subtitle", "author", "description", "tags", "blocks"),
    Outcome: ("title", "story", "result"),
    Gift: ("item", "for_whom"),
    Credit: ("name", "reason"),
    PublishedFigure: ("label", "source"),
    Photo: ("alt_text", "caption"),
}


@transaction.atomic
def forget(person: Person) -> None:
    """What came about stays, without the name; a vote about the person goes as a whole."""
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
        take_name_out(sprint, person, from_published=True)
    Outcome.objects.filter(nominee=person).delete()
    OutcomePerson.objects.filter(person=person).delete()
    Outcome.objects.filter(added_by=person).update(added_by=None)
    Handout.objects.filter(registration__person=person).delete()


def take_name_out(sprint: Sprint, person: Person, *, from_published: bool = False) -> None:
    """Take the name out of what is written about the locked sprint, so that it does not come back."""
    report = Report.objects.filter(sprint=sprint).first()
    names = names_of(person, report)
    for model, columns in SOURCES.items():
        for row in model._default_manager.filter(sprint=sprint):
            _take_out_of(row, columns, names)
    if report is None:
        return
    report.refresh_from_db()
    thanked = sprint.credits.filter(person=person).exists()
    called = Names([person.get_short_name()] if thanked else [])
    _rewrite(report, (THANKS,), called.hidden)
    if from_published:
        report.frozen = forgotten(report.frozen, person.pk, names)
    report.save(update_fields=["frozen", "blocks"])


def names_of(person: Person, report: Report | None) -> Names:
    """Also those under which the person was published, perhaps before a new one."""
    stored = report.frozen.get("names", ()) if report else ()
    earlier = (row["name"] for row in stored if row["person"] == person.pk)
    return Names(likely(dict.fromkeys([person.name, *earlier], person.pk)))


def _take_out_of(row: Model, columns: tuple[str, ...], names: Names) -> None:
    """Each column as long as it may be: somebody with a short name leaves a longer text."""
    changed = []
    for column in columns:
        field: Any = row._meta.get_field(column)
        before = change(getattr(row, column), clean)
        value = change(before, names.hidden)
        if value != before:
            setattr(row, column, value[: field.max_length] if isinstance(value, str) else value)
            changed.append(column)
    if changed:
        row.save(update_fields=changed)


def take_votes_out(sprint: Sprint, nominee: Person) -> None:
    """Take votes about this person out of the report of the locked sprint; typed text loses the name."""

    def without(row: dict[str, Any]) -> Any:
        if row["person"] != nominee.pk:
            return row
        return [] if "text" in row else NOBODY

    if report := Report.objects.filter(sprint=sprint).first():
        _rewrite(report, VOTES, names_of(nominee, report).hidden, without)
        report.save(update_fields=["frozen", "blocks"])


def take_credit_off(outcome: Outcome, person: Person) -> None:
    """Take the name off this outcome in the report of the locked sprint; what was done stays."""
    report = Report.objects.filter(sprint=outcome.sprint).first()
    if report is None:
        return
    credit = {"person": person.pk, "outcome": outcome.pk}.items()
    titles, names = {clean(outcome.title), escape(outcome.title)}, names_of(person, report)

    def uncredited(text: str) -> str:
        return in_entries(text, lambda one: any(map(one.__contains__, titles)), names.hidden)

    _rewrite(report, OUTCOMES, uncredited, lambda row: NOBODY if credit <= row.items() else row)
    report.save(update_fields=["frozen", "blocks"])


def _rewrite(
    report: Report,
    blocks: Collection[str],
    text: Callable[[str], str],
    person: Callable[[dict], Any] = dict,
) -> None:
    """Change these blocks as they were published, and as they were written by hand."""
    for section in report.frozen.get("sections", ()):
        if section["name"] in blocks:
            section["text"] = change(section["text"], text, person)
    for block in report.blocks.keys() & set(blocks):
        report.blocks[block] = change(change(report.blocks[block], clean), text)
