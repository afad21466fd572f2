"""Every number that a report tells, with how it came about, and the bars of its chart."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import slugify

from events.meetings.models import Meeting
from events.recap.display import counts
from events.recap.display.facts import Facts
from events.recap.models import CommitCount, Outcome
from events.registration.display import FEWEST_WITH_COUNTRIES
from events.sprints.models import Mode, PublishedFigure
from people.continents import CONTINENT_OF

Kind = Meeting.Kind
ROW = 46  # pixels of the chart
LONGEST_BRANCH, LONGEST_REPOSITORY = 15, 16


@dataclass(frozen=True)
class Figure:
    """One number; `method` says how it was counted, or `source` where it was published."""

    name: str
    label: str
    value: int
    method: str
    source: str = ""
    source_url: str = ""


def numbers_of(facts: Facts, published_on: datetime.date | None = None) -> list[Figure]:
    """What the public may read: what we can count, and beside it what was reported."""
    sprint = facts.sprint
    days = (sprint.ends_on - sprint.starts_on).days + 1
    figures = [
        Figure("days", "days", days, "First to last day of the sprint, both included."),
        *_participants(facts),
        *_meetings(facts),
        *_outcomes(facts),
        *_commits(facts),
        *_gifts(facts),
        *map(_reported, facts.reported),
    ]
    if published_on:
        waited = (published_on - sprint.ends_on).days
        how = "From the sprint’s last day to the day on which the report was published."
        figures.append(Figure("days-to-publication", "days to publication", waited, how))
    return figures


def _reported(row: PublishedFigure) -> Figure:
    name, how = f"reported-{slugify(row.label)}", "As it was reported."
    return Figure(name, row.label, row.value, how, row.source, row.source_url)


def _participants(facts: Facts) -> list[Figure]:
    came, there = facts.numbers, "Registrations in person whose attendance the team confirmed."
    remote = sum(1 for row in facts.registrations if row.mode == Mode.REMOTE)
    afar = "Registrations of those who take part from afar."
    found = _some(
        ("participants-in-person", "in-person participants", came.attended_in_person, there),
        ("participants-remote", "participants from afar", remote, afar),
    )
    if came.gave_a_country == came.attended_in_person >= FEWEST_WITH_COUNTRIES:
        continents = {CONTINENT_OF[country] for country in came.countries}
        how = "From where each in-person participant said to travel; all of them said it."
        found.append(Figure("countries", "countries", len(came.countries), how))
        how += " Which country lies on which continent is a table of ours."
        found.append(Figure("continents", "continents", len(continents), how))
    return found


def _some(*answers: tuple[str, str, int, str]) -> list[Figure]:
    """Those of which there are any."""
    return [Figure(*answer) for answer in answers if answer[2]]


def _meetings(facts: Facts) -> list[Figure]:
    held = "Public sessions of this kind in the programme."
    groups = {meeting.group_id for meeting in facts.meetings if meeting.group_id}
    of_kind = {kind: [m for m in facts.meetings if m.kind == kind] for kind in Kind}
    questions = len(of_kind[Kind.QUESTIONS])
    return _some(
        ("groups", "interest groups met", len(groups), "Groups with a public meeting."),
        ("talks", "talks", len(of_kind[Kind.TALK]), "Public talks in the programme."),
        ("question-sessions", "sessions of questions and answers", questions, held),
    )


def _outcomes(facts: Facts) -> list[Figure]:
    shown = [one for one in facts.outcomes if one.kind != Outcome.Kind.VOTE or one.nominee_agreed]
    proposals = [one for one in shown if one.kind == Outcome.Kind.PROPOSAL]
    return _some(
        ("outcomes", "outcomes", len(shown), "What participants and team noted as come about."),
        ("proposals", "proposals", len(proposals), "Outcomes of this kind."),
    )


def _commits(facts: Facts) -> list[Figure]:
    """Every count, each repository's distinct commits first; where it was counted in several ways,
    each count says which it is."""
    groups = counts.groups(facts.counts)
    ways = Counter(group[0].repository_id for group in groups)
    return [
        _commits_of(row, counts.which(row) if ways[row.repository_id] > 1 else "")
        for group in groups
        for row in sorted(group, key=lambda row: row.branch != "")
    ]


def _commits_of(count: CommitCount, which: str) -> Figure:
    repository, branch = count.repository.name, count.branch
    label = f"commits to {branch or 'all counted branches'} of {repository}"
    label += "" if branch else ", each counted once"
    return Figure(
        f"commits-{slugify(f'{repository} {branch}')}-{count.pk}",
        f"{label}, {which}" if which else label,
        count.commits,
        counts.how_counted(count),
        count.published_in,
    )


def _gifts(facts: Facts) -> list[Figure]:
    how = "What the desk noted when handing out."
    return _some(
        *(
            (f"handed-out-{gift.pk}", f"{gift.item} handed out", gift.handed_out, how)
            for gift in facts.gifts
        )
    )


@dataclass(frozen=True)
class Branch:
    """One bar of the chart of commits, and the row of its table."""

    repository: str
    branch: str
    version: str
    commits: int
    counted: str

    @property
    def in_words(self) -> str:
        return counts.branch_in_words(self.branch, self.version)


def in_several_repositories(branches: Iterable[Branch]) -> bool:
    return len({row.repository for row in branches}) > 1


@dataclass(frozen=True)
class Bar:
    """`y` in pixels from the top; `length` is in per cent of the chart's width."""

    label: str
    commits: int
    y: int
    length: float


@dataclass(frozen=True)
class Chart:
    """As wide as there is room, in pixels high: the letters are as large on every screen."""

    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        return ROW * len(self.bars)


def chart(branches: Iterable[Branch]) -> Chart | None:
    """None without anything to compare."""
    rows = list(branches)
    most = max((row.commits for row in rows), default=0)
    if not most:
        return None
    several = in_several_repositories(rows)
    return Chart(
        tuple(
            Bar(_label(row, several), row.commits, number * ROW, round(100 * row.commits / most, 1))
            for number, row in enumerate(rows)
        )
    )


def _label(row: Branch, several: bool) -> str:
    """Of a long name what tells it from others: the end of a repository's, the beginning of a branch's."""
    branch, repository = row.in_words, row.repository
    if len(branch) > LONGEST_BRANCH:
        branch = f"{branch[: LONGEST_BRANCH - 1]}…"
    if len(repository) > LONGEST_REPOSITORY:
        repository = f"…{repository[1 - LONGEST_REPOSITORY :]}"
    return f"{repository} {branch}" if several else branch
