"""Meetings in words: in lists, on their own page, under their group."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from events.meetings import rules
from events.meetings.display.clock import Clock, day_in_words, length
from events.meetings.models import Meeting, MeetingPerson, Rsvp
from events.registration.display import counted
from events.registration.models import Registration
from events.sprints.models import Sprint
from events.sprints.rules import is_over, is_running, today
from people.models import GroupMember, InterestGroup

State = Meeting.State
AUDIENCES = {
    Meeting.Visibility.PUBLIC: "",
    Meeting.Visibility.PARTICIPANTS: "participants only",
    Meeting.Visibility.GROUP: "group only",
    Meeting.Visibility.INVITED: "invited people only",
}
STATES = {
    State.REQUESTED: "asked for",
    State.SCHEDULED: "",
    State.HELD: "",
    State.DECLINED: "declined",
    State.CANCELLED: "cancelled",
}
HEADINGS = {
    MeetingPerson.Role.CHAIR: ("Chair", "Chairs"),
    MeetingPerson.Role.PRESENTER: ("Presenter", "Presenters"),
}
BUTTONS = {
    Rsvp.Answer.IN_PERSON: "I come in person",
    Rsvp.Answer.REMOTE: "I join from afar",
    Rsvp.Answer.NO: "I do not come",
}


# A meeting as lists and the grid show it.
Item = dict[str, Any]


def addresses(sprint: Sprint, clock: Clock) -> Callable[[int], str]:
    """The addresses of this sprint's meetings, with only one URL resolved."""
    front = reverse("meetings:meeting", args=[sprint.slug, 0]).removesuffix("0/")
    return lambda pk: f"{front}{pk}/{clock.query}"


def is_now(meeting: Meeting) -> bool:
    if meeting.span is None or meeting.state != State.SCHEDULED:
        return False
    starts_at, ends_at = meeting.span
    return starts_at <= timezone.now() < ends_at


def day_of(meeting: Meeting, clock: Clock) -> datetime.date | None:
    """The day of the sprint on which the meeting begins, as far as it is known."""
    return clock.day(meeting.starts_at) if meeting.starts_at else meeting.on_day


def item(meeting: Meeting, clock: Clock, url: str) -> Item:
    """The meeting must come with its group and room, which are among the `facts`."""
    day, span = day_of(meeting, clock), meeting.span
    facts: tuple[Any, ...] = (
        meeting.get_kind_display(),
        meeting.group and meeting.group.name,
        meeting.room and meeting.room.name,
        meeting.get_mode_display(),
    )
    return {
        "title": meeting.title,
        "url": url,
        "day": day_in_words(day) if day else "",
        "times": clock.span(*span, day) if span and day else "",
        "length": length(*span) if span else "",
        "facts": " · ".join(filter(None, facts)),
        "audience": AUDIENCES[Meeting.Visibility(meeting.visibility)],
        "state": STATES[State(meeting.state)],
        "is_cancelled": meeting.state == State.CANCELLED,
        "note": meeting.programme_note,
        "is_now": is_now(meeting),
    }


def days(sprint: Sprint, meetings: Iterable[Meeting], clock: Clock) -> list[dict[str, Any]]:
    """The days that have meetings; while the sprint runs, today first and past days last."""
    address = addresses(sprint, clock)
    items: dict[datetime.date | None, list[Item]] = {}
    for meeting in meetings:
        items.setdefault(day_of(meeting, clock), []).append(
            item(meeting, clock, address(meeting.pk))
        )
    now = today(sprint) if is_running(sprint) else datetime.date.min
    links = day_links(sprint, clock)
    programme = [
        {
            "heading": day_in_words(day),
            "url": links.get(day, ""),
            "is_today": day == now,
            "meetings": items[day],
        }
        for day in sorted(filter(None, items), key=lambda day: (day < now, day))
    ]
    if None in items:
        heading = "Day not known" if is_over(sprint) else "Day not yet known"
        programme.append({"heading": heading, "meetings": items[None]})
    return programme


