"""What the programme offers to a sprint's dashboard, for those who keep it."""

from events.meetings import conflicts, rules
from events.meetings.conflicts import Severity
from events.meetings.models import Meeting
from events.sprints.models import Sprint
from events.sprints.offers import Link, Panel, by_key, rows_of
from people.models import Person

State = Meeting.State

LINKS = [
    Link("To be solved", by_key("admin:events_meeting_problems"), rules.may_place),
    Link("Meetings", rows_of("meeting"), rules.may_place),
    Link("Rooms", rows_of("room"), rules.may_place),
]


def grave_numbers(sprints, *, reader) -> dict[int | None, int]:
    """How many conflicts the meetings of these sprints have, warnings left out, by primary key."""
    return {
        slot.meeting: sum(one.severity != Severity.WARNING for one in found)
        for sprint in sprints
        for slot, found in conflicts.problems(sprint, reader=reader)
    }


def panels(sprint: Sprint, person: Person) -> list[Panel]:
    if not rules.may_place(person, sprint):
        return []
    states = list(sprint.meetings.values_list("state", flat=True))
    numbers = grave_numbers([sprint], reader=person)
    rows = [
        ("requests waiting", states.count(State.REQUESTED)),
        ("in the programme", states.count(State.SCHEDULED) + states.count(State.HELD)),
        ("with conflicts", sum(map(bool, numbers.values()))),
    ]
    return [("Programme", rows)]
