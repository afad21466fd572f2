"""What chairs do about a meeting: ask for a slot, write, name people, lead through the agenda."""

import datetime
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.meetings import emails, rules
from events.meetings.models import AgendaItem, Meeting, MeetingPerson
from events.meetings.workflow.placing import place
from events.meetings.workflow.programme import (
    Place,
    again,
    known_since,
    refuse_after_the_end,
    refuse_invalid,
)
from events.meetings.workflow.telling import tell_named
from events.sprints.models import Mode, Sprint
from people.models import InterestGroup, Person

State = Meeting.State
# Whoever presses twice, or sends a page again, means one meeting.
SENT_TWICE_WITHIN = datetime.timedelta(minutes=5)
# Nobody has to lead these.
WITHOUT_CHAIR = (Meeting.Kind.SOCIAL, Meeting.Kind.BREAK)
# A person's primary key and role; a point's title and minutes.
Named = dict[int, str]
Points = list[tuple[str, int | None]]


class Stale(Refused):
    """Somebody else saved meanwhile; `current` is the meeting as it is now."""

    def __init__(self, current: Meeting) -> None:
        super().__init__("Somebody else has changed this meeting meanwhile. Compare both versions.")
        self.current = current


@dataclass(kw_only=True)
class Draft:
    """What somebody writes about a meeting, before and after it has a slot."""

    title: str
    group: InterestGroup | None = None
    kind: str = Meeting.Kind.WORKING
    summary: str = ""
    visibility: str = Meeting.Visibility.PARTICIPANTS
    mode: str = Mode.HYBRID
    requested_minutes: int = 60
    wishes: str = ""
    needs: list[str] = field(default_factory=list)
    expected_people: int | None = None
    join_url: str = ""
    programme_note: str = ""


@transaction.atomic
def request(sprint: Sprint, *, by: Person, draft: Draft) -> Meeting:
    """Ask the programme team for a slot; a chair who asks for the own group is named as chair.

    The team is not: whoever enters a whole programme cannot be everywhere at once.
    """
    sprint = locked(sprint)
    refuse_after_the_end(sprint)
    _refuse_strangers(sprint, draft, by)
    meeting = Meeting(sprint=sprint, requested_by=by, **vars(draft))
    refuse_invalid(meeting)
    meeting.begin(State.REQUESTED, by=by)
    if _leads(by, draft.group):
        MeetingPerson.objects.create(meeting=meeting, person=by, role=MeetingPerson.Role.CHAIR)
    return meeting


@transaction.atomic
def ask(sprint: Sprint, *, by: Person, draft: Draft) -> Meeting:
    """Ask for a slot, and write that the request has come in; who asks twice at once has asked once."""
    twin = _just_asked(locked(sprint), by, draft)
    if twin is not None:
        return twin
    meeting = request(sprint, by=by, draft=draft)
    emails.received(meeting)
    return meeting


@transaction.atomic
def book(sprint: Sprint, *, by: Person, draft: Draft, where: Place, why: str = "") -> Meeting:
    """Put a new meeting into a free slot at once: the team, and chairs where the sprint lets them."""
    return place(request(sprint, by=by, draft=draft), where, by=by, why=why)


def _just_asked(sprint: Sprint, by: Person, draft: Draft) -> Meeting | None:
    """The same request of the same person, if it came in a moment ago and waits."""
    since = timezone.now() - SENT_TWICE_WITHIN
    waiting = sprint.meetings.filter(
        requested_by=by, state=State.REQUESTED, state_changed_at__gte=since, **vars(draft)
    )
    return waiting.order_by("pk").first()


def _leads(person: Person, group: InterestGroup | None) -> bool:
    return group is not None and rules.groups_chaired_by(person).filter(pk=group.pk).exists()


def _refuse_strangers(sprint: Sprint, draft: Draft, by: Person) -> None:
    if rules.may_place(by, sprint):
        return
    if not _leads(by, draft.group):
        raise Refused("Ask for a slot for a group that you chair.")
    if rules.participation(by, sprint) is None:
        raise Refused("Please register for this sprint first.")


