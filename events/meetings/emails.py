"""Emails about meetings: one topic each, a link to the page, no way to join."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from events import outbox
from events.meetings import rules
from events.meetings.models import Meeting, Room
from events.sprints import rules as sprint_rules
from events.sprints.display import day
from events.sprints.models import Sprint
from people.models import Person


def in_words(
    first: datetime.datetime, last: datetime.datetime, day_in_words: Callable[[datetime.date], str]
) -> str:
    """From when to when; the day and the name of the zone stand there once if both moments agree."""
    begins, ends = day_in_words(first.date()), day_in_words(last.date())
    if (begins, first.tzname()) == (ends, last.tzname()):
        return f"{begins}, {first:%H:%M}–{last:%H:%M %Z}"
    return f"{begins}, {first:%H:%M %Z} – {ends}, {last:%H:%M %Z}"


def in_zone(sprint: Sprint, starts_at: datetime.datetime, ends_at: datetime.datetime) -> str:
    """In the sprint's zone, with its name."""
    zone = sprint_rules.zone(sprint)
    local = in_words(starts_at.astimezone(zone), ends_at.astimezone(zone), day)
    return f"{local} ({sprint.time_zone})"


def in_utc(starts_at: datetime.datetime, ends_at: datetime.datetime) -> str:
    first, last = (moment.astimezone(datetime.UTC) for moment in (starts_at, ends_at))
    return in_words(first, last, datetime.date.isoformat)


def tell(meeting: Meeting, person: Person, email: str, **more: Any) -> bool:
    """Write the email of this name, and say whether: to nobody who may not see the meeting.

    Nor to an account that is closed, whatever it may have seen.
    """
    if not (person.email and person.is_active and rules.may_see(person, meeting)):
        return False
    sprint = meeting.sprint
    context = {
        "name": person.get_short_name(),
        "sprint": sprint.name,
        "meeting": meeting.title,
        "meeting_page": settings.SITE_URL + meeting.get_absolute_url(),
        "contact": sprint.contact_email,
        **more,
    }
    template = f"events/meetings/emails/{email}.txt"
    outbox.send_email(person.email, template, context, person=person)
    return True


def _place_in_words(meeting: Meeting) -> dict[str, str]:
    assert meeting.starts_at is not None  # noqa: S101 -- a constraint of the table
    assert meeting.ends_at is not None  # noqa: S101 -- a constraint of the table
    return {
        "when": in_zone(meeting.sprint, meeting.starts_at, meeting.ends_at),
        "when_utc": in_utc(meeting.starts_at, meeting.ends_at),
        "room": meeting.room.name if meeting.room else "",
    }


def received(meeting: Meeting) -> None:
    """To whoever asked for the slot."""
    assert meeting.requested_by is not None  # noqa: S101 -- whoever asks is there
    minutes, wishes = meeting.requested_minutes, meeting.wishes
    tell(meeting, meeting.requested_by, "request_received", minutes=minutes, wishes=wishes)


def placed(meeting: Meeting, person: Person, *, overridden: list[str], warnings: list[str]) -> None:
    """To one of those who prepare it, with what speaks against the slot as that person may read it."""
    speaks_against = {"overridden": overridden, "why": meeting.override, "warnings": warnings}
    tell(meeting, person, "placed", **_place_in_words(meeting), **speaks_against)


def declined(meeting: Meeting, *, why: str) -> None:
    """To whoever asked, if the account is still there."""
    if meeting.requested_by is not None:
        tell(meeting, meeting.requested_by, "request_declined", why=why)


def withdrawn(meeting: Meeting, *, by: Person, why: str) -> None:
    """To whoever asked, unless that person has withdrawn it."""
    if meeting.requested_by is not None and meeting.requested_by != by:
        tell(meeting, meeting.requested_by, "request_withdrawn", why=why)


def named(meeting: Meeting, person: Person, *, role: str) -> None:
    """To somebody whom a meeting of the programme names since it has its place; role in words."""
    tell(meeting, person, "named", role=role, **_place_in_words(meeting))


def changed(
    meeting: Meeting, people: Iterable[Person], email: str, *, before: dict[str, Any], why: str
) -> int:
    """What holds now beside what held `before` (of a ProgrammeChange); gives how many were told."""
    starts_at, ends_at = (
        datetime.datetime.fromisoformat(before[name]) for name in ("starts_at", "ends_at")
    )
    room = Room.objects.filter(pk=before["room"]).first()
    was = {
        "was_when": in_zone(meeting.sprint, starts_at, ends_at),
        "was_room": room.name if room else "",
    }
    context = {**_place_in_words(meeting), **was, "why": why}
    return sum(tell(meeting, person, email, **context) for person in people)
