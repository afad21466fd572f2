"""Numbers about participants, computed from the data, in words."""

from typing import NamedTuple

from django.db.models import Count, Q

from events.registration.models import Registration
from events.sprints.models import Mode, Sprint


def counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


class Numbers(NamedTuple):
    """How many take part, or took part, in one sprint."""

    registered: int
    attended_in_person: int

    @property
    def sentence(self) -> str:
        """ "28 in-person participants": those who attended; empty when nobody is known to have."""
        number = self.attended_in_person
        return counted(number, "in-person participant", "in-person participants") if number else ""


def numbers(sprint: Sprint) -> Numbers:
    there = Q(mode=Mode.IN_PERSON, attended=Registration.Attended.YES)
    return Numbers(
        **sprint.registrations.aggregate(
            registered=Count("pk"), attended_in_person=Count("pk", filter=there)
        )
    )


def people_counts() -> dict[int, int]:
    """How many attended in person, by the sprint's primary key; one query for all sprints."""
    attended = Registration.objects.attended_in_person().order_by()
    return dict(attended.values_list("sprint").annotate(number=Count("pk")))


def head_counts(sprint: Sprint) -> tuple[str, list[tuple[str, int]]]:
    """A panel of the sprint's dashboard: who takes part, how, and who has chosen to be listed."""
    numbers = sprint.registrations.aggregate(
        in_person=Count("pk", filter=Q(mode=Mode.IN_PERSON)),
        remote=Count("pk", filter=Q(mode=Mode.REMOTE)),
        attended=Count("pk", filter=Q(attended=Registration.Attended.YES)),
        undecided=Count("pk", filter=Q(listed="")),
    )
    rows = [
        ("in person", numbers["in_person"]),
        ("from afar", numbers["remote"]),
        ("attended", numbers["attended"]),
        ("without a choice about being listed", numbers["undecided"]),
    ]
    return "Participants", rows
