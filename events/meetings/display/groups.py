"""An interest group's people and meetings in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from events.meetings.display.clock import Clock
from events.meetings.display.lines import Line, addresses, line
from events.meetings.models import Meeting
from events.registration.display import counted
from events.sprints.models import Sprint
from people.models import GroupMember, InterestGroup

Role = GroupMember.Role


@dataclass(frozen=True)
class Gathering:
    """What a group did at one sprint, or will do."""

    sprint: str
    url: str
    clock: Clock
    lines: list[Line]


def gatherings(meetings: Iterable[Meeting], clock_of: Callable[[Sprint], Clock]) -> list[Gathering]:
    """The meetings under their sprints, in the order given; each needs its sprint at hand."""
    found: dict[int, Gathering] = {}
    for meeting in meetings:
        sprint = meeting.sprint
        if sprint.pk not in found:
            found[sprint.pk] = Gathering(
                sprint.name, sprint.get_absolute_url(), clock_of(sprint), []
            )
        under = found[sprint.pk]
        url = addresses(sprint, under.clock)(meeting.pk)
        under.lines.append(line(meeting, under.clock, url))
    return list(found.values())


def people(
    group: InterestGroup, shown: Iterable[GroupMember], number: int
) -> list[tuple[str, str]]:
    """Chairs and members by name, and how many more there are; of a confidential group no number."""
    rows = list(shown)
    names = {role: [row.person.name for row in rows if row.role == role] for role in Role}
    chairs, members = names[Role.CHAIR], names[Role.MEMBER]
    unnamed = number - len(rows)
    if unnamed and not group.confidential:
        members.append(counted(unnamed, "person", "people") + (" more" if rows else ""))
    found = [("Chair" if len(chairs) == 1 else "Chairs", chairs), ("Members", members)]
    return [(heading, ", ".join(listed)) for heading, listed in found if listed]
