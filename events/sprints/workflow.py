"""What can be done to a sprint. Each action locks it, asks the rules, and leaves a Transition."""

import datetime
import zoneinfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from events.lifecycle import Refused, locked
from events.sprints import rules
from events.sprints.models import Sprint, TeamMember
from people.models import Person, validate_time_zone

State = Sprint.State

MOMENTS = ("registration_opens_at", "registration_closes_at")

# A copy of a sprint takes over all that is typed about it but what is each sprint's own.
MOVED_FIELDS = (*MOMENTS, "promotion_until")
OWN_FIELDS = {"id", "name", "slug", "starts_on", "ends_on", *MOVED_FIELDS}


def managed(sprint: Sprint, by: Person | None) -> Sprint:
    """The sprint under a lock, if this person (None: the system) may change it."""
    sprint = locked(sprint)
    if by is not None and not rules.may_manage(by, sprint):
        raise Refused("Only an organizer of this sprint can do that.")
    return sprint


def _refuse_without(missing: list[str]) -> None:
    if missing:
        raise Refused(f"It still needs {' and '.join(missing)}.")


def _shifted(sprint: Sprint, field: str, shift: datetime.timedelta) -> datetime.date | None:
    """A day or moment of the sprint moved by whole days; a moment keeps its local time."""
    value = getattr(sprint, field)
    if isinstance(value, datetime.datetime):
        value = value.astimezone(rules.zone(sprint))
    return value and value + shift


@transaction.atomic
def announce(sprint: Sprint, *, by: Person | None, why: str = "") -> Sprint:
    """Let the public read of it: "Save the date"."""
    sprint = managed(sprint, by)
    if rules.is_over(sprint):
        raise Refused("This sprint is over. Record it as history instead.")
    _refuse_without(rules.missing_for_announcement(sprint))
    sprint.advance(State.ANNOUNCED, by=by, why=why, announced_at=timezone.now())
    return sprint


@transaction.atomic
def open_registration(sprint: Sprint, *, by: Person | None, why: str = "") -> Sprint:
    """Let people register, for the first time or again."""
    sprint = managed(sprint, by)
    if rules.is_over(sprint):
        raise Refused("This sprint is over.")
    _refuse_without(rules.missing_for_registration(sprint))
    sprint.advance(State.OPEN, by=by, why=why)
    return sprint


@transaction.atomic
def close_registration(sprint: Sprint, *, by: Person | None, why: str = "") -> Sprint:
    """Take no more registrations; editing and cancelling stay possible."""
    sprint = managed(sprint, by)
    sprint.advance(State.CLOSED, by=by, why=why)
    return sprint


@transaction.atomic
def finish(sprint: Sprint, *, by: Person | None, why: str = "") -> Sprint:
    """Make it history, from then on as it is."""
    sprint = managed(sprint, by)
    if rules.today(sprint) <= sprint.ends_on:
        raise Refused(f"This sprint lasts until {sprint.ends_on:%-d %B %Y}.")
    announced_at = sprint.announced_at or timezone.now()
    sprint.advance(State.FINISHED, by=by, why=why, announced_at=announced_at)
    return sprint


@transaction.atomic
def cancel(sprint: Sprint, *, by: Person | None, why: str = "") -> Sprint:
    """Call it off, with the reason; a draft that nobody knew of stays unknown.

    Sends no email: `events.pages.workflow.cancel_sprint` does.
    """
    sprint = managed(sprint, by)
    if not why.strip():
        raise Refused("Please say why this sprint is cancelled.")
    sprint.advance(State.CANCELLED, by=by, why=why)
    return sprint


@transaction.atomic
def change_zone(sprint: Sprint, time_zone: str, *, by: Person | None) -> Sprint:
    """Let the sprint's clocks be those of another zone; registration opens and closes by them as before.

    `events.meetings.workflow.change_zone` brings along the programme.
    """
    sprint = managed(sprint, by)
    if time_zone == sprint.time_zone:
        raise Refused(f"{time_zone} is this sprint's time zone already.")
    try:
        validate_time_zone(time_zone)
        moments = [moved(sprint, getattr(sprint, name), time_zone) for name in MOMENTS]
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    before, sprint.time_zone = sprint.time_zone, time_zone
    sprint.registration_opens_at, sprint.registration_closes_at = moments
    sprint.save(update_fields=["time_zone", *MOMENTS])
    sprint.note(by=by, why=f"Time zone: {time_zone} instead of {before}.")
    return sprint


def moved(
    sprint: Sprint, moment: datetime.datetime | None, time_zone: str
) -> datetime.datetime | None:
    """When clocks in that zone show what those of the sprint show at this moment.

    Raises ValidationError for a time that a change of the clocks skips or repeats, here or there:
    otherwise two moments could become one, or change their order.
    """
    if moment is None:
        return None
    local = moment.astimezone(rules.zone(sprint)).replace(tzinfo=None)
    rules.as_moment(local, rules.zone(sprint))
    return rules.as_moment(local, zoneinfo.ZoneInfo(time_zone)).astimezone(datetime.UTC)


@transaction.atomic
def copy(source: Sprint, *, by: Person, name: str, slug: str, starts_on: datetime.date) -> Sprint:
    """Make a draft from an earlier sprint: its texts, team and sponsors; days of the new dates.

    Whoever copies becomes an organizer of the new sprint. `events.pages.workflow.copy_sprint`
    brings along what other areas keep.
    """
    source = managed(source, by)
    shift = starts_on - source.starts_on
    typed = {field.name for field in Sprint._meta.fields if field.editable} - OWN_FIELDS
    sprint = Sprint(
        name=name,
        slug=slug,
        starts_on=starts_on,
        ends_on=source.ends_on + shift,
        **{field: getattr(source, field) for field in typed},
        **{field: _shifted(source, field, shift) for field in MOVED_FIELDS},
    )
    sprint.full_clean()
    sprint.save()
    for row in source.sponsorships.order_by("position", "pk"):
        row.pk, row.sprint, row._state.adding = None, sprint, True
        row.save()
    organizer = (by.pk, TeamMember.Role.ORGANIZER.value)
    for person_id, role in {organizer, *source.team.values_list("person_id", "role")}:
        TeamMember.objects.create(sprint=sprint, person_id=person_id, role=role)
    return sprint


@transaction.atomic
def forget(person: Person) -> None:
    """Take the person out of every team and every list of thanks."""
    sprints = Sprint.objects.filter(pk__in=person.team_roles.values("sprint")).order_by("pk")
    list(sprints.select_for_update(no_key=True))  # nobody else leaves these teams until we are done
    for sprint in rules.organized_alone(person):
        raise Refused(f"You are the only organizer of {sprint}. Please name another one first.")
    person.team_roles.all().delete()
    person.credits.all().delete()


@transaction.atomic
def appoint(sprint: Sprint, person: Person, role: str) -> TeamMember:
    """Give a person a role in the team, once."""
    member, _ = TeamMember.objects.get_or_create(sprint=sprint, person=person, role=role)
    return member
