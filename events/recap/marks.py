"""Names of people within a text that outlives them: marked, so that one who withdraws is gone.

A mark is ⟦key:name⟧. It is revealed each time the text is shown: as the name, or, if the person is no
longer shown, as nobody. An entry of a list that begins with a name goes if all whom it names are gone.
In brackets behind a name ⟦key/key:name⟧ is an organization that pays for this person. Credit for an
outcome is ⟦key@key:name⟧, so that it can be found when the person takes the name off.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping
from functools import partial
from typing import Any

from events.recap.markdown import CLOSE, OPEN, clean, escape
from people.names import NOBODY, reads_as_name

# A person, or a person and an organization that pays for this person.
Key = int | tuple[int, int]
ANY_MARK = rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}"
MARK = re.compile(rf"{OPEN}(\d+)(?:@\d+)?:([^{OPEN}{CLOSE}]*){CLOSE}")
PAYER = re.compile(rf"{OPEN}(\d+)/(\d+):([^{OPEN}{CLOSE}]*){CLOSE}")
BLANK = r"[^\S\n]*"
BRACKETS = re.compile(rf"(?<![^\S\n])({BLANK})\(((?:{ANY_MARK}|[^(){OPEN}{CLOSE}\n])*)\)")
COMMA = re.compile(rf", (?![^{OPEN}]*{CLOSE})")  # none within a name
# Brackets typed behind a name; those of an organization's own name may stand in them.
BEHIND = re.compile(
    rf"({OPEN}(?P<person>\d+)(?:@\d+)?:[^{OPEN}{CLOSE}]*{CLOSE}[*_]*{BLANK})"
    r"(?P<brackets>\((?:[^()\n]|\([^()\n]*\))*\))"
)
# What a link leads to, an address in angle brackets, an address that stands in the text.
ADDRESS = (
    r"\]\((?:<[^<>\n]*>|[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)(?=\s*\)|\s+[\"'(])"
    r"|<[^\s<>:@]+[:@][^\s<>]*>"
    r"|(?i:https?:\\?/\\?/|www\\?\.)[\w\\\-.~:/?#@!$&'*+=%()\[\]]+"
)
SOME_ORGANIZATION = "an organization"
# A list entry that begins with a name is about that person.
ENTRY = re.compile(rf"^\s*[-*+]\s+{OPEN}\d+(?:@\d+)?:")
ANY_ENTRY = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s")
# Between the words of a name; a line may end there, a paragraph may not.
SPACE = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"


def mark(pk: int, name: str) -> str:
    return f"{OPEN}{pk}:{clean(name)}{CLOSE}"


def mark_payer(person: int, organization: int, name: str) -> str:
    return f"{OPEN}{person}/{organization}:{clean(name)}{CLOSE}"


def mark_credit(person: int, outcome: int, name: str) -> str:
    return f"{OPEN}{person}@{outcome}:{clean(name)}{CLOSE}"


def people_in(text: str) -> set[int]:
    return {int(pk) for pk, _ in MARK.findall(text)}


def is_whole(text: str, shown: Container[Key]) -> bool:
    """Whether nobody and nothing that is marked in it is hidden."""
    payers = [(int(person), int(paid)) for person, paid, _ in PAYER.findall(text)]
    return all(key in shown for key in (*people_in(text), *payers))


def reveal(text: str, shown: Container[Key]) -> str:
    """The Markdown with the names of these people and nobody else's."""
    text = BRACKETS.sub(partial(_brackets, shown), "\n".join(_staying(text.split("\n"), shown)))
    text = PAYER.sub(
        lambda found: escape(found[3]) if _pays(found, shown) else SOME_ORGANIZATION, text
    )
    return MARK.sub(lambda found: escape(found[2]) if int(found[1]) in shown else NOBODY, text)


def _pays(found: re.Match[str], shown: Container[Key]) -> bool:
    return (int(found[1]), int(found[2])) in shown


def _brackets(shown: Container[Key], found: re.Match[str]) -> str:
    """Without the organizations that are not shown; none at all if nothing is left in them."""
    blank, within = found.groups()
    if OPEN not in within:
        return found[0]
    kept = []
    for part in COMMA.split(within):
        payer = PAYER.fullmatch(part)
        if payer is None or _pays(payer, shown):
            kept.append(part)
    return f"{blank}({', '.join(kept)})" if kept else ""


def reveal_plain(text: str, shown: Container[Key]) -> str:
    """The same for a text that is no Markdown, such as a title."""
    return MARK.sub(lambda found: found[2] if int(found[1]) in shown else NOBODY, text)


def unmarked(text: str) -> str:
    """The same with every name, for the team."""
    return MARK.sub(lambda found: found[2], text)


def _staying(lines: list[str], shown: Container[Key]) -> Iterator[str]:
    """Without the entries about people who are gone, and without the further lines of those."""
    goes = False
    for line in lines:
        if ENTRY.match(line):
            goes = not any(pk in shown for pk in people_in(line))
        elif ANY_ENTRY.match(line) or not line.strip():
            goes = False
        if not goes:
            yield line


