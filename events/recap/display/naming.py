"""Whom the texts of a report may name, under which names, and where."""

from collections.abc import Callable

from events.recap.display.facts import Facts
from events.recap.marks import marking, marking_payers, names_in
from events.recap.models import Report

# Where people are called by their short names, and where brackets tell who paid for them.
THANKS, PARTICIPANTS = "thanks", "participants"
EVERYWHERE = ""


def marking_in(report: Report, facts: Facts) -> Callable[[str, str], str]:
    """A function that marks the names in the text of a block (name of the block, text)."""
    known = set(facts.people.values())
    earlier = {name: pk for name, pk in published_names(report).items() if pk in known}
    people = earlier | facts.people
    mark_names = marking(people)
    mark_payers = marking_payers(facts.organizations, {row.pk for row in facts.registered})
    in_block = {
        THANKS: marking(people, facts.thanked),
        PARTICIPANTS: lambda text: mark_payers(mark_names(text)),
    }
    return lambda block, text: in_block.get(block, mark_names)(text)


def published_names(report: Report) -> dict[str, int]:
    """Keys of people by the names under which they were published last, perhaps before a new one.

    What people are called in thanks is left out: elsewhere it may be anybody's first name.
    """
    sections = [one for one in report.frozen.get("sections", ()) if one["name"] != THANKS]
    return names_in({**report.frozen, "sections": sections})
