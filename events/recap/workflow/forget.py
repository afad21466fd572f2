"""An account goes, and with it who did what."""

from django.db import transaction
from django.db.models import Q

from events.recap.marks import nameless
from events.recap.models import Handout, Outcome, OutcomePerson, Report
from events.recap.workflow.taking_out import take_name_out, take_votes_out
from events.sprints.models import Sprint
from people.models import Person


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
        take_name_out(sprint, person)
    for report in Report.objects.filter(sprint__in=sprints.values("pk")):
        report.frozen = nameless(report.frozen, person.pk)
        report.save(update_fields=["frozen"])