@transaction.atomic
def edit(meeting: Meeting, *, by: Person, seen: int, draft: Draft) -> Meeting:
    """Write what the meeting is about; `seen` is the revision that the form showed.

    Raises Stale, and changes nothing, if somebody else has saved since. A meeting that strangers
    see from now on, or no longer, changes for calendars, too.
    """
    meeting = again(meeting)
    _refuse_outsiders(meeting, by)
    if meeting.revision != seen:
        raise Stale(meeting)
    _refuse_another_group(meeting, draft, by)
    was_public, values = meeting.is_public, {**vars(draft)}
    for name, value in values.items():
        setattr(meeting, name, value)
    refuse_invalid(meeting)
    if meeting.is_public != was_public:
        meeting.sequence += 1
    if meeting.is_public:
        meeting.public_since = known_since(meeting)
    meeting.save(update_fields=[*values, "sequence", "public_since"])
    return meeting


def _refuse_another_group(meeting: Meeting, draft: Draft, by: Person) -> None:
    if draft.group == meeting.group or rules.may_place(by, meeting.sprint):
        return
    if not _leads(by, draft.group):
        raise Refused("Choose a group that you chair.")


def _refuse_outsiders(meeting: Meeting, by: Person) -> None:
    if not rules.may_edit(by, meeting):
        raise Refused("Only its chairs and the programme team can change this meeting.")


@transaction.atomic
def name_people(
    meeting: Meeting, *, by: Person, people: Named, seen: Named | None = None
) -> Meeting:
    """Name these people and nobody else; what somebody leads keeps a chair.

    Raises Stale if they are no longer the people that were `seen` (None: nobody looked).
    """
    meeting = again(meeting)
    _refuse_outsiders(meeting, by)
    if seen is not None and seen != dict(meeting.named.values_list("person", "role")):
        raise Stale(meeting)
    if not set(people.values()) <= set(MeetingPerson.Role.values):
        raise Refused("A person has no such role in a meeting.")
    if meeting.kind not in WITHOUT_CHAIR and MeetingPerson.Role.CHAIR not in people.values():
        raise Refused("A meeting needs a chair.")
    if Person.objects.filter(pk__in=people, is_active=True).count() != len(people):
        raise Refused("One of these people is not here any more. Please look again.")
    before = dict(meeting.named.values_list("person", "role"))
    meeting.named.exclude(person__in=people).delete()
    for person, role in people.items():
        MeetingPerson.objects.update_or_create(
            meeting=meeting, person_id=person, defaults={"role": role}
        )
    tell_named(meeting, before, by=by)
    return meeting


@transaction.atomic
def set_agenda(
    meeting: Meeting, *, by: Person, items: Points, seen: Points | None = None
) -> Meeting:
    """Write the agenda: titles with minutes, in this order. A point that stays keeps its row.

    Raises Stale if it is no longer the agenda that was `seen` (None: nobody looked).
    """
    meeting = again(meeting)
    _refuse_outsiders(meeting, by)
    present = meeting.agenda.order_by("position", "pk").values_list("title", "minutes")
    if seen is not None and seen != list(present):
        raise Stale(meeting)
    there = {item.title: item for item in meeting.agenda.order_by("-position", "-pk")}
    kept = []
    for position, (title, minutes) in enumerate(items):
        item = there.pop(title, None) or AgendaItem(meeting=meeting, title=title)
        item.position, item.minutes = position, minutes
        refuse_invalid(item)
        item.save()
        kept.append(item.pk)
    meeting.agenda.exclude(pk__in=kept).delete()
    return meeting


@transaction.atomic
def turn_to(item: AgendaItem, *, by: Person) -> None:
    """Make this point the present one: those before it are done, those after it to come."""
    meeting = again(item.meeting)
    _refuse_outsiders(meeting, by)
    points = meeting.agenda.all()
    present = points.filter(pk=item.pk).first()
    if present is None:
        raise Refused("This point is no longer on the agenda.")
    Progress = AgendaItem.Progress  # noqa: N806 -- a class by its name
    points.filter(progress=Progress.NOW).update(progress=Progress.DONE)
    points.filter(position__lt=present.position).update(progress=Progress.DONE)
    points.filter(position__gt=present.position).update(progress=Progress.WAITING)
    points.filter(pk=present.pk).update(progress=Progress.NOW)