def marking(
    people: Mapping[str, int], called: Mapping[str, int] | None = None
) -> Callable[[str], str]:
    """A function that marks each whole name of these people (name: key) that is not marked yet.

    A text that was written by hand has to be cleaned before. No word is taken for a name that is
    likely to be none, unless somebody is `called` so there, and nothing within an address.
    """
    names = {name: pk for name, pk in people.items() if reads_as_name(name)}
    return partial(_finding({**(called or {}), **names}), mark)


def names_in(kept: Any) -> dict[str, int]:
    """The names in the marks of kept values, with their keys: perhaps earlier ones of these people."""
    if isinstance(kept, str):
        return {name: int(pk) for pk, name in MARK.findall(kept) if name}
    parts = kept.values() if isinstance(kept, dict) else kept if isinstance(kept, list) else ()
    return {name: pk for part in parts for name, pk in names_in(part).items()}


def marking_payers(
    organizations: Mapping[str, int], people: Container[int]
) -> Callable[[str], str]:
    """A function that marks these (name: key) in the brackets behind the marks of these people."""
    find = _finding(organizations)

    def marked(found: re.Match[str]) -> str:
        person, brackets = int(found["person"]), found["brackets"]
        if person in people:
            brackets = find(partial(mark_payer, person), brackets)
        return found[1] + brackets

    return partial(BEHIND.sub, marked)


def _finding(keys: Mapping[str, int]) -> Callable[[Callable[[int, str], str], str], str]:
    """A function that puts a mark in place of each of these whole names outside of marks."""
    if not keys:
        return lambda mark_one, text: text
    forms = {" ".join(form.split()): name for name in keys for form in (escape(name), clean(name))}
    longest_first = sorted(forms, key=len, reverse=True)
    names = "|".join(SPACE.join(map(re.escape, form.split())) for form in longest_first)
    pattern = re.compile(rf"{ANY_MARK}|{ADDRESS}|(?<!\w)(?P<form>{names})(?!\w)")

    def marked(mark_one: Callable[[int, str], str], found: re.Match[str]) -> str:
        if found["form"] is None:
            return found[0]
        name = forms[" ".join(found["form"].split())]
        return mark_one(keys[name], name)

    return lambda mark_one, text: pattern.sub(partial(marked, mark_one), text)


def without_parts(text: str, goes: Callable[[str], bool]) -> str:
    """The Markdown without such paragraphs and list entries, and without what hangs on those entries."""
    kept: list[str] = []
    entry_gone = None  # how far it was indented
    for lines in _parts(text.split("\n")):
        indent = len(lines[0]) - len(lines[0].lstrip())
        if entry_gone is not None and indent > entry_gone:
            continue
        gone = goes("\n".join(lines))
        entry_gone = indent if gone and ANY_ENTRY.match(lines[0]) else None
        kept += [] if gone else lines
    return "\n".join(kept).strip()


def _parts(lines: list[str]) -> Iterator[list[str]]:
    """Paragraphs and list entries, each with the blank lines after it."""
    part: list[str] = []
    for line in lines:
        if part and line.strip() and (ANY_ENTRY.match(line) or not part[-1].strip()):
            yield part
            part = []
        part.append(line)
    yield part


def change_parts(text: str, chosen: Callable[[str], bool], change: Callable[[str], str]) -> str:
    """The Markdown with these paragraphs and list entries changed."""
    parts = ("\n".join(lines) for lines in _parts(text.split("\n")))
    return "\n".join(change(part) if chosen(part) else part for part in parts)


def without_credit(text: str, person: int, outcome: int) -> str:
    """The Markdown with nobody in place of this credit."""
    return re.sub(rf"{OPEN}{person}@{outcome}:[^{OPEN}{CLOSE}]*{CLOSE}", NOBODY, text)


def unnamed(text: str, person: int) -> str:
    """The Markdown with nobody in place of each mark of this person."""
    return MARK.sub(lambda found: NOBODY if int(found[1]) == person else found[0], text)


def without(text: str, name: str, *, is_called: bool = False) -> str:
    """The Markdown without this name, whole or what the person `is_called` there."""
    return reveal(marking({name: 0}, {name: 0} if is_called else None)(clean(text)), ())


def without_plain(text: str, name: str) -> str:
    """The same for a text that is no Markdown."""
    return reveal_plain(marking({name: 0})(clean(text)), ())


def nameless(kept: Any, pk: int) -> Any:
    """Kept values with the marks of this person, and no name in them."""
    if isinstance(kept, str):
        return re.sub(rf"({OPEN}{pk}(?:[@/]\d+)?:)[^{OPEN}{CLOSE}]*{CLOSE}", rf"\1{CLOSE}", kept)
    if isinstance(kept, list):
        return [nameless(one, pk) for one in kept]
    if isinstance(kept, dict):
        return {key: nameless(one, pk) for key, one in kept.items()}
    return kept


def renumbered(kept: Any, old: int, new: int) -> Any:
    """Kept values with the marks of one person as those of another."""
    if isinstance(kept, str):
        return re.sub(rf"({OPEN}){old}(?=[@/:])", rf"\g<1>{new}", kept)
    if isinstance(kept, list):
        return [renumbered(one, old, new) for one in kept]
    if isinstance(kept, dict):
        return {key: renumbered(one, old, new) for key, one in kept.items()}
    return kept
