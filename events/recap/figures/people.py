"""Thanks and names, in words."""

from typing import Any

from events.recap.figures.facts import Facts
from events.recap.markdown import clean, escape
from events.recap.marks import mark
from events.registration.figures import counted
from events.registration.models import Audience
from events.sprints.models import Mode


def families(facts: Facts) -> str:
    thanks = "Thanks to everybody who took part."
    at_home = clean(facts.sprint.series.family_thanks).strip()
    return f"{thanks}\n\n{at_home}" if at_home else thanks


def participants(facts: Facts) -> str:
    """The count, then who agreed to be listed: those who came, and those from afar."""
    rows = facts.registrations
    came = [row for row in rows if row.attended == "yes" and row.mode != Mode.REMOTE]
    remote = [row for row in rows if row.mode == Mode.REMOTE]
    return "\n\n".join(
        part for part in (_list(count_sentence(facts), came), _list("From afar", remote)) if part
    )


def _list(heading: str, rows: list[Any]) -> str:
    shown = [row for row in rows if row.listed == Audience.EVERYBODY]
    lines = [_entry(row) for row in shown]
    if not lines:
        return f"{heading}." if rows else ""
    financed = any(row.shown_financing for row in shown)
    brackets = ", with the organizations that helped to pay for their coming" if financed else ""
    return f"{heading}, in alphabetical order{brackets}:\n\n" + "\n".join(lines)


def _entry(registration: Any) -> str:
    payers = ", ".join(str(row) for row in registration.shown_financing)
    brackets = f" ({escape(payers)})" if payers else ""
    return f"-   {mark(registration.person_id, registration.person.name)}{brackets}"


def count_sentence(facts: Facts) -> str:
    """ "28 in-person participants from 8 countries on 3 continents", as far as that is known."""
    countries, continents = facts.report_of("countries"), facts.report_of("continents")
    sentence = facts.numbers.sentence
    if " from " in sentence or not (countries and continents):
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
        lines.append(f"Special thanks to {name} {escape(credit.reason)}.")
    return "\n\n".join(lines)
