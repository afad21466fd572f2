"""Questions about what came of a sprint: who may say it, who may read it, whose name may stand there."""

from django.db.models import Q, QuerySet

from events.lifecycle import Refused
from events.meetings.models import Meeting
from events.recap.models import Outcome, Report
from events.registration.models import Audience, Registration
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint, TeamRole
from people.models import Person

State = Report.State
GIVES_OUT = (TeamRole.ORGANIZER, TeamRole.DESK)


def edits(person: Person, sprint: Sprint) -> bool:
    """Whether the person writes the report: the organizers."""
    return not person.is_anonymous and sprint_rules.may_manage(person, sprint)


def belongs(person: Person, sprint: Sprint) -> bool:
    """Whether the person takes part, or is in the team in any role."""
    if person.is_anonymous:
        return False
    taking_part = sprint.registrations.participating().filter(person=person)
    return edits(person, sprint) or taking_part.exists() or bool(sprint_rules.roles(person, sprint))


def refusal_to_add(person: Person, sprint: Sprint) -> str:
    """Why this person cannot say now what came of it, as a sentence; empty if they can."""
    if sprint.state == Sprint.State.CANCELLED:
        return "This sprint was cancelled."
    if not belongs(person, sprint):
        return "What came of a sprint is told by those who take part."
    if not edits(person, sprint) and sprint_rules.today(sprint) < sprint.starts_on:
        return "The sprint has not begun yet."
    return ""


def may_edit(person: Person, outcome: Outcome) -> bool:
    """Who added it, who leads the meeting where it came about, and the organizers."""
    if outcome.added_by_id == person.pk or edits(person, outcome.sprint):
        return True
    meetings = Meeting.objects.chaired_by(person)
    return outcome.meeting_id is not None and meetings.filter(pk=outcome.meeting_id).exists()


def gives_out(person: Person, sprint: Sprint) -> bool:
    """Whether the person hands out gifts: organizers and the desk."""
    if person.is_anonymous:
        return False
    return person.is_superuser or not sprint_rules.roles(person, sprint).isdisjoint(GIVES_OUT)


def shown_people(sprint: Sprint) -> set[int]:
    """Keys of the people whose names everybody may read in this sprint's report, as they chose now.

    Participants who are listed for everybody; of others the organizers answer for what they write.
    """
    rows = Registration.objects.filter(sprint=sprint)
    live = set(rows.live().values_list("person", flat=True))
    listed = Q(listed=Audience.EVERYBODY, sprint__participants_shown_to=Audience.EVERYBODY)
    shown = set(rows.participating().filter(listed).values_list("person", flat=True))
    others = Person.objects.filter(is_active=True).exclude(pk__in=rows.values("person"))
    mentioned = others.filter(
        Q(credits__sprint=sprint)
        | Q(outcome_credits__outcome__sprint=sprint)
        | Q(named_in__meeting__sprint=sprint)
        | Q(nominations__sprint=sprint)
    )
    return (shown & live) | set(mentioned.values_list("pk", flat=True))


def undecided(sprint: Sprint) -> QuerySet[Registration]:
    """Participants who have not yet said whether their names may be listed."""
    return sprint.registrations.participating().filter(listed="")


def refusal_to_publish(report: Report) -> str:
    """Why the report cannot be published now, as a sentence; empty if it can."""
    sprint = report.sprint
    if sprint.announced_at is None or sprint.state == Sprint.State.CANCELLED:
        return "The sprint itself is not public."
    if sprint_rules.today(sprint) < sprint.ends_on:
        return f"The sprint lasts until {sprint.ends_on:%-d %B %Y}."
    if not report.author:
        return "It still needs an author."
    return ""


def refuse_outsiders(person: Person | None, sprint: Sprint) -> None:
    """Raises Refused for whoever does not write the report; None is the system."""
    if person is not None and not edits(person, sprint):
        raise Refused("Only the organizers write the report.")
