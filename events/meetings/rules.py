"""Questions about meetings: who may do what, and what the time allows."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Max, Min, Q, QuerySet
from django.utils import timezone

from events.meetings.models import Meeting, MeetingPerson, Rsvp
from events.meetings.models.meeting import PROGRAMME_ROLES, TAKING_PLACE
from events.registration import rules as registration_rules
from events.registration.models import Registration
from events.sprints import rules as sprint_rules
from events.sprints.models import Mode, Sprint
from people.models import GroupMember, InterestGroup, Person

State = Meeting.State
JOIN_OPENS_BEFORE = datetime.timedelta(minutes=15)
JOIN_CLOSES_AFTER = datetime.timedelta(minutes=30)
QUIET_BEFORE_EMAILS = datetime.timedelta(minutes=10)
CALENDARS_SAY_CANCELLED_FOR = datetime.timedelta(days=30)
PROGRAMME_IS_FIXED = "The programme of this sprint no longer changes."


def may_see(person: Person, meeting: Meeting) -> bool:
    return Meeting.objects.visible_to(person).filter(pk=meeting.pk).exists()


def may_schedule(person: Person, sprint: Sprint) -> bool:
    """Whether the person manages the programme: organizers, programme team, superusers."""
    if person.is_anonymous:
        return False
    return person.is_superuser or sprint_rules.holds(person, sprint, PROGRAMME_ROLES)


def groups_chaired_by(person: Person) -> QuerySet[InterestGroup]:
    if person.is_anonymous:
        return InterestGroup.objects.none()
    chairs = GroupMember.objects.filter(person=person, role=GroupMember.Role.CHAIR)
    return InterestGroup.objects.filter(archived=False, pk__in=chairs.values("group"))


def groups_managed_by(person: Person) -> QuerySet[InterestGroup]:
    """Groups whose chairs an organizer may name; chairs see all meetings of their group.

    They have no meeting at another team's sprint, no member who is only in other teams' sprints,
    and if they are confidential, the organizer is a member or nobody is.
    """
    if person.is_superuser:
        return InterestGroup.objects.all()
    mine = Sprint.objects.managed_by(person).values("pk")
    of_mine = Q(registrations__sprint__in=mine) | Q(team_roles__sprint__in=mine)
    of_none = Q(registrations=None, team_roles=None)
    ours = Person.objects.filter(of_mine | of_none).values("pk")
    members = GroupMember.objects.values("group")
    is_open = Q(confidential=False) | ~Q(pk__in=members) | Q(pk__in=members.filter(person=person))
    elsewhere = Meeting.objects.exclude(sprint__in=mine)
    return InterestGroup.objects.filter(is_open).exclude(
        Q(meetings__in=elsewhere) | Q(pk__in=members.exclude(person__in=ours))
    )


def may_request(person: Person, sprint: Sprint) -> bool:
    """Whether the person may ask for a slot: the team and, once it is announced, group chairs."""
    if not plans(sprint):
        return False
    is_announced = sprint.announced_at is not None
    return may_schedule(person, sprint) or (is_announced and groups_chaired_by(person).exists())


def refusal_to_requests(person: Person, sprint: Sprint) -> str:
    """Why this person cannot ask for a slot, as a sentence; empty if they can."""
    if not plans(sprint):
        return PROGRAMME_IS_FIXED
    if may_schedule(person, sprint):
        return ""
    if not groups_chaired_by(person).exists():
        return (
            "Only whoever chairs an interest group asks for a slot. "
            "The chairs of your group, or the organizers, can make you one."
        )
    if participation(person, sprint) is None:
        return "Please register for this sprint first."
    return ""


def refusal_to_slot(meeting: Meeting) -> str:
    """Why nobody can give this meeting a slot, as a sentence; empty if somebody can."""
    if not plans(meeting.sprint):
        return PROGRAMME_IS_FIXED
    if meeting.state == State.SCHEDULED or meeting.may_become(State.SCHEDULED):
        return ""
    return f"This meeting is {meeting.get_state_display()} and keeps its place."


def refusal_to_cancel(meeting: Meeting) -> str:
    """Why nobody can cancel this meeting, as a sentence; empty if somebody can."""
    if not plans(meeting.sprint):
        return PROGRAMME_IS_FIXED
    is_possible = meeting.may_become(State.CANCELLED)
    return "" if is_possible else f"This meeting is {meeting.get_state_display()}."


def plans(sprint: Sprint) -> bool:
    ended = sprint.state in (Sprint.State.FINISHED, Sprint.State.CANCELLED)
    return not ended and not sprint_rules.is_past(sprint)


def editable_by(person: Person) -> QuerySet[Meeting]:
    """The meetings whose texts, people and agenda the person may change, and cancel."""
    kept = Sprint.objects.kept_by(person, *PROGRAMME_ROLES)
    chaired = Meeting.objects.visible_to(person).chaired_by(person)
    return Meeting.objects.filter(Q(sprint__in=kept.values("pk")) | Q(pk__in=chaired.values("pk")))


def may_edit(person: Person, meeting: Meeting) -> bool:
    return editable_by(person).filter(pk=meeting.pk).exists()


def may_move(person: Person, meeting: Meeting) -> bool:
    """Whether the person may give it a slot: the team, and chairs where the sprint lets them."""
    if may_schedule(person, meeting.sprint):
        return True
    own = Meeting.objects.visible_to(person).chaired_by(person).filter(pk=meeting.pk)
    return meeting.sprint.chairs_may_book and own.exists()


def participation(person: Person, sprint: Sprint) -> Registration | None:
    """The registration with which the person takes part in the sprint, in person or online."""
    if person.is_anonymous:
        return None
    return sprint.registrations.participating().filter(person=person).first()


def answers_open(meeting: Meeting) -> bool:
    lasts = meeting.ends_at is not None and timezone.now() < meeting.ends_at
    return meeting.state == State.SCHEDULED and lasts


def possible_answers(registration: Registration, meeting: Meeting) -> list[str]:
    """Only those with a confirmed seat in person can answer that they come to the room."""
    in_person = registration.state == Registration.State.CONFIRMED and (
        registration.mode == Mode.IN_PERSON
    )
    answers = []
    if in_person and meeting.mode != Mode.REMOTE:
        answers.append("in_person")
    if meeting.mode != Mode.IN_PERSON:
        answers.append("remote")
    return [*answers, "no"]


def join_link(meeting: Meeting) -> str:
    """The secret address to join online; empty if there is none."""
    if meeting.mode == Mode.IN_PERSON:
        return ""
    return meeting.join_url or (meeting.room.join_url if meeting.room else "")


def join_is_open(meeting: Meeting) -> bool:
    """Whether participants can join now: 15 minutes before until 30 minutes after the meeting."""
    if meeting.state not in TAKING_PLACE or meeting.span is None:
        return False
    starts_at, ends_at = meeting.span
    return starts_at - JOIN_OPENS_BEFORE <= timezone.now() <= ends_at + JOIN_CLOSES_AFTER


def may_join(person: Person, meeting: Meeting) -> bool:
    """Whether the person may join, once that is possible: participants, people named, the team."""
    if person.is_anonymous or not may_see(person, meeting):
        return False
    return (
        participation(person, meeting.sprint) is not None
        or MeetingPerson.objects.filter(meeting=meeting, person=person).exists()
        or may_edit(person, meeting)
    )


def over() -> QuerySet[Meeting]:
    return Meeting.objects.filter(state=State.SCHEDULED, ends_at__lte=timezone.now())


def with_unsent_changes() -> QuerySet[Meeting]:
    """Meetings with changes that no email mentions yet, the last at least ten minutes ago."""
    quiet_since = timezone.now() - QUIET_BEFORE_EMAILS
    changed = Meeting.objects.annotate(last=Max("changes__pk"), last_at=Max("changes__at"))
    return changed.filter(last__gt=F("told_up_to"), last_at__lte=quiet_since)


def timed(sprint: Sprint) -> QuerySet[Meeting]:
    """The meetings of this sprint that have, or had, a time."""
    return Meeting.objects.filter(sprint=sprint, starts_at__isnull=False)


def span_of(snapshot: Mapping[str, Any]) -> tuple[datetime.datetime, datetime.datetime] | None:
    """Beginning and end in `before` or `after` of a ProgrammeChange, where they are ISO 8601."""
    if not snapshot.get("starts_at"):
        return None
    first, last = (datetime.datetime.fromisoformat(snapshot[at]) for at in ("starts_at", "ends_at"))
    return first, last


def days_of(sprint: Sprint) -> list[datetime.date]:
    return registration_rules.days(sprint)


def day_bounds(sprint: Sprint, day: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """The moments in UTC at which this day begins and ends where the sprint is; 23 to 25 h apart."""
    return _midnight(sprint, day), _midnight(sprint, day + datetime.timedelta(days=1))


def sprint_bounds(sprint: Sprint) -> tuple[datetime.datetime, datetime.datetime]:
    """The moments in UTC at which the first day of the sprint begins and the last one ends."""
    return day_bounds(sprint, sprint.starts_on)[0], day_bounds(sprint, sprint.ends_on)[1]


def _midnight(sprint: Sprint, day: datetime.date) -> datetime.datetime:
    local = datetime.datetime.combine(day, datetime.time(), sprint_rules.zone(sprint))
    return local.astimezone(datetime.UTC)


def own_programme(person: Person) -> QuerySet[Meeting]:
    """The meetings in a person's own calendar: answered with yes, chaired, or needing them."""
    coming = Rsvp.objects.coming().filter(registration__person=person)
    needed = MeetingPerson.objects.filter(person=person, role__in=MeetingPerson.NEEDED)
    chaired = Meeting.objects.chaired_by(person)
    rows = Meeting.objects.visible_to(person).in_programme()
    return rows.filter(
        Q(pk__in=coming.values("meeting"))
        | Q(pk__in=needed.values("meeting"))
        | Q(pk__in=chaired.values("pk"))
    )


