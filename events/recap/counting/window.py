"""The days whose commits count, in the zone where the sprint takes place."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from events.recap.counting.uncountable import Uncountable

# What git can read as a date, in zones that are whole minutes away from UTC.
YEARS = range(1973, 2100)
SECOND = datetime.timedelta(seconds=1)
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """Whole days, both ends included. A window that cannot be is `Uncountable`."""

    first_day: datetime.date
    last_day: datetime.date
    time_zone: str

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise Uncountable(
                f"The last day, {self.last_day}, comes before the first, {self.first_day}."
            )
        if self.first_day.year not in YEARS or self.last_day.year not in YEARS:
            raise Uncountable(f"git counts from {YEARS[0]} to {YEARS[-1]} only.")
        try:
            ZoneInfo(self.time_zone)
        except (KeyError, OSError, ValueError) as error:  # unknown, a folder, no name at all
            raise Uncountable(
                f"“{self.time_zone}” is not the name of a time zone. A good one is Europe/Prague."
            ) from error

    @property
    def start(self) -> datetime.datetime:
        """The first second of the first day."""
        return self._begins(self.first_day)

    @property
    def end(self) -> datetime.datetime:
        """The last second of the last day."""
        return self._begins(self.last_day + DAY, before=SECOND)

    def _begins(
        self, day: datetime.date, before: datetime.timedelta = datetime.timedelta()
    ) -> datetime.datetime:
        """Where the clocks change at midnight, the day begins at another hour: UTC knows which."""
        zone = ZoneInfo(self.time_zone)
        midnight = datetime.datetime.combine(day, datetime.time(), zone)
        return (midnight.astimezone(datetime.UTC) - before).astimezone(zone)
