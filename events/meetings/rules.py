"""Questions about meetings: who may, what is the time, what hangs together."""

import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from events.meetings.models import Meeting, MeetingPerson, Rsvp
from events.meetings.models.meeting import PLACING_ROLES
from events.registration import rules as registration_rules
from events.registration.models import Registration
from events.sprints import rules as sprint_rules
from events.sprints.models import Mode, Sprint
from people.models import GroupMember, InterestGroup, Person

State = Meeting.State
DOOR_OPENS_BEFORE = datetime.timedelta(minutes=15)
DOOR_CLOSES_AFTER = datetime.timedelta(minutes=30)
QUIET_BEFORE_EMAILS = datetime.timedelta(minutes=10)
CALENDARS_SAY_CANCELLED_FOR = datetime.timedelta(days=30)


def may_see(person: Person, meeting: Meeting) -> bool:
    return Meeting.objects.visible_to(person).filter(pk=meeting.pk).exists()


def may_place(person: Person, sprint: Sprint) -> bool:
    """Whether the person keeps this sprint's programme: organizers, programme team, superusers."""
    if person.is_anonymous:
        return False
    return person.is_superuser or sprint_rules.holds(person, sprint, PLACING_ROLES)


def groups_chaired_by(person: Person) -> QuerySet[InterestGroup]:
    """Groups that still meet and that this person chairs."""
    if person.is_anonymous:
        return InterestGroup.objects.none()
    chairs = GroupMember.objects.filter(person=person, role=GroupMember.Role.CHAIR)
    return InterestGroup.objects.filter(archived=False, pk__in=chairs.values("group"))


def groups_kept_by(person: Person) -> QuerySet[InterestGroup]:
    """Groups that an organizer may change, and so name the chairs, who see all their meetings.

    No other team's sprint meets with them, nobody in them is of other teams' sprints alone, and the
    confidential ones are the organizer's own, or empty.
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
    """Whether the person may ask for a slot: the team, and whoever chairs a group.

    Of a draft its team alone knows.
    """
    if not plans(sprint):
        return False
    if may_place(person, sprint):
        return True
    return sprint.announced_at is not None and groups_chaired_by(person).exists()


def refusal_to_requests(person: Person, sprint: Sprint) -> str:
    """Why this person cannot ask for a slot, as a sentence; empty if they can."""
    if not plans(sprint):
        return "The programme of this sprint no longer changes."
    if may_place(person, sprint):
        return ""
    if not groups_chaired_by(person).exists():
        return (
            "Only whoever chairs an interest group asks for a slot. "
            "The chairs of your group, or the organizers, can make you one."
        )
    if participation(person, sprint) is None:
        return "Please register for this sprint first."
    return ""


def refusal_to_places(meeting: Meeting) -> str:
    """Why nobody can give this meeting another place, as a sentence; empty if one can."""
    if not plans(meeting.sprint):
        return "The programme of this sprint no longer changes."
    if meeting.state == State.SCHEDULED or meeting.may_become(State.SCHEDULED):
        return ""
    return f"This meeting is {meeting.get_state_display()} and keeps its place."


def refusal_to_cancel(meeting: Meeting) -> str:
    """Why nobody can call this meeting off, as a sentence; empty if one can."""
    if not plans(meeting.sprint):
        return "The programme of this sprint no longer changes."
    if meeting.may_become(State.CANCELLED):
        return ""
    return f"This meeting is {meeting.get_state_display()}."


def plans(sprint: Sprint) -> bool:
    """Whether this sprint's programme still changes."""
    ended = sprint.state in (Sprint.State.FINISHED, Sprint.State.CANCELLED)
    return not ended and not sprint_rules.is_past(sprint)


def chairs(person: Person, meeting: Meeting) -> bool:
    """Whether the person prepares this meeting, as chair of the group or named as its chair."""
    return Meeting.objects.visible_to(person).chaired_by(person).filter(pk=meeting.pk).exists()