def day_links(sprint: Sprint, clock: Clock) -> dict[datetime.date, str]:
    return {
        day: reverse("meetings:day", args=[sprint.slug, day.isoformat()]) + clock.query
        for day in rules.days_of(sprint)
    }


def when(meeting: Item, sprint: Sprint, clock: Clock) -> dict[str, str]:
    """Day, times and length for the meeting's page; sentences for what is not known."""
    yet = "" if is_over(sprint) else " yet"
    if not meeting["day"]:
        return {"day": f"The day is not known{yet}."}
    unknown = f"The time is not known{yet}."
    times = f"{meeting['times']} ({clock.zone.key})" if meeting["times"] else unknown
    return {"day": meeting["day"], "times": times, "length": meeting["length"]}


def people(named: Iterable[MeetingPerson]) -> list[tuple[str, str]]:
    rows = list(named)
    blocks = []
    for role, headings in HEADINGS.items():
        names = [row.person.name for row in rows if row.role == role]
        if names:
            blocks.append((headings[len(names) > 1], ", ".join(names)))
    return blocks


def coming(answers: dict[str, int]) -> str:
    """ "12 in person, 5 from afar"; empty while nobody comes."""
    yes = (Rsvp.Answer.IN_PERSON, Rsvp.Answer.REMOTE)
    return ", ".join(f"{answers[one]} {one.label}" for one in yes if answers.get(one))


def buttons(
    registration: Registration | None, meeting: Meeting, given: str
) -> list[tuple[str, str, bool]]:
    """For those who may answer now: value, label, and whether it is their present answer."""
    if registration is None or not rules.answers_open(meeting):
        return []
    possible = rules.possible_answers(registration, meeting)
    return [(value, BUTTONS[Rsvp.Answer(value)], value == given) for value in possible]


def join_opens(meeting: Meeting, clock: Clock) -> str:
    """From when participants can join online, as a sentence; empty if they cannot."""
    if meeting.starts_at is None or not rules.join_link(meeting) or not rules.answers_open(meeting):
        return ""
    opens_at = meeting.starts_at - rules.JOIN_OPENS_BEFORE
    day = clock.day(opens_at)
    time = f"{clock.time(opens_at, day)} {clock.abbreviation(opens_at)}"
    return f"The door opens on {day_in_words(day)}, at {time}."


def by_sprint(
    meetings: Iterable[Meeting], clock_of: Callable[[Sprint], Clock]
) -> list[dict[str, Any]]:
    """A group's meetings under their sprints, in the order given; each comes with its sprint."""
    blocks: dict[int, dict[str, Any]] = {}
    for meeting in meetings:
        sprint = meeting.sprint
        if sprint.pk not in blocks:
            blocks[sprint.pk] = {"sprint": sprint, "clock": clock_of(sprint), "meetings": []}
        clock = blocks[sprint.pk]["clock"]
        url = addresses(sprint, clock)(meeting.pk)
        blocks[sprint.pk]["meetings"].append(item(meeting, clock, url))
    return list(blocks.values())


def group_people(
    group: InterestGroup, visible: Iterable[GroupMember], number: int
) -> list[tuple[str, str]]:
    """Chairs and members by name, and how many more there are; no number if it is confidential."""
    rows = list(visible)
    chairs = [row.person.name for row in rows if row.role == GroupMember.Role.CHAIR]
    members = [row.person.name for row in rows if row.role == GroupMember.Role.MEMBER]
    unnamed = number - len(rows)
    if unnamed and not group.confidential:
        members.append(counted(unnamed, "person", "people") + (" more" if rows else ""))
    blocks = [("Chair" if len(chairs) == 1 else "Chairs", chairs), ("Members", members)]
    return [(heading, ", ".join(names)) for heading, names in blocks if names]
