"""Names of people within a text that outlives them: marked, so that one who withdraws is gone.

A mark is ⟦key:name⟧. It is revealed each time the text is shown: as the name, or, if the person is no
longer shown, as nobody. A line of a list that is about nobody else goes as a whole.
"""

import re
from collections.abc import Container, Mapping

from events.recap.markdown import escape

OPEN, CLOSE = "⟦", "⟧"
MARK = re.compile(rf"{OPEN}(\d+):([^{OPEN}{CLOSE}]*){CLOSE}")
NOBODY = "a participant"
# A list entry that begins with a name is about that person.
ENTRY = re.compile(rf"^\s*[-*+]\s+{OPEN}(\d+):")


def clean(text: str) -> str:
    """Text of people cannot bring marks of its own."""
    return text.replace(OPEN, "[").replace(CLOSE, "]")


def mark(pk: int, name: str) -> str:
    return f"{OPEN}{pk}:{clean(name)}{CLOSE}"


def people_in(text: str) -> set[int]:
    return {int(pk) for pk, _ in MARK.findall(text)}


def reveal(text: str, shown: Container[int]) -> str:
    """The Markdown with the names of these people and nobody else's."""
    lines = (line for line in text.split("\n") if _stays(line, shown))
    return MARK.sub(
        lambda found: escape(found[2]) if int(found[1]) in shown else NOBODY, "\n".join(lines)
    )


def reveal_plain(text: str, shown: Container[int]) -> str:
    """The same for a text that is no Markdown, such as a title."""
    return MARK.sub(lambda found: found[2] if int(found[1]) in shown else NOBODY, text)


def _stays(line: str, shown: Container[int]) -> bool:
    entry = ENTRY.match(line)
    return entry is None or int(entry[1]) in shown


def mark_names(text: str, people: Mapping[str, int]) -> str:
    """Mark each whole name of these people (name: key) in a text that was written by hand."""
    parts = sorted(people, key=len, reverse=True)
    if not parts:
        return clean(text)
    forms = {form: name for name in parts for form in (escape(name), name)}
    pattern = re.compile(
        r"(?<!\w)("
        + "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        + r")(?!\w)"
    )
    return pattern.sub(lambda found: mark(people[forms[found[1]]], forms[found[1]]), clean(text))
