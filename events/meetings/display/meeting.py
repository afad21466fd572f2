"""One meeting in words: when, who prepares it, how many come, how one takes part."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.meetings import rules
from events.meetings.display.clock import Clock, day_in_words, length
from events.meetings.display.lines import day_of
from events.meetings.models import Meeting, MeetingPerson, Rsvp
from events.registration.display import counted
from events.registration.models import Registration
from events.sprints.rules import is_over

Role = MeetingPerson.Role
HEADINGS = {
    Role.CHAIR: ("Chair", "Chairs"),
    Role.PRESENTER: ("Presenter", "Presenters"),
}
BUTTONS = {
    Rsvp.Answer.IN_PERSON: "I come in person",
    Rsvp.Answer.REMOTE: "I join from afar",
    Rsvp.Answer.NO: "I do not come",
}


@dataclass(frozen=True)
class When:
    """`day` is a sentence if nobody knows the day; `times` with the name of their zone."""

    day: str
    times: str
    length: str


def when(meeting: Meeting, clock: Clock) -> When:
    day = day_of(meeting, clock)
    yet = "" if is_over(meeting.sprint) else " yet"
    if day is None:
        return When(f"The day is not known{yet}.", "", "")
    if meeting.starts_at is None or meeting.ends_at is None:
        return When(day_in_words(day), f"The time is not known{yet}.", "")
    times = clock.span(meeting.starts_at, meeting.ends_at, day)
    lasts = length(meeting.starts_at, meeting.ends_at)
    return When(day_in_words(day), f"{times} ({clock.zone.key})", lasts)


def people(named: Iterable[MeetingPerson]) -> list[tuple[str, str]]:
    """Chairs and presenters whose names may be read here, under headings in the right number."""
    rows = list(named)
    groups = []
    for role, (one, more) in HEADINGS.items():
        names = [row.person.name for row in rows if row.role == role]
        if names:
            groups.append((one if len(names) == 1 else more, ", ".join(names)))
    return groups


def coming(answers: dict[str, int]) -> str:
    """ "12 in person, 5 from afar"; empty while nobody comes."""
    shown = (Rsvp.Answer.IN_PERSON, Rsvp.Answer.REMOTE)
    return ", ".join(f"{answers[one]} {one.label}" for one in shown if answers.get(one))


def buttons(
    registration: Registration | None, meeting: Meeting, given: str
) -> list[tuple[str, str, bool]]:
    """For whoever may answer now: value, label, and whether it is the answer that was given."""
    if registration is None or not rules.answers_open(meeting):
        return []
    possible = rules.possible_answers(registration, meeting)
    return [(value, BUTTONS[Rsvp.Answer(value)], value == given) for value in possible]


def door(meeting: Meeting, clock: Clock) -> str:
    """When one can join from afar, as a sentence; empty if there is no way in, or no longer."""
    if meeting.starts_at is None or not rules.way_in(meeting) or not rules.answers_open(meeting):
        return ""
    opens_at = meeting.starts_at - rules.DOOR_OPENS_BEFORE
    day = clock.day(opens_at)
    time = f"{clock.time(opens_at, day)} {clock.abbreviation(opens_at)}"
    return f"The door opens on {day_in_words(day)}, at {time}."


def minutes(number: int | None) -> str:
    return counted(number, "minute", "minutes") if number else ""
