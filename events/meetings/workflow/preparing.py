"""What chairs do about a meeting: ask for a slot, write, name people, lead through the agenda."""

import datetime
from dataclasses import dataclass, field, fields

from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, Stale, locked
from events.meetings import emails, rules
from events.meetings.models import AgendaItem, Meeting, MeetingPerson
from events.meetings.workflow.programme import (
    locked_meeting,
    public_since_of,
    refuse_after_the_end,
    refuse_invalid,
)
from events.meetings.workflow.telling import tell_named
from events.sprints.models import Mode, Sprint
from people.models import InterestGroup, Person

State = Meeting.State
# A request that is sent twice is one meeting.
SENT_TWICE_WITHIN = datetime.timedelta(minutes=5)
# These need no chair.
WITHOUT_CHAIR = (Meeting.Kind.SOCIAL, Meeting.Kind.BREAK)
# A person's primary key and role; a point's title and minutes.
Named = dict[int, str]
Points = list[tuple[str, int | None]]
CHANGED = "Somebody else has changed this meeting meanwhile. Compare both versions."


@dataclass(kw_only=True)
class Draft:
    """What somebody writes about a meeting, before and after it has a slot."""

    group: InterestGroup | None = None
    kind: str = Meeting.Kind.WORKING
    title: str
    summary: str = ""
    visibility: str = Meeting.Visibility.PARTICIPANTS
    mode: str = Mode.HYBRID
    expected_people: int | None = None
    requested_minutes: int = 60
    needs: list[str] = field(default_factory=list)
    wishes: str = ""
    join_url: str = ""
    programme_note: str = ""


DRAFT_FIELDS = tuple(one.name for one in fields(Draft))


@transaction.atomic
def request(sprint: Sprint, *, by: Person, draft: Draft) -> Meeting:
    """Ask the programme team for a slot; a chair of the group becomes chair of the meeting."""
    sprint = locked(sprint)
    refuse_after_the_end(sprint)
    if not rules.may_schedule(by, sprint):
        if not _leads(by, draft.group):
            raise Refused("Ask for a slot for a group that you chair.")
        if rules.participation(by, sprint) is None:
            raise Refused("Please register for this sprint first.")
    meeting = Meeting(sprint=sprint, requested_by=by, **vars(draft))
    refuse_invalid(meeting)
    meeting.begin(State.REQUESTED, by=by)
    if _leads(by, draft.group):
        MeetingPerson.objects.create(meeting=meeting, person=by, role=MeetingPerson.Role.CHAIR)
    return meeting


@transaction.atomic
def ask(sprint: Sprint, *, by: Person, draft: Draft) -> Meeting:
    """Ask for a slot, and confirm it by email; the same request sent twice counts once."""
    if twin := _just_asked(locked(sprint), by, draft):
        return twin
    meeting = request(sprint, by=by, draft=draft)
    asked = {"minutes": meeting.requested_minutes, "wishes": meeting.wishes}
    emails.tell(meeting, by, "request_received", **asked)
    return meeting


def _just_asked(sprint: Sprint, by: Person, draft: Draft) -> Meeting | None:
    since = timezone.now() - SENT_TWICE_WITHIN
    recent = sprint.meetings.filter(
        requested_by=by, state=State.REQUESTED, state_changed_at__gte=since, **vars(draft)
    )
    return recent.order_by("pk").first()


def _leads(person: Person, group: InterestGroup | None) -> bool:
    return group is not None and rules.groups_chaired_by(person).filter(pk=group.pk).exists()


@transaction.atomic
def edit(meeting: Meeting, *, by: Person, seen: str, draft: Draft) -> Meeting:
    """Write what the meeting is about; Stale if its revision is no longer the one `seen`.

    A meeting that becomes public, or private, changes in calendars too.
    """
    meeting = _locked_to_edit(meeting, by)
    if str(meeting.revision) != seen:
        raise Stale(CHANGED)
    is_other_group = draft.group != meeting.group and not rules.may_schedule(by, meeting.sprint)
    if is_other_group and not _leads(by, draft.group):
        raise Refused("Choose a group that you chair.")
    was_public, values = meeting.is_public, vars(draft)
    for name, value in values.items():
        setattr(meeting, name, value)
    refuse_invalid(meeting)
    if meeting.is_public != was_public:
        meeting.sequence += 1
    if meeting.is_public:
        meeting.public_since = public_since_of(meeting)
    meeting.save(update_fields=[*values, "sequence", "public_since"])
    return meeting


def _locked_to_edit(meeting: Meeting, by: Person) -> Meeting:
    meeting = locked_meeting(meeting)
    if not rules.may_edit(by, meeting):
        raise Refused("Only its chairs and the programme team can change this meeting.")
    return meeting


@transaction.atomic
def name_people(
    meeting: Meeting, *, by: Person, people: Named, seen: Named | None = None
) -> Meeting:
    """Name exactly these people; Stale if they are no longer those that were `seen`."""
    meeting = _locked_to_edit(meeting, by)
    before = dict(meeting.named.values_list("person", "role"))
    if seen is not None and seen != before:
        raise Stale(CHANGED)
    if not set(people.values()) <= set(MeetingPerson.Role.values):
        raise Refused("A person has no such role in a meeting.")
    if meeting.kind not in WITHOUT_CHAIR and MeetingPerson.Role.CHAIR not in people.values():
        raise Refused("A meeting needs a chair.")
    if Person.objects.filter(pk__in=people, is_active=True).count() != len(people):
        raise Refused("One of these people is not here any more. Please look again.")
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
    """Write the agenda in this order; Stale if it is no longer the one that was `seen`."""
    meeting = _locked_to_edit(meeting, by)
    present = meeting.agenda.order_by("position", "pk").values_list("title", "minutes")
    if seen is not None and seen != list(present):
        raise Stale(CHANGED)
    there = {item.title: item for item in meeting.agenda.order_by("-position", "-pk")}
    saved = []
    for position, (title, minutes) in enumerate(items):
        item = there.pop(title, None) or AgendaItem(meeting=meeting, title=title)
        item.position, item.minutes = position, minutes
        refuse_invalid(item)
        item.save()
        saved.append(item.pk)
    meeting.agenda.exclude(pk__in=saved).delete()
    return meeting


@transaction.atomic
def turn_to(item: AgendaItem, *, by: Person) -> None:
    """Make this the current point: those before it are done, those after it to come."""
    meeting = _locked_to_edit(item.meeting, by)
    points = meeting.agenda.all()
    present = points.filter(pk=item.pk).first()
    if present is None:
        raise Refused("This point is no longer on the agenda.")
    Progress = AgendaItem.Progress  # noqa: N806 -- a class by its name
    points.filter(progress=Progress.NOW).update(progress=Progress.DONE)
    points.filter(position__lt=present.position).update(progress=Progress.DONE)
    points.filter(position__gt=present.position).update(progress=Progress.WAITING)
    points.filter(pk=present.pk).update(progress=Progress.NOW)


def enter(meeting: Meeting, *, by: Person) -> None:
    """Store a meeting typed by the team: as a request, or as history once the programme is over."""
    meeting.requested_by = by
    state = State.REQUESTED if rules.plans(meeting.sprint) else State.HELD
    meeting.begin(state, by=by, why="Entered by hand.")
