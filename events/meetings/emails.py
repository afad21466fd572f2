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
    """From when to when; day and zone are named once if they are the same for both moments."""
    begins, ends = day_in_words(first.date()), day_in_words(last.date())
    if (begins, first.tzname()) == (ends, last.tzname()):
        return f"{begins}, {first:%H:%M}–{last:%H:%M %Z}"
    return f"{begins}, {first:%H:%M %Z} – {ends}, {last:%H:%M %Z}"


def in_zone(sprint: Sprint, starts_at: datetime.datetime, ends_at: datetime.datetime) -> str:
    zone = sprint_rules.zone(sprint)
    local = in_words(starts_at.astimezone(zone), ends_at.astimezone(zone), day)
    return f"{local} ({sprint.time_zone})"


def in_utc(starts_at: datetime.datetime, ends_at: datetime.datetime) -> str:
    first, last = (moment.astimezone(datetime.UTC) for moment in (starts_at, ends_at))
    return in_words(first, last, datetime.date.isoformat)


def tell(meeting: Meeting, person: Person | None, email: str, **more: Any) -> bool:
    """Write the email of this name, unless the person may not see the meeting or has left."""
    if person is None or not rules.may_see(person, meeting):
        return False
    sprint = meeting.sprint
    context = {
        "sprint": sprint.name,
        "meeting": meeting.title,
        "meeting_page": settings.SITE_URL + meeting.get_absolute_url(),
        "contact": sprint.contact_email,
        **more,
    }
    return outbox.email_person(person, f"events/meetings/emails/{email}.txt", context)


def _slot_in_words(meeting: Meeting) -> dict[str, str]:
    assert meeting.span is not None  # noqa: S101 -- a constraint of the table
    return {
        "when": in_zone(meeting.sprint, *meeting.span),
        "when_utc": in_utc(*meeting.span),
        "room": meeting.room.name if meeting.room else "",
    }


def scheduled(
    meeting: Meeting, person: Person, *, overridden: list[str], warnings: list[str]
) -> None:
    """To one of those who prepare it, with the conflicts as that person may read them."""
    conflicts = {"overridden": overridden, "why": meeting.override, "warnings": warnings}
    tell(meeting, person, "scheduled", **_slot_in_words(meeting), **conflicts)


def named(meeting: Meeting, person: Person, *, role: str) -> None:
    tell(meeting, person, "named", role=role, **_slot_in_words(meeting))


def changed(
    meeting: Meeting, people: Iterable[Person], email: str, *, before: dict[str, Any], why: str
) -> int:
    """The slot now and `before` (of a ProgrammeChange); gives how many emails were written."""
    span, room = rules.span_of(before), Room.objects.filter(pk=before["room"]).first()
    assert span is not None  # noqa: S101 -- emails are about changes of meetings with times
    was = {"was_when": in_zone(meeting.sprint, *span), "was_room": room.name if room else ""}
    context = {**_slot_in_words(meeting), **was, "why": why}
    return sum(tell(meeting, person, email, **context) for person in people)
