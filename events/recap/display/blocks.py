"""The parts of a report, in their order, and how each is put into words from the data."""

from collections.abc import Callable
from dataclasses import dataclass

from events.recap.display import coming_about, people
from events.recap.display.facts import Facts
from events.recap.display.words import ended, going_on, joined, years_in_words
from events.recap.markdown import clean, escape, link
from events.sprints.display import dates_in_words, place_in_words
from events.sprints.models import Mode, Sponsorship, Sprint


@dataclass(frozen=True)
class Block:
    """One part. `compute` gives Markdown with marked names, empty if there is nothing to say."""

    name: str
    heading: str
    explanation: str
    compute: Callable[[Facts], str] | None = None


def opening(facts: Facts) -> str:
    sprint = facts.sprint
    hosts = facts.sponsors(Sponsorship.Level.HOST)
    sponsors = facts.sponsors(Sponsorship.Level.MAIN)
    hosted = f", hosted by {escape(joined(hosts))}" if hosts else ""
    when = escape(dates_in_words(sprint))
    text = ended(f"{escape(sprint.name)} took place {when}{_where(sprint)}{hosted}")
    if sponsors:
        were = "was its main sponsor" if len(sponsors) == 1 else "were its main sponsors"
        text += f" {escape(joined(sponsors))} {were}."
    return text


def _where(sprint: Sprint) -> str:
    """ " in Prague, Czechia"; empty if nobody said where."""
    if sprint.mode == Mode.REMOTE:
        return " online"
    place = place_in_words(sprint)
    return f" in {escape(place)}" if place else ""


def series(facts: Facts) -> str:
    """In which years it met, and how; nothing of a first time."""
    if len(facts.years) == 1:
        return ""
    ways = {Mode.IN_PERSON: "in person", Mode.REMOTE: "from afar", Mode.HYBRID: "in both ways"}
    parts = []
    for mode, words in ways.items():
        years = [year for year, of in facts.years.items() if of == mode]
        if years:
            parts.append(f"{words} {years_in_words(years)}")
    *others, last = parts
    met = f"{', '.join(others)}, and {last}" if others else last  # years have an "and" of their own
    return f"The series {escape(facts.sprint.series.name)} met {met}."


def decisions(facts: Facts) -> str:
    policy = clean(facts.sprint.series.decision_policy).strip()
    channels = [link(channel.label, channel.url) for channel in facts.channels]
    where = f"Decisions are taken in public: {joined(channels)}." if channels else ""
    return "\n\n".join(part for part in (policy, where) if part)


def gifts(facts: Facts) -> str:
    lines = []
    for gift in facts.gifts:
        whom = f" to {gift.for_whom}" if gift.for_whom else ""
        sentence = escape(f"{gift.organization.name} gave {gift.item}{whom}")
        if gift.handed_out:
            were = "1 was" if gift.handed_out == 1 else f"{gift.handed_out} were"
            sentence = f"{going_on(sentence)}; {were} handed out"
        lines.append(ended(sentence))
    return " ".join(lines)


BLOCKS: tuple[Block, ...] = (
    Block("opening", "", "Dates, host and main sponsors.", opening),
    Block("series", "", "The years in which the series met.", series),
    Block("why", "Why this week mattered", "In your own words."),
    Block("commits", "Commits", "From the counts of the repositories.", coming_about.commits),
    Block("highlights", "Highlights", "Fixes, features and releases.", coming_about.highlights),
    Block("sessions", "Sessions", "Questions and answers, talks, groups.", coming_about.sessions),
    Block("decisions", "Where decisions are taken", "The series’ policy and channels.", decisions),
    Block("gifts", "Gifts", "What was given to participants.", gifts),
    Block("proposals", "Proposals", "From the outcomes.", coming_about.proposals),
    Block("votes", "Votes", "Those whose nominee agrees to be shown.", coming_about.votes),
    Block("families", "Thanks", "To everybody, and to those who stayed at home.", people.families),
    Block(
        "participants",
        "Participants",
        "Count and list, as each of them chose.",
        people.participants,
    ),
    Block("thanks", "Special thanks", "From the credits.", people.thanks),
)
# The cover photo stands after the series; title, subtitle and description are the report's head.
FROM_DATA = frozenset(block.name for block in BLOCKS if block.compute)


def computed(facts: Facts) -> dict[str, str]:
    """The text of each block as the data give it, by name; empty where nothing is computed."""
    return {block.name: block.compute(facts) if block.compute else "" for block in BLOCKS}
