"""A sprint's facts in words, formatted once, for pages and emails."""

import datetime

from events.sprints import rules
from events.sprints.models import Mode, Sponsorship, Sprint
from events.sprints.rules import Gate


def day(date: datetime.date) -> str:
    return f"{date.day} {date:%B %Y}"


def weekday(day: datetime.date) -> str:
    return f"{day:%A}, {day.day} {day:%B}"


def dates_in_words(sprint: Sprint) -> str:
    """ "3-7 October 2022" with an en dash; what both ends share is said once."""
    first, last = sprint.starts_on, sprint.ends_on
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def moment_in_words(sprint: Sprint, moment: datetime.datetime) -> str:
    """A moment in the sprint's zone, with the zone's name: "… 09:00 CET (Europe/Prague)"."""
    local = moment.astimezone(rules.zone(sprint))
    return f"{day(local.date())}, {local:%H:%M %Z} ({sprint.time_zone})"


def place_in_words(sprint: Sprint) -> str:
    if sprint.mode == Mode.REMOTE:
        return "From afar"
    return ", ".join(part for part in (sprint.city, sprint.country_name) if part)


def gate_in_words(sprint: Sprint) -> str:
    """What a visitor can do now, in one sentence; empty once the sprint is over."""
    opens_at, closes_at = sprint.registration_opens_at, sprint.registration_closes_at
    until = f" until {moment_in_words(sprint, closes_at)}" if closes_at else ""
    opens = moment_in_words(sprint, opens_at) if opens_at else ""
    return {
        Gate.DRAFT: "A draft: only its team can see its public page.",
        Gate.SAVE_THE_DATE: "Save the date. Do not book yet.",
        Gate.OPENS_LATER: f"Save the date. Registration opens on {opens}.",
        Gate.OPEN: f"Registration is open{until}.",
        Gate.CLOSED: "Registration is closed.",
        Gate.RUNNING: "Happening now.",
        Gate.OVER: "",
        Gate.CANCELLED: "This sprint was cancelled.",
    }[rules.gate(sprint)]


def sponsors_by_level(sprint: Sprint) -> list[tuple[str, list[Sponsorship]]]:
    """Each level that has somebody, the host first, under a heading in the right number."""
    headings = {
        Sponsorship.Level.HOST: ("Host", "Hosts"),
        Sponsorship.Level.MAIN: ("Main sponsor", "Main sponsors"),
        Sponsorship.Level.SUPPORTING: ("Supporter", "Supporters"),
    }
    groups = []
    rows = sorted(sprint.sponsorships.all(), key=lambda row: (row.position, row.pk))
    for level, (one, more) in headings.items():
        here = [row for row in rows if row.level == level]
        if here:
            groups.append((one if len(here) == 1 else more, here))
    return groups
