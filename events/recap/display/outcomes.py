"""Outcomes as those who belong to the sprint read them, and how many a report tells."""

from collections.abc import Sequence
from dataclasses import dataclass

from events.meetings.models import Meeting
from events.recap import links, rules
from events.recap.display.words import joined
from events.recap.models import Outcome, Report
from events.sprints.models import Sprint
from people.models import Person
from people.names import NOBODY


@dataclass(frozen=True)
class Row:
    """One outcome in words; `people` and `meeting` as far as the reader may know of them."""

    outcome: Outcome
    link: str
    people: str
    meeting: Meeting | None
    vote: str
    may_open: bool


def outcome_rows(outcomes: Sequence[Outcome], sprint: Sprint, reader: Person) -> list[Row]:
    """These with their credits at hand (`credited`), for this reader; the same queries for any number."""
    names = dict(rules.readable_people(reader, sprint).values_list("pk", "name"))
    led, everything = rules.meetings_led(reader, sprint), rules.edits(reader, sprint)
    meetings = Meeting.objects.visible_to(reader).in_bulk(
        {outcome.meeting_id for outcome in outcomes if outcome.meeting_id}
    )
    rows = []
    for outcome in outcomes:
        people = [row.person_id for row in outcome.credited.all()]
        about = {*people, outcome.nominee_id, outcome.added_by_id}
        rows.append(
            Row(
                outcome,
                links.label(outcome.url),
                names_in_words(people, names),
                meetings.get(outcome.meeting_id or 0),
                vote_in_words(outcome, names),
                everything or outcome.meeting_id in led or reader.pk in about,
            )
        )
    return rows


def names_in_words(people: list[int], names: dict[int, str]) -> str:
    """ "Ada Zoll, Bo Bell and 2 participants"."""
    known = [names[pk] for pk in people if pk in names]
    hidden = len(people) - len(known)
    others = NOBODY if hidden == 1 else f"{hidden} participants"
    return joined([*known, others] if hidden else known)


def vote_in_words(outcome: Outcome, names: dict[int, str]) -> str:
    if outcome.kind != Outcome.Kind.VOTE:
        return ""
    parts = [outcome.result or "still open"]
    if outcome.nominee_id:
        parts.insert(0, f"about {names.get(outcome.nominee_id, NOBODY)}")
        parts += [] if outcome.nominee_agreed else ["not shown until that person agrees"]
    if outcome.opened_on:
        parts.append(f"opened on {outcome.opened_on:%-d %B %Y}")
    return ", ".join(parts)


def outcomes_told() -> dict[int, int]:
    """How many outcomes each published report tells, by the sprint's key; one query for all."""
    rows = Report.objects.published().values_list("sprint", "frozen__figures")
    return {
        sprint: next((one["value"] for one in figures if one["name"] == "outcomes"), 0)
        for sprint, figures in rows
    }