def editable_by(person: Person) -> QuerySet[Meeting]:
    """The meetings whose texts, people and agenda the person may change, and cancel."""
    kept = Sprint.objects.kept_by(person, *PLACING_ROLES)
    chaired = Meeting.objects.visible_to(person).chaired_by(person)
    return Meeting.objects.filter(Q(sprint__in=kept.values("pk")) | Q(pk__in=chaired.values("pk")))


def may_edit(person: Person, meeting: Meeting) -> bool:
    return editable_by(person).filter(pk=meeting.pk).exists()


def may_move(person: Person, meeting: Meeting) -> bool:
    """Whether the person may give it a slot: the team, and chairs where the sprint lets them."""
    if may_place(person, meeting.sprint):
        return True
    return meeting.sprint.chairs_may_book and chairs(person, meeting)


def participation(person: Person, sprint: Sprint) -> Registration | None:
    """The registration with which the person takes part in the sprint, in person or from afar."""
    if person.is_anonymous:
        return None
    return sprint.registrations.participating().filter(person=person).first()


def answers_open(meeting: Meeting) -> bool:
    """Whether participants may still say if they come."""
    lasts = meeting.ends_at is not None and timezone.now() < meeting.ends_at
    return meeting.state == State.SCHEDULED and lasts


def possible_answers(registration: Registration, meeting: Meeting) -> list[str]:
    """How this participant can come: who takes part from afar, or is waiting, is not in the room."""
    in_person = registration.state == Registration.State.CONFIRMED and (
        registration.mode == Mode.IN_PERSON
    )
    answers = []
    if in_person and meeting.mode != Mode.REMOTE:
        answers.append("in_person")
    if meeting.mode != Mode.IN_PERSON:
        answers.append("remote")
    return [*answers, "no"]


def way_in(meeting: Meeting) -> str:
    """The secret address to join from afar; empty if there is none."""
    if meeting.mode == Mode.IN_PERSON:
        return ""
    return meeting.join_url or (meeting.room.join_url if meeting.room else "")


def door_is_open(meeting: Meeting) -> bool:
    """Whether one can join now: from a quarter of an hour before until half an hour after."""
    takes_place = meeting.state in (State.SCHEDULED, State.HELD)
    if not takes_place or meeting.starts_at is None or meeting.ends_at is None:
        return False
    now = timezone.now()
    return meeting.starts_at - DOOR_OPENS_BEFORE <= now <= meeting.ends_at + DOOR_CLOSES_AFTER


def may_join(person: Person, meeting: Meeting) -> bool:
    """Whether the person is led in, once the door is open: participants, the named, the team.

    Whoever waits for a place, unless named, joins only if they take part from afar meanwhile.
    """
    if person.is_anonymous or not may_see(person, meeting):
        return False
    return (
        participation(person, meeting.sprint) is not None
        or MeetingPerson.objects.filter(meeting=meeting, person=person).exists()
        or may_edit(person, meeting)
    )


def over() -> QuerySet[Meeting]:
    """Meetings of the programme whose end has passed."""
    return Meeting.objects.filter(state=State.SCHEDULED, ends_at__lte=timezone.now())


def with_untold_changes() -> QuerySet[Meeting]:
    """Meetings with changes of which no email was written, the last one ten minutes ago or more."""
    quiet_since = timezone.now() - QUIET_BEFORE_EMAILS
    changed = Meeting.objects.annotate(last=Max("changes__pk"), last_at=Max("changes__at"))
    return changed.filter(last__gt=F("told_up_to"), last_at__lte=quiet_since)


def timed(sprint: Sprint) -> QuerySet[Meeting]:
    """What has, or had, a time in this sprint's programme."""
    return Meeting.objects.filter(sprint=sprint, starts_at__isnull=False)


def days_of(sprint: Sprint) -> list[datetime.date]:
    return registration_rules.days(sprint)


