"""What the programme offers on a sprint's dashboard, for those who manage it."""

from collections import defaultdict

from django.db.models import Count

from events.meetings import conflicts, rules
from events.meetings.conflicts import Severity
from events.meetings.models import Meeting
from events.page_cache import kept
from events.sprints.models import Sprint
from events.sprints.offers import Link, Panel, by_key, rows_of
from people.models import Person

State = Meeting.State

LINKS = [
    Link("To be solved", by_key("admin:events_meeting_problems"), rules.may_schedule),
    Link("Meetings", rows_of("meeting"), rules.may_schedule),
    Link("Rooms", rows_of("room"), rules.may_schedule),
]


def grave_numbers(sprint: Sprint, *, reader: Person) -> dict[int | None, int]:
    """The number of conflicts, without warnings, by primary key of the meeting.

    Judged once for each version of the sprint: those who may schedule see every meeting and name,
    and only warnings depend on the time.
    """

    def judge() -> dict[int | None, int]:
        return {
            entry.meeting: sum(one.severity != Severity.WARNING for one in found)
            for entry, found in conflicts.problems(sprint, reader=reader)
        }

    if not rules.may_schedule(reader, sprint):
        return judge()
    return kept("grave conflicts", scope=sprint.pk, make=judge)


def panels(sprint: Sprint, person: Person) -> list[Panel]:
    if not rules.may_schedule(person, sprint):
        return []
    counts = sprint.meetings.order_by().values_list("state").annotate(number=Count("pk"))
    states = defaultdict(int, counts)
    numbers = grave_numbers(sprint, reader=person)
    rows = [
        ("requests waiting", states[State.REQUESTED]),
        ("in the programme", states[State.SCHEDULED] + states[State.HELD]),
        ("with conflicts", sum(map(bool, numbers.values()))),
    ]
    return [("Programme", rows)]
