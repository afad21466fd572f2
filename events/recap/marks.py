"""Names of people within a text that outlives them: marked, so that one who withdraws is gone.

A mark is ⟦key:name⟧. It is revealed each time the text is shown: as the name, or, if the person is no
longer shown, as nobody. An entry of a list that begins with a name goes if all whom it names are gone.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping
from functools import partial
from typing import Any

from events.recap.markdown import CLOSE, OPEN, clean, escape
from people.names import NOBODY

MARK = re.compile(rf"{OPEN}(\d+):([^{OPEN}{CLOSE}]*){CLOSE}")
# A list entry that begins with a name is about that person.
ENTRY = re.compile(rf"^\s*[-*+]\s+{OPEN}\d+:")
ANY_ENTRY = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s")
# Between the words of a name; a line may end there, a paragraph may not.
SPACE = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"


def mark(pk: int, name: str) -> str:
    return f"{OPEN}{pk}:{clean(name)}{CLOSE}"


def people_in(text: str) -> set[int]:
    return {int(pk) for pk, _ in MARK.findall(text)}


def reveal(text: str, shown: Container[int]) -> str:
    """The Markdown with the names of these people and nobody else's."""
    return MARK.sub(
        lambda found: escape(found[2]) if int(found[1]) in shown else NOBODY,
        "\n".join(_staying(text.split("\n"), shown)),
    )


def reveal_plain(text: str, shown: Container[int]) -> str:
    """The same for a text that is no Markdown, such as a title."""
    return MARK.sub(lambda found: found[2] if int(found[1]) in shown else NOBODY, text)


def _staying(lines: list[str], shown: Container[int]) -> Iterator[str]:
    """Without the entries about people who are gone, and without the further lines of those."""
    goes = False
    for line in lines:
        if ENTRY.match(line):
            goes = not any(pk in shown for pk in people_in(line))
        elif ANY_ENTRY.match(line) or not line.strip():
            goes = False
        if not goes:
            yield line


def marking(people: Mapping[str, int]) -> Callable[[str], str]:
    """A function that marks each whole name of these people (name: key) that is not marked yet.

    A text that was written by hand has to be cleaned before.
    """
    if not people:
        return str
    forms = {" ".join(form.split()): name for name in people for form in (escape(name), name)}
    longest_first = sorted(forms, key=len, reverse=True)
    names = "|".join(SPACE.join(map(re.escape, form.split())) for form in longest_first)
    pattern = re.compile(rf"{MARK.pattern}|(?<!\w)(?P<form>{names})(?!\w)")

    def marked(found: re.Match[str]) -> str:
        if found["form"] is None:
            return found[0]
        name = forms[" ".join(found["form"].split())]
        return mark(people[name], name)

    return partial(pattern.sub, marked)


def without_entries(text: str, pk: int) -> str:
    """The Markdown without the entries of a list that begin with this person."""
    begins = re.compile(rf"^\s*[-*+]\s+{OPEN}{pk}:")
    return "\n".join(line for line in text.split("\n") if not begins.match(line))


def without(text: str, name: str) -> str:
    """The Markdown without this name."""
    return reveal(marking({name: 0})(text), ())


def without_plain(text: str, name: str) -> str:
    """The same for a text that is no Markdown."""
    return reveal_plain(marking({name: 0})(text), ())


def nameless(kept: Any, pk: int) -> Any:
    """Kept values with the marks of this person, and no name in them."""
    if isinstance(kept, str):
        return MARK.sub(lambda found: mark(pk, "") if int(found[1]) == pk else found[0], kept)
    if isinstance(kept, list):
        return [nameless(one, pk) for one in kept]
    if isinstance(kept, dict):
        return {key: nameless(one, pk) for key, one in kept.items()}
    return kept
