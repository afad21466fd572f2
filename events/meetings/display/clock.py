"""Times in words: in the sprint's zone, or in the one the reader asked for."""

import datetime
import zoneinfo
from dataclasses import dataclass
from urllib.parse import urlencode

from events.registration.display import weekday
from events.sprints import rules
from events.sprints.models import Sprint
from people.models import TIME_ZONES, Person

MINE = "mine"
LONGEST_NAME = 64


@dataclass(frozen=True)
class Clock:
    """The zone that times are shown in; days are always the sprint's.

    `mine`: the reader's own zone, if it is another. `refusal`: why it is not the zone asked for.
    """

    home: zoneinfo.ZoneInfo
    zone: zoneinfo.ZoneInfo
    mine: str = ""
    refusal: str = ""

    @property
    def is_home(self) -> bool:
        return self.zone.key == self.home.key

    @property
    def query(self) -> str:
        return "" if self.is_home else "?" + urlencode({"tz": self.zone.key})

    def day(self, moment: datetime.datetime) -> datetime.date:
        return moment.astimezone(self.home).date()

    def time(self, moment: datetime.datetime, day: datetime.date) -> str:
        """ "09:00", marked if it is not on this day where the reader is."""
        local = moment.astimezone(self.zone)
        return f"{local:%H:%M}{mark(local.date(), day)}"

    def abbreviation(self, moment: datetime.datetime) -> str:
        """ "CET", or the distance from UTC where a zone has no abbreviation."""
        name = moment.astimezone(self.zone).tzname() or ""
        return name if name.isalpha() else f"UTC{name}"

    def span(
        self, starts_at: datetime.datetime, ends_at: datetime.datetime, day: datetime.date
    ) -> str:
        """ "09:00–10:00 CET", or "22:00 CEST – 06:00 +1 day CET" when the clocks change meanwhile."""
        first, last = self.time(starts_at, day), self.time(ends_at, day)
        before, after = self.abbreviation(starts_at), self.abbreviation(ends_at)
        if before != after:
            return f"{first} {before} – {last} {after}"
        return f"{first} – {last} {after}" if " " in first + last else f"{first}–{last} {after}"


def mark(date: datetime.date, day: datetime.date) -> str:
    """ " +1 day" if the date is the next one after this day of the sprint."""
    distance = (date - day).days
    if not distance:
        return ""
    sign = "+" if distance > 0 else "−"
    return f" {sign}{abs(distance)} {'day' if abs(distance) == 1 else 'days'}"


def length(starts_at: datetime.datetime, ends_at: datetime.datetime) -> str:
    """ "1 h 30 min", counted in UTC, where no hour is skipped or repeated."""
    lasts = ends_at.astimezone(datetime.UTC) - starts_at.astimezone(datetime.UTC)
    hours, minutes = divmod(int(lasts.total_seconds()) // 60, 60)
    return " ".join(
        f"{number} {unit}" for number, unit in ((hours, "h"), (minutes, "min")) if number
    )


def clock(sprint: Sprint, asked: str, reader: Person) -> Clock:
    """The clock for this reader, who may have asked for a zone by name, or for their own."""
    home = rules.zone(sprint)
    own = "" if reader.is_anonymous else reader.time_zone
    mine = own if own != home.key else ""
    name = own if asked == MINE else asked
    if name in TIME_ZONES:
        return Clock(home, zoneinfo.ZoneInfo(name), mine)
    if not asked:
        return Clock(home, home, mine)
    refusal = (
        "Your profile names no time zone."
        if asked == MINE
        else f"“{asked[:LONGEST_NAME]}” is not the name of a time zone. A good one is Europe/Prague."
    )
    return Clock(home, home, mine, f"{refusal} Times are the sprint’s.")


def day_in_words(day: datetime.date) -> str:
    return f"{weekday(day)} {day.year}"
