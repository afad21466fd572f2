"""Storing what was counted in a repository, with how it was counted."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.recap.counting import Counted, Window
from events.recap.models import CommitCount, Repository
from events.registration.models import Registration
from events.sprints.models import Sprint
from people.rules import addresses

ALL_BRANCHES = ""


@transaction.atomic
def keep_counts(
    repository: Repository, *, window: Window, counted: Counted, labels: Mapping[str, str]
) -> list[CommitCount]:
    """Store a row for all branches and one for each, in place of what was counted in this window.

    `repository`: its sprint, name and address, stored or not yet; `labels`: by branch, what it was
    to become. A label stays until another is given.
    """
    sprint = locked(repository.sprint)
    if unknown := set(labels) - set(counted.branches):
        raise Refused(f"There is no count of the branch “{min(unknown)}” to label.")
    stored = Repository.objects.filter(sprint=sprint, name=repository.name).first() or repository
    stored.url = repository.url or stored.url
    _save(stored)
    within = {f"window_{end}": getattr(window, end) for end in ("start", "end")}
    within |= {"time_zone": window.time_zone, "source": CommitCount.Source.COMPUTED}
    before = {row.branch: row for row in stored.counts.filter(**within)}
    kept = []
    for branch, commits in {ALL_BRANCHES: counted.distinct, **counted.branches}.items():
        row = before.get(branch) or CommitCount(repository=stored, branch=branch, **within)
        row.commits, row.method, row.counted_at = commits, counted.method, timezone.now()
        row.version_label = labels.get(branch, row.version_label)
        if branch == ALL_BRANCHES:
            row.authors_here = _authors_here(sprint, counted.authors)
        _save(row)
        kept.append(row)
    stored.counts.filter(**within).exclude(pk__in=[row.pk for row in kept]).delete()
    return kept


def _authors_here(sprint: Sprint, authors: frozenset[str]) -> int:
    """How many participants are among the authors, as far as we know their addresses."""
    confirmed = sprint.registrations.filter(state=Registration.State.CONFIRMED)
    known = [addresses(row.person) for row in confirmed.select_related("person")]
    return sum(not authors.isdisjoint(map(str.lower, one)) for one in known)


def _save(row: Repository | CommitCount) -> None:
    """Raises Refused, with the field's sentence, for what cannot be stored."""
    try:
        row.clean_fields()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    row.save()
