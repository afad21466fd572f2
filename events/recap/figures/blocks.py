"""The parts of a report, in their order, and how each is put into words from the data."""

from collections.abc import Callable
from dataclasses import dataclass

from events.recap.figures.facts import Facts


@dataclass(frozen=True)
class Block:
    """One part. `compute` gives Markdown with marked names, empty if there is nothing to say."""

    name: str
    heading: str
    explanation: str
    compute: Callable[[Facts], str] | None = None


BLOCKS: tuple[Block, ...] = (
    Block("opening", "", "Dates, host and main sponsors."),
    Block("series", "", "The years in which the series met."),
    Block("why", "Why this week mattered", "In your own words."),
    Block("commits", "Commits", "From the counts of the repositories."),
    Block("highlights", "Highlights", "From fixes, features and releases."),
    Block("sessions", "Sessions", "Questions and answers, talks, groups."),
    Block("decisions", "Where decisions are taken", "The series’ policy and channels."),
    Block("gifts", "Gifts", "What was given to participants."),
    Block("proposals", "Proposals", "From the outcomes."),
    Block("votes", "Votes", "Of nominees who agree to be shown."),
    Block("families", "Thanks", "To everybody, and to those who stayed at home."),
    Block("participants", "Participants", "Count and list, as each of them chose."),
    Block("thanks", "Special thanks", "From the credits."),
)
# The cover photo stands after the series; title, subtitle and description are the report's head.


def computed(facts: Facts) -> dict[str, str]:
    """The text of each block as the data give it, by name; empty where nothing is computed."""
    return {block.name: block.compute(facts) if block.compute else "" for block in BLOCKS}
