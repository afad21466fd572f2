"""Questions about a sprint: who may, and what is the time."""

import datetime
import zoneinfo
from collections.abc import Collection
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db.models import Count, Min, Q
from django.utils import timezone

from events.sprints.models import Mode, Sprint, TeamMember, TeamRole
from people.models import Person

State = Sprint.State


class Gate(StrEnum):
    """What a visitor can do about a sprint at this moment."""

    DRAFT = "draft"
    SAVE_THE_DATE = "save_the_date"
    OPENS_LATER = "opens_later"
    OPEN = "open"
    CLOSED = "closed"
    RUNNING = "running"
    OVER = "over"
    CANCELLED = "cancelled"


def zone(sprint: Sprint) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(sprint.time_zone)


def today(sprint: Sprint) -> datetime.date:
    """The day it is now where the sprint is."""
    return timezone.localdate(timezone=zone(sprint))


def is_past(sprint: Sprint) -> bool:
    """Whether the last day has passed where the sprint is."""
    return today(sprint) > sprint.ends_on


def lies_ahead(sprint: Sprint) -> bool:
    return not is_past(sprint)


def has_begun(sprint: Sprint) -> bool:
    return today(sprint) >= sprint.starts_on


def is_over(sprint: Sprint) -> bool:
    return sprint.state == State.FINISHED or is_past(sprint)


def is_running(sprint: Sprint) -> bool:
    live = sprint.state in (State.ANNOUNCED, State.OPEN, State.CLOSED)
    return live and sprint.starts_on <= today(sprint) <= sprint.ends_on


def as_moment(local: datetime.datetime, in_zone: zoneinfo.ZoneInfo) -> datetime.datetime:
    """The moment at which clocks in the zone show this naive time.

    Raises ValidationError for a time that a change of the clocks skips or repeats.
    """
    earlier, later = (local.replace(tzinfo=in_zone, fold=fold) for fold in (0, 1))
    if earlier.utcoffset() != later.utcoffset():
        exists = earlier.astimezone(datetime.UTC).astimezone(in_zone).replace(tzinfo=None) == local
        what = "happens twice" if exists else "does not exist"
        raise ValidationError(f"{local:%H:%M} on {local:%-d %B %Y} {what} in {in_zone.key}.")
    return earlier


def takes_registrations(sprint: Sprint) -> bool:
    """Whether registration is open: the team opened it, its hours have come, and the sprint lasts."""
    now = timezone.now()
    return (
        sprint.state == State.OPEN
        and not (sprint.registration_opens_at and now < sprint.registration_opens_at)
        and not (sprint.registration_closes_at and now >= sprint.registration_closes_at)
        and not is_over(sprint)
    )


def gate(sprint: Sprint) -> Gate:
    opens_at = sprint.registration_opens_at
    opens_later = sprint.state == State.OPEN and opens_at and timezone.now() < opens_at
    answers = (
        (sprint.state == State.DRAFT, Gate.DRAFT),
        (sprint.state == State.CANCELLED, Gate.CANCELLED),
        (is_over(sprint), Gate.OVER),
        (takes_registrations(sprint), Gate.OPEN),
        (is_running(sprint), Gate.RUNNING),
        (sprint.state == State.ANNOUNCED, Gate.SAVE_THE_DATE),
        (opens_later, Gate.OPENS_LATER),
    )
    return next((answer for holds, answer in answers if holds), Gate.CLOSED)


def next_gates(sprint: int | None) -> list[datetime.datetime]:
    """When the registration of this sprint, or None: of any, opens or closes next by the clock."""
    now = timezone.now()
    rows = Sprint.objects.all() if sprint is None else Sprint.objects.filter(pk=sprint)
    gates = ("registration_opens_at", "registration_closes_at")
    found = rows.aggregate(**{gate: Min(gate, filter=Q(**{f"{gate}__gt": now})) for gate in gates})
    return [*filter(None, found.values())]


def roles(person: Person, sprint: Sprint) -> set[str]:
    """The roles of this person in the team of this sprint."""
    return set(sprint.team.filter(person=person).values_list("role", flat=True))


def holds(person: Person, sprint: Sprint, wanted: Collection[TeamRole]) -> bool:
    """Whether the person has one of these roles in the sprint's team; no superuser as such has."""
    return not roles(person, sprint).isdisjoint(wanted)


def may_manage(person: Person, sprint: Sprint) -> bool:
    """Whether the person does the clerk's work of this sprint: its organizers and superusers."""
    return person.is_superuser or TeamMember.Role.ORGANIZER in roles(person, sprint)


def is_team_member(person: Person) -> bool:
    """Whether the person is in the team of any sprint."""
    return TeamMember.objects.filter(person=person).exists()


def missing_for_announcement(sprint: Sprint) -> list[str]:
    """What a sprint lacks before the public may read of it, as nouns for a sentence."""
    missing = []
    if sprint.mode != Mode.REMOTE and not sprint.city:
        missing.append("a city")
    if not sprint.contact_email:
        missing.append("a contact address")
    if not sprint.team.filter(role=TeamMember.Role.ORGANIZER).exists():
        missing.append("an organizer")
    return missing


def missing_for_registration(sprint: Sprint) -> list[str]:
    """What a sprint lacks before people may register, as nouns for a sentence."""
    missing = []
    if not (sprint.conduct_url and sprint.conduct_version):
        missing.append("a code of conduct with its version")
    if sprint.registration_closes_at and sprint.registration_closes_at <= timezone.now():
        missing.append("a closing time that lies ahead")
    return missing


def organized_alone(person: Person) -> list[Sprint]:
    """The sprints to come, or now, that would have no organizer without this person."""
    organizers = Count("team", filter=Q(team__role=TeamMember.Role.ORGANIZER))
    mine = TeamMember.objects.filter(person=person, role=TeamMember.Role.ORGANIZER)
    lonely = Sprint.objects.annotate(organizers=organizers).filter(
        organizers=1, pk__in=mine.values("sprint")
    )
    rows = lonely.exclude(state__in=(State.FINISHED, State.CANCELLED)).order_by("starts_on", "pk")
    return [sprint for sprint in rows if not is_over(sprint)]


def missing_for_next_action(sprint: Sprint) -> list[str]:
    """What the team has to fill in before the sprint can go on, as nouns for a sentence."""
    if sprint.state == State.DRAFT and not is_over(sprint):
        return missing_for_announcement(sprint)
    if sprint.state == State.ANNOUNCED and not is_over(sprint):
        return missing_for_registration(sprint)
    return []
