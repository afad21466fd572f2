"""An account goes, and with it who did what."""

from django.db import transaction
from django.db.models import Q

from events.recap.marks import nameless, without, without_plain
from events.recap.models import Handout, Outcome, OutcomePerson, Report
from events.recap.models.report import LONGEST_DESCRIPTION
from events.sprints.models import Sprint
from people.models import NAME_LENGTH, Person

# How long each may be: somebody with a short name leaves a longer text.
LINES = {
    "title": NAME_LENGTH,
    "subtitle": NAME_LENGTH,
    "author": NAME_LENGTH,
    "description": LONGEST_DESCRIPTION,
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
    list(sprints.select_for_update(no_key=True))  # nobody writes about these meanwhile
    for report in Report.objects.filter(sprint__in=sprints.values("pk")):
        for line, longest in LINES.items():
            setattr(report, line, without_plain(getattr(report, line), person.name)[:longest])
        report.tags = [without_plain(tag, person.name) for tag in report.tags]
        report.blocks = {
            block: {kind: without(text, person.name) for kind, text in words.items()}
            for block, words in report.blocks.items()
        }
        report.frozen = nameless(report.frozen, person.pk)
        report.save(update_fields=[*LINES, "tags", "blocks", "frozen"])
