"""Published reports named people by marks in their text, ⟦key:name⟧; now by values beside it."""

import re

from django.db import migrations

ANY = r"⟦(?P<key>\d+(?:[@/]\d+)?):(?P<name>[^⟦⟧]*)⟧"
MARK = re.compile(ANY)
# Organizations in brackets behind a name.
BRACKETS = r" \((?P<items>⟦\d+/\d+:[^⟦⟧]*⟧(?:, ⟦\d+/\d+:[^⟦⟧]*⟧)*)\)"
# An entry of a list that is about one person.
ENTRY = re.compile(rf"-   ⟦(\d+):([^⟦⟧]*)⟧(?:{BRACKETS})?([^⟦⟧]*)")
PIECES = re.compile(rf"{BRACKETS}|{ANY}")
ANNOUNCED = re.compile(
    r"(?P<heading>(?P<number>\d+) (?:in-person participants?|participants? from afar)[^,;\n]*)"
    r"(?:; \d+ of them (?:is|are) listed here)?(?:, in alphabetical order)?"
    r"(?:, with the organizations that helped to pay for their coming)?:"
)
# What meant something in Markdown when these names were revealed.
INLINE = re.compile(r"[\\`*_{}\[\]<>&|~$]")


def escape(name):
    return INLINE.sub(r"\\\g<0>", name)


def as_items(brackets):
    return [
        {"text": escape(found["name"]), "organizations": [int(found["key"].partition("/")[2])]}
        for found in MARK.finditer(brackets or "")
    ]


def as_entry(line):
    person, name, brackets, text = ENTRY.fullmatch(line).groups()
    entry = {"person": int(person), "name": name, "items": as_items(brackets)}
    return entry | ({"text": text} if text else {})


def as_pieces(text):
    pieces, end = [], 0
    for found in PIECES.finditer(text):
        pieces.append(text[end : found.start()])
        end = found.end()
        if found["items"]:
            person = int(re.match(r"⟦(\d+)", found["items"])[1])
            pieces.append({"person": person, "items": as_items(found["items"])})
        elif "/" in found["key"]:
            pieces.append("an organization")
        else:
            person, _, outcome = found["key"].partition("@")
            credit = {"outcome": int(outcome)} if outcome else {}
            pieces.append({"person": int(person), "name": found["name"], **credit})
    return [*pieces, text[end:]]


def as_paragraphs(markdown):
    """A list of people is shorter once somebody is no longer shown, and so is its heading."""
    if not MARK.search(markdown):
        return [markdown]
    paragraphs = []
    for text in markdown.split("\n\n"):
        entries = [ENTRY.fullmatch(line) and as_entry(line) for line in text.split("\n")]
        before = paragraphs[-1] if paragraphs and isinstance(paragraphs[-1], str) else ""
        above = ANNOUNCED.fullmatch(before)
        if all(entries) and above:
            heading, number = above["heading"], int(above["number"])
            paragraphs[-1] = {"heading": heading, "number": number, "entries": entries}
        elif text.startswith("-   "):
            lines = re.split(r"\n(?=-   )", text)
            paragraphs.append([as_entry(one) if ENTRY.fullmatch(one) else as_pieces(one) for one in lines])
        else:
            paragraphs.append([as_pieces(text)] if MARK.search(text) else text)
    return paragraphs


def strings(kept):
    if isinstance(kept, str):
        yield kept
    parts = kept.values() if isinstance(kept, dict) else kept
    for part in parts if isinstance(kept, (dict, list)) else ():
        yield from strings(part)


def names_in(kept):
    """Names of people, each once."""
    found = {
        (int(mark["key"].partition("@")[0]), mark["name"])
        for text in strings(kept)
        for mark in MARK.finditer(text)
        if "/" not in mark["key"] and mark["name"]
    }
    return [{"person": person, "name": name} for person, name in sorted(found)]


def unmarked(kept):
    if isinstance(kept, str):
        return MARK.sub(lambda found: found["name"] or "a participant", kept)
    if isinstance(kept, list):
        return [unmarked(one) for one in kept]
    if isinstance(kept, dict):
        return {key: unmarked(one) for key, one in kept.items()}
    return kept


def converted(kept):
    thanks = [one for one in kept["sections"] if one["name"] == "thanks"]
    others = [one for one in kept["sections"] if one["name"] != "thanks"]
    rest = {key: one for key, one in kept.items() if key not in ("sections", "cover_words")}
    sections = [
        {"name": one["name"], "heading": one["heading"], "text": as_paragraphs(one["markdown"])}
        for one in kept["sections"]
    ]
    names = names_in([rest, others, kept.get("cover_words", [])])
    return unmarked(rest) | {"sections": sections, "names": names, "called": names_in(thanks)}


def convert(apps, schema_editor):
    Report = apps.get_model("events", "Report")
    for report in Report.objects.exclude(frozen={}):
        report.frozen = converted(report.frozen)
        Report.objects.filter(pk=report.pk).update(frozen=report.frozen)


class Migration(migrations.Migration):
    dependencies = [("events", "0012_emails")]
    operations = [migrations.RunPython(convert, migrations.RunPython.noop)]