def day_bounds(sprint: Sprint, day: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """The moments at which this day begins and ends where the sprint is; 23 to 25 hours apart."""
    zone = sprint_rules.zone(sprint)
    midnights = (day, day + datetime.timedelta(days=1))
    first, last = (datetime.datetime.combine(one, datetime.time(), zone) for one in midnights)
    return first.astimezone(datetime.UTC), last.astimezone(datetime.UTC)


def own_programme(person: Person) -> QuerySet[Meeting]:
    """What stands in a person's own calendar: what they said yes to, and where they are needed."""
    coming = Rsvp.objects.coming().filter(registration__person=person)
    needed = MeetingPerson.objects.filter(person=person, role__in=MeetingPerson.NEEDED)
    chaired = Meeting.objects.chaired_by(person)
    rows = Meeting.objects.visible_to(person).in_programme()
    return rows.filter(
        Q(pk__in=coming.values("meeting"))
        | Q(pk__in=needed.values("meeting"))
        | Q(pk__in=chaired.values("pk"))
    )


def shown_to(reader: Person, sprint: int) -> Q:
    """Of rows that name a person: those whose name the reader finds in the sprint's list, or is."""
    shown = Registration.objects.visible_to(reader).filter(sprint=sprint)
    return Q(person=reader.pk) | Q(person__in=shown.values("person"))


def named_for(reader: Person, meeting: Meeting) -> QuerySet[MeetingPerson]:
    """Those of the meeting whose names this reader finds in the sprint's list, in that order."""
    rows = meeting.named.select_related("person").order_by("person__sort_key", "person")
    return rows.filter(shown_to(reader, meeting.sprint_id))


def members_for(reader: Person, group: InterestGroup) -> QuerySet[GroupMember]:
    """Members whose names this reader may read: in a group of one's own all, else as they chose.

    Who is in a confidential group, only its members read.
    """
    rows = group.members.select_related("person").order_by("person__sort_key", "person")
    if reader.is_superuser or group.members.filter(person=reader.pk).exists():
        return rows
    if group.confidential:
        return rows.none()
    return rows.filter(person__in=Registration.objects.visible_to(reader).values("person"))


def programme_moments_passed() -> str:
    """A word that differs once a meeting of strangers' has begun or ended, or a day has, by the clock.

    Only strangers get kept pages. Every time zone's midnight is a full quarter of an hour in UTC.
    """
    now = timezone.now()
    passed = Meeting.objects.visible_to(AnonymousUser()).aggregate(
        begun=Count("pk", filter=Q(starts_at__lte=now)),
        ended=Count("pk", filter=Q(ends_at__lte=now)),
    )
    return f"{passed['begun']}.{passed['ended']}.{int(now.timestamp()) // 900}"


def public_programme() -> QuerySet[Meeting]:
    """What calendars of strangers tell of: what they may see, and what was withdrawn from them."""
    shown = Meeting.objects.visible_to(AnonymousUser())
    once = Meeting.objects.in_programme().filter(
        sprint__in=Sprint.objects.visible_to(AnonymousUser()).values("pk"),
        public_since__isnull=False,
    )
    return shown | once


def is_off(meeting: Meeting) -> bool:
    """Whether it does not take place, because it or the whole sprint is cancelled."""
    return meeting.state == State.CANCELLED or meeting.sprint.state == Sprint.State.CANCELLED


def cancelled_are_forgotten(sprint: Sprint) -> bool:
    """Whether calendars no longer show what was cancelled, thirty days after the last day."""
    return sprint_rules.today(sprint) > sprint.ends_on + CALENDARS_SAY_CANCELLED_FOR


def moments_passed() -> str:
    """A word that differs once calendars forget what was cancelled; all else is written in rows."""
    past = timezone.now().date() - CALENDARS_SAY_CANCELLED_FOR + datetime.timedelta(days=1)
    sprints = Sprint.objects.filter(ends_on__lte=past).only("ends_on", "time_zone")
    return str(sum(map(cancelled_are_forgotten, sprints)))
