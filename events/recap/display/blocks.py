"""The blocks of a report, in their order, and how each is put into words from the data."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from events.recap.display import coming_about
from events.recap.display.coming_about import Text, named
from events.recap.display.facts import Facts
from events.recap.display.words import ended, going_on, joined, years_in_words
from events.recap.names import Piece
from events.registration.display import counted
from events.registration.models import Audience
from events.sprints.display import dates_in_words, place_in_words
from events.sprints.models import Credit, Mode, Sponsorship, Sprint
from events.text import clean, escape, link

# Where people are called by their short names, and where brackets tell who paid for them.
THANKS, PARTICIPANTS = "thanks", "participants"
FINANCED = ", with the organizations that helped to pay for their coming"


@dataclass(frozen=True)
class Block:
    """`compute` gives Markdown, or paragraphs with the people in them; empty for nothing to say."""

    name: str
    heading: str
    explanation: str
    compute: Callable[[Facts], str | Text] | None = None


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


def decisions(facts: Facts) -> Text:
    policy = clean(facts.sprint.series.decision_policy).strip()
    channels = [link(channel.label, channel.url) for channel in facts.channels]
    where = f"Decisions are taken in public: {joined(channels)}." if channels else ""
    return [policy, where]


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


def families(facts: Facts) -> Text:
    at_home = clean(facts.sprint.series.family_thanks).strip()
    return ["Thanks to everybody who took part.", at_home]


def participants(facts: Facts) -> Text:
    """How many there were, and who of them agreed to be listed: those who came, those from afar."""
    came = [row for row in facts.registrations if row.came]
    remote = [row for row in facts.registrations if row.mode == Mode.REMOTE]
    from_afar = counted(len(remote), "participant from afar", "participants from afar")
    is_public = facts.sprint.participants_shown_to == Audience.EVERYBODY
    lists = ((count_sentence(facts), came), (from_afar, remote))
    return [_list(heading, rows, is_public) for heading, rows in lists if rows]


def _list(heading: str, rows: list[Any], is_public: bool) -> dict[str, Any]:
    """Of those who are not listed nothing but the number is told."""
    listed = [row for row in rows if is_public and row.listed == Audience.EVERYBODY]
    entries = [named(row.person) | {"items": _payers(row)} for row in listed]
    return {"heading": heading, "number": len(rows), "entries": entries}


def _payers(registration: Any) -> list[dict[str, Any]]:
    return [
        {"text": escape(str(row)), "organizations": [row.organization_id]}
        for row in registration.shown_financing
    ]


def announced(heading: str, number: int, listed: int, *, financed: bool) -> str:
    """The line above a list of so many people; a sentence if nobody is left to be listed."""
    if not listed:
        return f"{heading}."
    if listed < number:
        heading += f"; {listed} of them {'is' if listed == 1 else 'are'} listed here"
    order = ", in alphabetical order" if listed > 1 else ""
    return f"{heading}{order}{FINANCED if financed else ''}:"


def count_sentence(facts: Facts) -> str:
    """ "28 in-person participants from 8 countries on 3 continents", as far as that is known.

    Countries that were reported belong to the participants that were reported: they stand beside
    our number only if it is the same.
    """
    sentence, number = facts.numbers.sentence, facts.numbers.attended_in_person
    people = facts.report_of("in-person participants")
    countries, continents = facts.report_of("countries"), facts.report_of("continents")
    if " from " in sentence or not (people and countries and continents):
        return sentence
    if people.value != number:
        return sentence
    return (
        f"{sentence} from {counted(countries.value, 'country', 'countries')}"
        f" on {counted(continents.value, 'continent', 'continents')}"
    )


def thanks(facts: Facts) -> Text:
    return [[_thanks(credit)] for credit in facts.credits]


def _thanks(credit: Credit) -> list[Piece]:
    before, reason = "Special thanks to ", ended(f" {escape(credit.reason)}")
    if credit.person is None:
        return [f"{before}{escape(credit.name)}{reason}"]
    called = {"person": credit.person.pk, "name": clean(credit.person.get_short_name())}
    return [before, called, reason]


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
    Block("families", "Thanks", "To everybody, and to those who stayed at home.", families),
    Block(PARTICIPANTS, "Participants", "Count and list, as each of them chose.", participants),
    Block(THANKS, "Special thanks", "From the credits.", thanks),
)
# The cover photo stands after the series; title, subtitle and description are the report's head.
FROM_DATA = frozenset(block.name for block in BLOCKS if block.compute)


def computed(facts: Facts) -> dict[str, Text]:
    """The paragraphs of each block as the data give it, by name; empty where nothing is computed."""
    texts = {block.name: block.compute(facts) if block.compute else [] for block in BLOCKS}
    return {name: [text] if isinstance(text, str) else text for name, text in texts.items()}
