"""Names of people in a report, so that whoever is no longer shown is gone from it at once.

What is computed keeps people as values with their keys (`Piece`). What was typed is text; the report
stores at publishing which names occur in it. Both are put together each time they are shown.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import Any

from events.text import clean, escape
from people.names import NOBODY, reads_as_name

# A person, or a person and an organization that pays for this person.
Key = int | tuple[int, int]
# Markdown, or a person: {"person": key, "name": name}, with the key of the "outcome" of a credit.
# With "items" in place of the name it stands for the brackets behind a name.
Piece = str | dict[str, Any]
# What a link leads to, an address in angle brackets, an address that stands in the text.
ADDRESS = (
    r"\]\((?:<[^<>\n]*>|[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)(?=\s*\)|\s+[\"'(])"
    r"|<[^\s<>:@]+[:@][^\s<>]*>"
    r"|(?i:https?:\\?/\\?/|www\\?\.)[\w\\\-.~:/?#@!$&'*+=%()\[\]]+"
)
# Between the words of a name; a line may end there, a paragraph may not.
SPACE = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
BRACKETS = re.compile(r"[*_]*[^\S\n]*\(((?:[^()\n]|\([^()\n]*\))*)\)")
NEXT_ENTRY = re.compile(r"\n(?=[^\S\n]*(?:\n|[-*+]\s|\d+[.)]\s))")


class Everybody:
    """In place of the keys of those who are shown: all of them."""

    def __contains__(self, key: object) -> bool:
        return True


EVERYBODY = Everybody()


class Names:
    """Finds these whole names in a text, plain or Markdown, but in no address."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = {form: name for name in names for form in _forms(name)}
        longest_first = sorted(self.names, key=len, reverse=True)
        either = "|".join(SPACE.join(map(re.escape, form.split())) for form in longest_first)
        self.pattern = re.compile(rf"{ADDRESS}|(?<!\w)(?P<name>{either or '(?!)'})(?!\w)")

    def found(self, text: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Each of the names in this cleaned text, with where it stands."""
        for match in self.pattern.finditer(text):
            if match["name"]:
                yield self._name(match), match

    def hidden(self, text: str, hidden: Container[str] = EVERYBODY) -> str:
        """The cleaned text with nobody in place of the names that are to be hidden."""

        def shown(match: re.Match[str]) -> str:
            return NOBODY if match["name"] and self._name(match) in hidden else match[0]

        return self.pattern.sub(shown, text)

    def _name(self, match: re.Match[str]) -> str:
        return self.names[" ".join(match["name"].split())]


def _forms(name: str) -> set[str]:
    """As it is written in plain text and in Markdown."""
    return {" ".join(form.split()) for form in (clean(name), escape(name))} - {""}


def likely(names: Mapping[str, int]) -> dict[str, int]:
    """Those of the names that are no everyday words."""
    return {name: pk for name, pk in names.items() if reads_as_name(name)}


def occurring(names: Mapping[str, int], content: Any) -> list[dict[str, Any]]:
    """People (name: key) whose names occur in these values, as a report stores them."""
    text = "\n\n".join(_strings(content))
    found = {name for name, _ in Names(names).found(text)}
    return [{"person": names[name], "name": name} for name in sorted(found)]


def _strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    parts = content.values() if isinstance(content, dict) else content
    for part in parts if isinstance(content, dict | list) else ():
        yield from _strings(part)


def hiding(stored: Iterable[Mapping[str, Any]], shown: Container[Key]) -> Callable[[str], str]:
    """A function that puts nobody in place of stored names of people who are not shown."""
    hidden = {row["name"] for row in stored if row["person"] not in shown}
    if not hidden:
        return str
    names = Names(row["name"] for row in stored)
    return lambda text: names.hidden(text, hidden)


def with_brackets(
    text: str, people: Mapping[str, int], organizations: Mapping[str, int]
) -> list[Piece]:
    """Typed Markdown in which organizations in brackets behind a name can be hidden."""
    payers = Names(organizations)
    whole = "|".join(sorted(map(re.escape, payers.names), key=len, reverse=True))
    item = re.compile(rf"(?:{whole}|[^,])+" if whole else "[^,]+")  # "Acme, Inc." is one item
    pieces: list[Piece] = []
    end = 0
    for name, match in Names(people).found(text):
        brackets = BRACKETS.match(text, match.end())
        if brackets is None or not any(payers.found(brackets[1])):
            continue
        items = []
        for one in map(str.strip, item.findall(brackets[1])):
            paid_by = [organizations[organization] for organization, _ in payers.found(one)]
            items.append({"text": one, "organizations": paid_by})
        before = text[end : brackets.start(1) - 1].rstrip()
        pieces += [before, {"person": people[name], "items": items}]
        end = brackets.end()
    return [*pieces, text[end:]]


def change(kept: Any, text: Callable[[str], str], person: Callable[[dict], Any] = dict) -> Any:
    """Kept values with each text, and each value about a person, changed.

    The name in such a value stays: somebody else may be called the same.
    """
    if isinstance(kept, str):
        return text(kept)
    if isinstance(kept, list):
        return [change(one, text, person) for one in kept]
    if isinstance(kept, dict):
        own = {"name"} if "person" in kept else set()
        changed = {k: v if k in own else change(v, text, person) for k, v in kept.items()}
        return person(changed) if own else changed
    return kept


def renumbered(kept: Any, old: int, new: int) -> Any:
    """Kept values in which one person is another."""
    return change(kept, str, lambda row: row | ({"person": new} if row["person"] == old else {}))


def forgotten(kept: Any, person: int, names: Names) -> Any:
    """Kept values without any of these names, and without what this person is called elsewhere."""
    nameless: dict[str, Any] = {"name": "", "items": []}

    def without(row: dict[str, Any]) -> dict[str, Any]:
        return row if row["person"] != person else {k: nameless.get(k, v) for k, v in row.items()}

    return change(kept, names.hidden, without)


def in_entries(text: str, told: Callable[[str], bool], change_one: Callable[[str], str]) -> str:
    """The Markdown with these paragraphs and list entries changed."""
    return "\n".join(change_one(one) if told(one) else one for one in NEXT_ENTRY.split(text))
