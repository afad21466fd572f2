"""Thanks and names, in words."""

import re
from typing import Any

from events.recap.display.facts import Facts
from events.recap.display.words import ended
from events.recap.markdown import clean, escape
from events.recap.marks import mark, mark_payer
from events.registration.display import counted
from events.registration.models import Audience
from events.sprints.models import Mode

ENTRY = "-   "
FINANCED = ", with the organizations that helped to pay for their coming"
# A line above a list of participants, as it is computed here.
ANNOUNCED = re.compile(
    r"(?P<heading>(?P<number>\d+) (?:in-person participants?|participants? from afar)[^,;\n]*)"
    rf"(?:; \d+ of them (?:is|are) listed here)?(?:, in alphabetical order)?(?:{FINANCED})?:"
)


def families(facts: Facts) -> str:
    thanks = "Thanks to everybody who took part."
    at_home = clean(facts.sprint.series.family_thanks).strip()
    return f"{thanks}\n\n{at_home}" if at_home else thanks


def participants(facts: Facts) -> str:
    """How many there were, and who of them agreed to be listed: those who came, those from afar."""
    came = [row for row in facts.registrations if row.came]
    remote = [row for row in facts.registrations if row.mode == Mode.REMOTE]
    from_afar = counted(len(remote), "participant from afar", "participants from afar")
    is_public = facts.sprint.participants_shown_to == Audience.EVERYBODY
    parts = (_list(count_sentence(facts), came, is_public), _list(from_afar, remote, is_public))
    return "\n\n".join(part for part in parts if part)


def _list(heading: str, rows: list[Any], is_public: bool) -> str:
    """Of those who are not listed nothing but the number is told."""
    shown = [row for row in rows if is_public and row.listed == Audience.EVERYBODY]
    if not rows:
        return ""
    entries = [_entry(row) for row in shown]
    financed = any(row.shown_financing for row in shown)
    above = _announced(heading, len(rows), entries, financed=financed)
    below = "\n".join(entries)
    return f"{above}\n\n{below}" if entries else above


def _announced(heading: str, number: int, entries: list[str], *, financed: bool) -> str:
    """The line above a list of so many people; a sentence if nobody is left to be listed."""
    if not entries:
        return f"{heading}."
    if len(entries) < number:
        heading += f"; {len(entries)} of them {'is' if len(entries) == 1 else 'are'} listed here"
    order = ", in alphabetical order" if len(entries) > 1 else ""
    return f"{heading}{order}{FINANCED if financed else ''}:"


def announced_again(markdown: str) -> str:
    """What `participants` gave, after some have withdrawn: no line tells of more than stand below it."""
    parts = re.split(r"\n{2,}", markdown.strip())
    for place, (part, below) in enumerate(zip(parts, [*parts[1:], ""], strict=True)):
        if found := ANNOUNCED.fullmatch(part):
            entries = below.split("\n") if below.startswith(ENTRY) else []
            financed = FINANCED in part and any(entry.endswith(")") for entry in entries)
            number = int(found["number"])
            parts[place] = _announced(found["heading"], number, entries, financed=financed)
    return "\n\n".join(parts)


def _entry(registration: Any) -> str:
    payers = ", ".join(
        mark_payer(registration.person_id, row.organization_id, str(row))
        for row in registration.shown_financing
    )
    brackets = f" ({payers})" if payers else ""
    return f"{ENTRY}{mark(registration.person_id, registration.person.name)}{brackets}"


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


def thanks(facts: Facts) -> str:
    lines = []
    for credit in facts.credits:
        name = credit.name and escape(credit.name)
        if credit.person:
            name = mark(credit.person.pk, credit.person.get_short_name())
        lines.append(ended(f"Special thanks to {name} {escape(credit.reason)}"))
    return "\n\n".join(lines)