def name_visible_to(reader: Person, sprint: int) -> Q:
    """For rows with a person: the reader's own, and those listed as participants to the reader."""
    shown = Registration.objects.visible_to(reader).filter(sprint=sprint)
    return Q(person=reader.pk) | Q(person__in=shown.values("person"))


def named_for(reader: Person, meeting: Meeting) -> QuerySet[MeetingPerson]:
    """The people of the meeting whose names this reader may see, in their order."""
    rows = meeting.named.select_related("person").order_by("person__sort_key", "person")
    return rows.filter(name_visible_to(reader, meeting.sprint_id))


def members_for(reader: Person, group: InterestGroup) -> QuerySet[GroupMember]:
    """Members whose names this reader may see: all in their own groups, elsewhere as each chose."""
    rows = group.members.select_related("person").order_by("person__sort_key", "person")
    if reader.is_superuser or group.members.filter(person=reader.pk).exists():
        return rows
    if group.confidential:
        return rows.none()
    return rows.filter(person__in=Registration.objects.visible_to(reader).values("person"))


def next_moments(sprint: int | None) -> list[datetime.datetime]:
    """When a gate of this sprint, or None: of any, or one of its meetings begins or ends next."""
    now = timezone.now()
    rows = Meeting.objects.all() if sprint is None else Meeting.objects.filter(sprint=sprint)
    found = rows.aggregate(
        begins=Min("starts_at", filter=Q(starts_at__gt=now)),
        ends=Min("ends_at", filter=Q(ends_at__gt=now)),
    )
    return [*sprint_rules.next_gates(sprint), *filter(None, found.values())]


def public_programme() -> QuerySet[Meeting]:
    """The meetings in public calendars: those public now, and those that once were."""
    shown = Meeting.objects.visible_to(AnonymousUser())
    once = Meeting.objects.in_programme().filter(
        sprint__in=Sprint.objects.visible_to(AnonymousUser()).values("pk"),
        public_since__isnull=False,
    )
    return shown | once


def cancelled_are_forgotten(sprint: Sprint) -> bool:
    """Whether calendars no longer show cancelled meetings: thirty days after the last day."""
    return sprint_rules.today(sprint) > sprint.ends_on + CALENDARS_SAY_CANCELLED_FOR
