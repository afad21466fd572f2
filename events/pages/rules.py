"""Questions over several areas."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from events.meetings import rules as meeting_rules
from events.meetings.models import Meeting, Room
from events.photos import rules as photo_rules
from events.photos.models import Photo
from events.recap.models import Report
from events.registration.display import state_in_words
from events.registration.models import Registration
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint
from events.travel.models import TravelFund, TravelProgram
from people.models import Organization, Person
from people.rules import Neighbours, confirmed_addresses, has_account, neighbours


@dataclass(frozen=True)
class Part:
    """What one person has to do with one sprint."""

    registration: Registration | None
    is_team_member: bool
    sentence: str = ""


def part_in(sprint: Sprint, person: Person) -> Part | None:
    """None for strangers and for people who have nothing to do with this sprint."""
    if person.is_anonymous:
        return None
    registration = sprint.registrations.filter(person=person).order_by("-pk").first()
    member = person.is_superuser or bool(sprint_rules.roles(person, sprint))
    if registration is None:
        return Part(None, member) if member else None
    registration.sprint = sprint
    return Part(registration, member, state_in_words(registration))


def roles_in_words(registration: Registration) -> str:
    """ "triager and mentee", in the order in which the team gave them."""
    return " and ".join(Registration.Role(role).label for role in registration.roles)


def neighbours_shown_to(person: Person, name: str) -> Neighbours:
    """Between whom this person would be listed, among all whose names they may read in some list."""
    shown = Registration.objects.visible_to(person).values("person")
    return neighbours(name, among=Person.objects.filter(pk__in=shown), but=person)


def with_programme(sprints: QuerySet[Sprint], person: Person) -> QuerySet[Sprint]:
    """These sprints, each knowing what `shows_programme` asks for this person."""
    meetings = Meeting.objects.visible_to(person).in_programme().filter(sprint=OuterRef("pk"))
    rooms = Room.objects.filter(sprint=OuterRef("pk"))
    return sprints.annotate(has_meetings=Exists(meetings), has_rooms=Exists(rooms))


def shows_programme(sprint: Any) -> bool:
    """Whether there is a meeting to see, or there are rooms for those to come."""
    return sprint.has_meetings or (sprint.has_rooms and meeting_rules.plans(sprint))


def has_photos(sprint: OuterRef) -> Exists:
    """For an annotation, at no query of its own: whether the public sees a photo."""
    return Exists(Photo.objects.published().filter(sprint=sprint))


def shows_photos(sprint: Any, person: Person) -> bool:
    """Whether there is a photo to see, or this person can add one."""
    if sprint.has_photos or person.is_anonymous:
        return sprint.has_photos
    return not photo_rules.refusal_to_send(person, sprint)


def has_report(sprint: OuterRef) -> Exists:
    return Exists(Report.objects.published().filter(sprint=sprint))


def helps_with_travel(sprint: OuterRef) -> Exists:
    """For an annotation, at no query of its own: whether one can apply for help with travel."""
    return Exists(TravelProgram.objects.filter(sprint=sprint))


def sent_photos(sprint: OuterRef, person: Person) -> Exists:
    """For an annotation, at no query of its own: whether this person sent photos of it."""
    return Exists(Photo.objects.of(person).filter(sprint=sprint))


def shows_my_photos(registration: Any) -> bool:
    """Whether there are own photos to look at, or it is the time to send them."""
    photos = photo_rules.Involvement(takes_part=registration.takes_part)
    return registration.sent_photos or not photo_rules.refusal_by(photos, registration.sprint)


def has_public_funds(sprint: OuterRef) -> Exists:
    return Exists(TravelFund.objects.filter(sprint=sprint, shown_publicly=True))


def sprints_of(person: Person) -> set[int]:
    """The sprints in which something points at this person."""
    return {
        *person.registrations.values_list("sprint", flat=True),
        *person.team_roles.values_list("sprint", flat=True),
        *person.credits.values_list("sprint", flat=True),
        *person.named_in.values_list("meeting__sprint", flat=True),
        *person.photo_tags.values_list("photo__sprint", flat=True),
        *person.outcome_credits.values_list("outcome__sprint", flat=True),
        *person.nominations.values_list("sprint", flat=True),
    }


def is_of_others(person: Person, by: Person) -> bool:
    """Whether something of this person belongs to a sprint or group that is not theirs to keep."""
    managed = Sprint.objects.managed_by(by).values_list("pk", flat=True)
    kept = meeting_rules.groups_managed_by(by).values("pk")
    others = person.interest_groups.exclude(pk__in=kept)
    return not sprints_of(person) <= set(managed) or others.exists()


def sprints_with(organization: Organization) -> set[int]:
    """The sprints in which something points at this organization."""
    return {
        *organization.sponsorships.values_list("sprint", flat=True),
        *organization.financing.values_list("registration__sprint", flat=True),
        *organization.travel_funds.values_list("sprint", flat=True),
        *organization.gifts.values_list("sprint", flat=True),
    }


def refusal_to_give(record: Person, account: Person, by: Person) -> str:
    """Why this record cannot become part of this account, as a sentence; empty if it can."""
    if not record.is_active or has_account(record):
        return "Only a record without an account can be given to one."
    if not account.is_active or not confirmed_addresses(account):
        return "Nobody has confirmed the address of this account."
    if not Sprint.objects.managed_by(by).exists() or is_of_others(record, by):
        return "Only an organizer of all sprints and groups of this record can give it away."
    theirs = Registration.objects.filter(person=account).values("sprint")
    both = Registration.objects.filter(person=record, sprint__in=theirs).order_by("pk").first()
    return f"Both have a registration for {both.sprint}." if both else ""
