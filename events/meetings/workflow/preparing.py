"""What chairs and participants do about a meeting: ask, write, name people, answer, join."""

import logging
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from events.lifecycle import Refused, locked
from events.meetings import emails, rules
from events.meetings.models import AgendaItem, Meeting, MeetingPerson, Rsvp
from events.meetings.workflow.placing import Place, again, place
from events.sprints.models import Sprint
from people.models import InterestGroup, Person

logger = logging.getLogger(__name__)
State = Meeting.State


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
    mode: str = "hybrid"
    requested_minutes: int = 60
    wishes: str = ""
    needs: list[str] = field(default_factory=list)
    expected_people: int | None = None
    join_url: str = ""
    programme_note: str = ""


@transaction.atomic
def request(sprint: Sprint, *, by: Person, draft: Draft) -> Meeting:
    """Ask the programme team for a slot; whoever asks is named as the chair."""
    sprint = locked(sprint)
    _refuse_strangers(sprint, draft, by)
    meeting = Meeting(sprint=sprint, requested_by=by, **vars(draft))
    meeting.begin(State.REQUESTED, by=by)
    MeetingPerson.objects.create(meeting=meeting, person=by, role=MeetingPerson.Role.CHAIR)
    return meeting


@transaction.atomic
def ask(sprint: Sprint, *, by: Person, draft: Draft) -> Meeting:
    """Ask for a slot, and write that the request has come in."""
    meeting = request(sprint, by=by, draft=draft)
    emails.received(meeting)
    return meeting


@transaction.atomic
def book(sprint: Sprint, *, by: Person, draft: Draft, where: Place, why: str = "") -> Meeting:
    """Put a new meeting into a free slot at once: the team, and chairs where the sprint lets them."""
    return place(request(sprint, by=by, draft=draft), where, by=by, why=why)


def _refuse_strangers(sprint: Sprint, draft: Draft, by: Person) -> None:
    if not rules.plans(sprint):
        raise Refused("The programme of this sprint no longer changes.")
    if rules.may_place(by, sprint):
        return
    if draft.group is None or not rules.groups_chaired_by(by).filter(pk=draft.group.pk).exists():
        raise Refused("Ask for a slot for a group that you chair.")
    if rules.participation(by, sprint) is None:
        raise Refused("Please register for this sprint first.")


@transaction.atomic
def edit(meeting: Meeting, *, by: Person, seen: int, draft: Draft) -> Meeting:
    """Write what the meeting is about; `seen` is the revision that the form showed.

    Raises Stale, and changes nothing, if somebody else has saved since.
    """
    meeting = again(meeting)
    _refuse_outsiders(meeting, by)
    if meeting.revision != seen:
        raise Stale(meeting)
    values: dict[str, Any] = vars(draft)
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=list(values))
    return meeting


def _refuse_outsiders(meeting: Meeting, by: Person) -> None:
    if not rules.may_edit(by, meeting):
        raise Refused("Only its chairs and the programme team can change this meeting.")


@transaction.atomic
def name_people(meeting: Meeting, *, by: Person, people: dict[int, str]) -> Meeting:
    """Name these people (primary key: role) and nobody else; a meeting keeps a chair."""
    meeting = again(meeting)
    _refuse_outsiders(meeting, by)
    if MeetingPerson.Role.CHAIR not in people.values():
        raise Refused("A meeting needs a chair.")
    meeting.named.exclude(person__in=people).delete()
    for person, role in people.items():
        MeetingPerson.objects.update_or_create(
            meeting=meeting, person_id=person, defaults={"role": role}
        )
    return meeting


@transaction.atomic
def set_agenda(meeting: Meeting, *, by: Person, items: list[tuple[str, int | None]]) -> Meeting:
    """Write the agenda: titles with minutes, in this order. Points that stay keep their progress."""
    meeting = again(meeting)
    _refuse_outsiders(meeting, by)
    progress = dict(meeting.agenda.values_list("title", "progress"))
    meeting.agenda.all().delete()
    for position, (title, minutes) in enumerate(items):
        AgendaItem.objects.create(
            meeting=meeting,
            position=position,
            title=title,
            minutes=minutes,
            progress=progress.pop(title, AgendaItem.Progress.WAITING),
        )
    return meeting


@transaction.atomic
def turn_to(item: AgendaItem, *, by: Person) -> None:
    """Make this point the present one: those before it are done, those after it to come."""
    meeting = again(item.meeting)
    _refuse_outsiders(meeting, by)
    points = meeting.agenda.all()
    Progress = AgendaItem.Progress  # noqa: N806 -- a class by its name
    points.filter(progress=Progress.NOW).update(progress=Progress.DONE)
    points.filter(position__lt=item.position).update(progress=Progress.DONE)
    points.filter(position__gt=item.position).update(progress=Progress.WAITING)
    points.filter(pk=item.pk).update(progress=Progress.NOW)


@transaction.atomic
def answer(meeting: Meeting, *, by: Person, answer: str) -> Rsvp:
    """Say whether, and how, one comes."""
    meeting = again(meeting)
    registration = rules.participation(by, meeting.sprint)
    if registration is None or not Meeting.objects.visible_to(by).filter(pk=meeting.pk).exists():
        raise Refused("Only participants of this sprint can answer.")
    if not rules.answers_open(meeting):
        raise Refused("This meeting takes no answers any more.")
    if answer not in rules.possible_answers(registration, meeting):
        raise Refused("You cannot take part in this meeting in that way.")
    row, _ = Rsvp.objects.update_or_create(
        meeting=meeting, registration=registration, defaults={"answer": answer}
    )
    return row


def join(meeting: Meeting, *, by: Person) -> str:
    """The secret address to join from afar, for whoever may; who was led there stands in the log."""
    if not rules.may_join(by, meeting):
        raise Refused("Only those who take part are led into this meeting.")
    if not rules.door_is_open(meeting):
        raise Refused("One can join from a quarter of an hour before the meeting until its end.")
    address = rules.way_in(meeting)
    if not address:
        raise Refused("There is no way to join this meeting from afar.")
    logger.info("Person %s joins meeting %s", by.pk, meeting.pk)
    return address
