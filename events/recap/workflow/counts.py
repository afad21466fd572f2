"""Keeping what was counted in a repository, with how it was counted."""

from collections.abc import Mapping
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.recap.counting import Counted, Window
from events.recap.models import CommitCount, Repository
from events.registration.models import Registration
from events.sprints.models import Sprint
from people.rules import addresses

ALL_BRANCHES = ""
Row = TypeVar("Row", Repository, CommitCount)


@transaction.atomic
def keep_counts(
    repository: Repository, *, window: Window, counted: Counted, labels: Mapping[str, str]
) -> list[CommitCount]:
    """Store a row a branch and one for all of them, in place of what was counted in this window.

    `repository`: its sprint, name and address, stored or not yet; `labels`: by branch, what it was
    to become. A label stays until another is given.
    """
    sprint = locked(repository.sprint)
    repository = _stored(repository)
    sums = {row.branch: row.commits for row in counted.branches} | {ALL_BRANCHES: counted.distinct}
    if unknown := sorted(set(labels) - set(sums)):
        raise Refused(f"There is no count of the branch “{unknown[0]}” to label.")
    before = {row.branch: row for row in _within(repository, window)}
    kept = []
    for branch, commits in sums.items():
        row = before.get(branch) or _new(repository, branch, window)
        row.version_label = labels.get(branch, row.version_label)
        row.commits, row.method, row.counted_at = commits, counted.method, timezone.now()
        if branch == ALL_BRANCHES:
            row.authors_here = _authors_here(sprint, counted)
        kept.append(_saved(row))
    _within(repository, window).exclude(pk__in=[row.pk for row in kept]).delete()
    return kept


def _stored(repository: Repository) -> Repository:
    """The one of this name in this sprint, with the address that is known now."""
    rows = Repository.objects.filter(sprint=repository.sprint, name=repository.name)
    found = rows.first() or repository
    found.url = repository.url or found.url
    return _saved(found)


def _within(repository: Repository, window: Window) -> models.QuerySet[CommitCount]:
    return repository.counts.filter(
        source=CommitCount.Source.COMPUTED,
        window_start=window.start,
        window_end=window.end,
        time_zone=window.time_zone,
    )


def _new(repository: Repository, branch: str, window: Window) -> CommitCount:
    return CommitCount(
        repository=repository,
        branch=branch,
        window_start=window.start,
        window_end=window.end,
        time_zone=window.time_zone,
    )


def _authors_here(sprint: Sprint, counted: Counted) -> int:
    """How many participants are among the authors, as far as we know their addresses."""
    confirmed = sprint.registrations.filter(state=Registration.State.CONFIRMED)
    rows = confirmed.select_related("person")
    known = [{address.lower() for address in addresses(row.person)} for row in rows]
    return sum(1 for one in known if not one.isdisjoint(counted.authors))


def _saved(row: Row) -> Row:
    """Raises Refused, with the model's sentence, for what cannot be stored."""
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        name, sentences = next(iter(error.message_dict.items()))
        raise Refused(f"{name}: {sentences[0]}") from error
    row.save()
    return row
