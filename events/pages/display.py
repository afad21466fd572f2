"""What pages over several areas show, put together and formatted once."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from events.photos.display import Image, cover
from events.registration.display import counted
from events.sprints import rules
from events.sprints.display import dates_in_words, gate_in_words, place_in_words
from events.sprints.models import Mode, PublishedFigure, Series, Sponsorship, Sprint


@dataclass(frozen=True)
class Card:
    """A sprint as lists show it."""

    name: str
    url: str
    tagline: str
    series: str
    year: int
    mode: str
    dates: str
    place: str
    hosts: str
    gate: str
    gate_sentence: str
    people: str
    cover: Image | None
    report_url: str
    outcomes: str


def card(sprint: Sprint, attended: int, told: int | None) -> Card:
    """The sprint needs its series, its cover, and its sponsorships with organizations at hand.

    `told`: how many outcomes its published report tells; None without such a report.
    """
    return Card(
        name=sprint.name,
        url=sprint.get_absolute_url(),
        tagline=sprint.tagline,
        series=sprint.series.name,
        year=sprint.starts_on.year,
        mode=sprint.get_mode_display(),
        dates=dates_in_words(sprint),
        place=place_in_words(sprint),
        hosts=" and ".join(names_at(sprint, Sponsorship.Level.HOST)),
        gate=rules.gate(sprint).value,
        gate_sentence=gate_in_words(sprint),
        people=counted(attended, "person came", "people came") if attended else "",
        cover=cover(sprint),
        report_url="" if told is None else reverse("recap:report", args=[sprint.slug]),
        outcomes=counted(told, "outcome", "outcomes") if told else "",
    )


def names_at(sprint: Sprint, level: str) -> list[str]:
    """The names of the organizations at this level, in the order the team gave them."""
    rows = [row for row in sprint.sponsorships.all() if row.level == level]
    return [str(row) for row in sorted(rows, key=lambda row: (row.position, row.pk))]


def figures_by_source(sprint: Sprint) -> list[tuple[str, str, list[PublishedFigure]]]:
    """What was published, in the team's order, gathered under each source and its address."""
    rows = sorted(sprint.figures.all(), key=lambda row: (row.position, row.pk))
    groups: dict[tuple[str, str], list[PublishedFigure]] = {}
    for row in rows:
        groups.setdefault((row.source, row.source_url), []).append(row)
    return [(source, url, found) for (source, url), found in groups.items()]


@dataclass(frozen=True)
class Year:
    """One year on a series' timeline; without mode: a year without a sprint."""

    year: int
    mode: str = ""
    cards: tuple[Card, ...] = ()
    source: str = ""


def timeline(series: Series, cards: Iterable[Card]) -> list[Year]:
    """The years from the series' first to its last, newest first, gaps included."""
    known: dict[int, Year] = {
        row.year: Year(row.year, Mode(row.mode).label, source=row.source)
        for row in series.earlier_years.all()
    }
    for shown in cards:
        before = known.get(shown.year, Year(shown.year))
        known[shown.year] = Year(shown.year, shown.mode, (*before.cards, shown))
    if not known:
        return []
    years = range(max(known), min(known) - 1, -1)
    return [known.get(year, Year(year)) for year in years]
