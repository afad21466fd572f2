"""All that a report is made from, read at once."""

from dataclasses import dataclass

from events.sprints.models import Sprint


@dataclass(frozen=True)
class Facts:
    """Rows of one sprint, in order, with what hangs on them at hand; no query comes after."""

    sprint: Sprint


def facts_of(sprint: Sprint) -> Facts:
    """In so many queries, however many rows there are."""
    return Facts(sprint)
