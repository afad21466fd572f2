"""Questions about what came of a sprint: who may say it, who may read it, whose name may stand there."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from events.lifecycle import Refused
from events.meetings.models import Meeting, MeetingPerson
from events.recap.models import Gift, Outcome, OutcomePerson, Report
from events.recap.names import Key
from events.registration.models import Audience, Financing, Registration
from events.sprints import rules as sprint_rules
from events.sprints.models import Credit, Mode, Sprint, TeamRole
from people.models import Person
from people.rules import has_account

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
    member = person.is_superuser or taking_part.exists()
    return member or bool(sprint_rules.roles(person, sprint))


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


def is_in(person: Person, outcome: Outcome) -> bool:
    """Whether the outcome is about this person, who therefore has a say in it."""
    return outcome.nominee_id == person.pk or outcome.credited.filter(person=person).exists()


def outcomes_for(person: Person, sprint: Sprint) -> QuerySet[Outcome]:
    """What came of the sprint, for those who belong to it or are named in it.

    A vote about somebody who has not agreed is seen by that person and by the organizers alone.
    """
    rows = Outcome.objects.filter(sprint=sprint)
    if edits(person, sprint):
        return rows
    if not belongs(person, sprint):
        named = OutcomePerson.objects.filter(person=person.pk).values("outcome")
        rows = rows.filter(Q(nominee=person.pk) | Q(pk__in=named))
    return rows.filter(Q(nominee=None) | Q(nominee_agreed=True) | Q(nominee=person.pk))


def meetings_led(person: Person, sprint: Sprint) -> set[int]:
    """Keys of the meetings of this sprint that the person prepares."""
    return set(
        Meeting.objects.chaired_by(person).filter(sprint=sprint).values_list("pk", flat=True)
    )


def readable_people(person: Person, sprint: Sprint) -> QuerySet[Person]:
    """Whose names this person may read beside what came of the sprint, in alphabetical order.

    Participants as they chose; whoever takes no part and is credited by the team; the person.
    """
    registered = Registration.objects.filter(sprint=sprint)
    listed = registered.participating()
    others = Q(outcome_credits__outcome__sprint=sprint) | Q(nominations__sprint=sprint)
    credited = Person.objects.filter(others, is_active=True).values("pk")
    if not edits(person, sprint):
        listed = listed.visible_to(person)
        credited = credited.exclude(pk__in=registered.values("person"))
    readable = Q(pk__in=listed.values("person")) | Q(pk__in=credited) | Q(pk=person.pk)
    return Person.objects.filter(readable).order_by("sort_key", "pk")


def refusal_to_agree(person: Person, outcome: Outcome) -> str:
    """Why this person cannot say that the nominee agrees to be shown; empty if they can.

    Whoever has an account says so there; for others the organizers write down what they were told.
    """
    if outcome.nominee is None:
        return "This is not about a person."
    if outcome.nominee_id == person.pk:
        return ""
    if not edits(person, outcome.sprint):
        return "Only the person whom the vote is about can agree."
    if has_account(outcome.nominee):
        return "Whoever has an account agrees there, alone."
    return ""


def refusal_to_hand_out(gift: Gift, registration: Registration) -> str:
    """Why this person cannot get one now, as a sentence; empty if they can."""
    if not comes_in_person(gift.sprint).filter(pk=registration.pk).exists():
        return "Gifts are for those who take part in person."
    if gift.handouts.filter(registration=registration).exists():
        return f"{registration.person.name} has got one already."
    if gift.quantity is not None and gift.handed_out >= gift.quantity:
        return f"Nothing is left of the {gift.item}."
    return ""


def comes_in_person(sprint: Sprint) -> QuerySet[Registration]:
    """Those who have a place in person."""
    confirmed = Registration.State.CONFIRMED
    return sprint.registrations.filter(state=confirmed, mode=Mode.IN_PERSON)


def gives_out(person: Person, sprint: Sprint) -> bool:
    """Whether the person hands out gifts: organizers and the desk."""
    if person.is_anonymous:
        return False
    return person.is_superuser or sprint_rules.holds(person, sprint, GIVES_OUT)


def shown_people(sprint: Sprint) -> set[Key]:
    """Keys of the people whose names everybody may read in this sprint's report, as they chose now.

    Participants who are listed for everybody; of others those whom the team credits. And, with the
    person's key, the keys of the organizations in brackets behind the names of participants.
    """
    return shown_people_of([sprint.pk])[sprint.pk]


def is_known(person: Person, sprint: Sprint) -> bool:
    """Whether anything ties the person to the sprint: a registration in any state, or credit."""
    registered = Registration.objects.filter(sprint=sprint, person=person)
    return registered.exists() or person.pk in shown_people(sprint)


def shown_people_of(sprints: Collection[int]) -> dict[int, set[Key]]:
    """The same for several sprints by their keys, in four queries."""
    registered = Registration.objects.filter(sprint__in=sprints)
    takes_part = set(registered.values_list("sprint", "person"))
    listed = registered.participating().filter(
        listed=Audience.EVERYBODY, sprint__participants_shown_to=Audience.EVERYBODY
    )
    shown: dict[int, set[Key]] = {sprint: set() for sprint in sprints}
    for sprint, person in listed.values_list("sprint", "person"):
        shown[sprint].add(person)
    for sprint, person in set(_credited(sprints)) - takes_part:
        shown[sprint].add(person)
    paid = Financing.objects.filter(private=False, registration__in=listed.values("pk"))
    columns = ("registration__sprint", "registration__person", "organization")
    for sprint, person, organization in paid.values_list(*columns):
        shown[sprint].add((person, organization))
    return shown


def _credited(sprints: Collection[int]) -> QuerySet:
    """Pairs of sprint and person: thanked, credited for an outcome, named on a meeting, nominated."""
    thanked = Credit.objects.filter(sprint__in=sprints, person__is_active=True)
    did = OutcomePerson.objects.filter(outcome__sprint__in=sprints, person__is_active=True)
    named = MeetingPerson.objects.filter(meeting__sprint__in=sprints, person__is_active=True)
    nominated = Outcome.objects.filter(sprint__in=sprints, nominee__is_active=True)
    return thanked.values_list("sprint", "person").union(
        did.values_list("outcome__sprint", "person"),
        named.values_list("meeting__sprint", "person"),
        nominated.values_list("sprint", "nominee"),
    )


def report_of(sprint: Sprint) -> Report:
    """The report, or an empty one that is not stored yet."""
    found = Report.objects.filter(sprint=sprint).select_related("cover").first() or Report()
    found.sprint = sprint
    return found


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
